"""The list of sealed files holds names by chance and hashes, keeps no file from being sealed, loses nothing."""

from incidents import sealed_list
from incidents.actions.evidence import seal_evidence
from incidents.actions.evidence_ending import sweep_evidence
from incidents.models import EvidenceFile

from .filed import added
from .made import report


def _sealed(school) -> EvidenceFile:
    return seal_evidence(evidence=added(report(school.reporter), school.head), by=school.head)


def test_sealed_it_stands_in_the_list_at_once(school, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        file = _sealed(school)

    [line] = sealed_list.place().read_text(encoding="utf-8").splitlines()
    assert line == f"{file.kept_as} {file.sha256_kept} {file.sealed_at.isoformat()} -"
    assert file.name not in line


def test_where_it_cannot_be_written_the_file_is_sealed_all_the_same_and_the_worker_makes_up_for_it(
    school, django_capture_on_commit_callbacks, monkeypatch
):
    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk, django_capture_on_commit_callbacks(execute=True):
        disk.setattr(sealed_list, "write_whole", full)
        file = _sealed(school)
    assert EvidenceFile.objects.get(pk=file.pk).sealed_at
    assert not sealed_list.place().exists()

    sweep_evidence(file.added_at)

    assert set(sealed_list.read(sealed_list.place())) == {file.kept_as}


def test_what_the_rows_no_longer_know_stays_in_the_list(school):
    file = _sealed(school)
    sealed_list.keep()
    EvidenceFile.objects.filter(pk=file.pk).update(sealed_at=None)  # as after a restore from an older backup
    another = _sealed(school)

    sealed_list.keep()

    assert set(sealed_list.read(sealed_list.place())) == {file.kept_as, another.kept_as}


def test_a_list_that_cannot_be_read_is_set_aside(school):
    file = _sealed(school)
    sealed_list.place().parent.mkdir(parents=True, exist_ok=True)
    sealed_list.place().write_text("nonsense\n", encoding="utf-8")

    sealed_list.keep()

    assert set(sealed_list.read(sealed_list.place())) == {file.kept_as}
    assert sealed_list.place().with_suffix(".unread").read_text(encoding="utf-8") == "nonsense\n"
