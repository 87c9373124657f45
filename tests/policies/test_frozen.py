"""Nothing agreed is ever changed: the database itself refuses, whatever the code does (issue 4; both databases)."""

import pytest
from django.db import IntegrityError, connection, transaction

from audit import triggers
from policies.actions import publish_version, withdraw_version
from policies.models import CommunicationMethod, OpenPoint, PolicyVersion, RelatedDocument, RuleVersion, Section
from policies.models.states import AGREED
from tests.policies.test_approving import publish

MODELS = (Section, RuleVersion, CommunicationMethod, OpenPoint, RuleVersion.related.through)


@pytest.fixture
def agreed(request, version, head):
    """`agreed(name)`: a version in one of the four agreed states."""

    def _agreed(name: str) -> PolicyVersion:
        if name in ("published", "withdrawn"):
            return withdraw_version(version=version, reason="x", by=head) if name == "withdrawn" else version
        approved = request.getfixturevalue("approved")
        if name == "superseded":
            publish(approved, head)
            version.refresh_from_db()
        return version if name == "superseded" else approved

    return _agreed


def rows_of(model, version: PolicyVersion):
    is_link = model is RuleVersion.related.through
    return model.objects.filter(**{"ruleversion__version": version} if is_link else {"version": version})


def refused(deed) -> None:
    with pytest.raises(IntegrityError, match=r"belongs to an agreed version|is agreed"), transaction.atomic():
        deed()


def test_the_agreed_states_of_the_triggers_are_those_of_the_policies_and_every_table_of_wording_is_named():
    assert set(triggers.AGREED) == set(AGREED)
    assert set(triggers.WORDING_TABLES) == {model._meta.db_table for model in MODELS}


@pytest.mark.parametrize("state", triggers.AGREED)
@pytest.mark.parametrize("model", MODELS)
def test_a_row_of_an_agreed_version_is_not_changed_deleted_or_added(agreed, state, model):
    version = agreed(state)
    assert version.status == state
    keys = list(rows_of(model, version).values_list("pk", flat=True))
    assert keys

    refused(lambda: run(f"UPDATE {model._meta.db_table} SET id = id WHERE id = {keys[0]}"))
    refused(lambda: run(f"DELETE FROM {model._meta.db_table} WHERE id = {keys[0]}"))
    refused(lambda: model.objects.bulk_create([_another(rows_of(model, version).first())]))

    assert list(rows_of(model, version).values_list("pk", flat=True)) == keys


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _another(row):
    """The same row once more, with a key and a place of its own."""
    row.pk = None
    for name in ("code", "slug"):
        if hasattr(row, name):
            setattr(row, name, "new")
    if hasattr(row, "order"):
        row.order = 999
    if isinstance(row, RuleVersion):
        row.rule = row.version.policy.rules.create()
    if hasattr(row, "relateddocument"):
        row.relateddocument = RelatedDocument.objects.create(title="New")
    return row


def test_a_row_does_not_go_over_into_an_agreed_version(draft, version):
    refused(lambda: Section.objects.filter(version=draft, code="A").update(version=version, code="Z", order=99))


def test_a_draft_takes_changes_of_every_kind(draft):
    for model in MODELS:
        rows = rows_of(model, draft)
        run(f"UPDATE {model._meta.db_table} SET id = id WHERE id = {rows.first().pk}")
    for model in reversed(MODELS):
        rows_of(model, draft)._raw_delete("default")

    assert [rows_of(model, draft).count() for model in MODELS] == [0] * len(MODELS)


@pytest.mark.parametrize(
    "change",
    [{"introduction": "x"}, {"lead": "x"}, {"responsibilities": "x"}, {"minute_reference": "x"}, {"number": 9},
     {"approved_by_text": "x"}, {"approved_by": None}, {"is_minor": True}],
)  # fmt: skip
@pytest.mark.parametrize("state", triggers.AGREED)
def test_an_agreed_version_says_what_it_said(agreed, state, change):
    version = agreed(state)

    refused(lambda: PolicyVersion.objects.filter(pk=version.pk).update(**change))


@pytest.mark.parametrize("state", triggers.AGREED)
def test_an_agreed_version_does_not_go_back_to_be_written_and_is_not_deleted(agreed, state):
    version = agreed(state)
    blank = {"approved_on": None, "approved_by_text": "", "published_at": None, "effective_from": None}

    refused(lambda: PolicyVersion.objects.filter(pk=version.pk).update(status="draft", withdrawn_on=None, **blank))
    refused(lambda: run(f"DELETE FROM policies_policyversion WHERE id = {version.pk}"))


def test_its_state_goes_on(approved, version, head):
    published = publish_version(version=approved, effective_from=version.effective_from.today(), review_due_on=None,
                                by=head)  # fmt: skip

    assert published.status == "published"


def test_a_step_is_not_changed_or_deleted(version):
    step = version.steps.first()

    for statement in ("UPDATE policies_versionstep SET note = 'x'", "DELETE FROM policies_versionstep"):
        with pytest.raises(Exception, match="append-only"), transaction.atomic():
            run(statement)

    step.refresh_from_db()
    assert step.note == ""
