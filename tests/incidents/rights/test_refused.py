"""What is refused or taken back goes to nobody any more, also where its file was put together before."""

import pytest
from django.utils import timezone

from incidents import evidence_store
from incidents.actions.bundle_parts import release_part
from incidents.actions.bundles import check_part, fetch_bundle
from incidents.actions.faults import NotAllowed, WrongState
from incidents.models import DataRequest, RequestState
from tests.factories import PupilFactory
from tests.incidents.made import again
from tests.incidents.pages import page_of

from .asked import Kind, bundled, checked, fresh, gathered, mother_of, own, say

pytestmark = pytest.mark.django_db
REFUSED = {"ground": "may_not", "reason": "No.", "told_rights": True}


@pytest.fixture
def asked(school, dpo) -> DataRequest:
    wren = PupilFactory(legal_forename="Wren", legal_surname="Ashdown")
    return own(mother_of(wren), pupil=wren)


def end(asked: DataRequest, dpo, kind: Kind) -> None:
    today = timezone.localdate().isoformat()
    more = REFUSED | {"told_on": today} if kind == Kind.REFUSED else {"on": today, "reason": "She rang."}
    say(asked, kind, dpo, **more)


@pytest.mark.parametrize("kind", [Kind.REFUSED, Kind.WITHDRAWN])
def test_its_file_is_gone_for_whoever_asked_and_for_the_officer(
    client, school, dpo, asked, kind, django_capture_on_commit_callbacks
):
    checked(gathered(asked, dpo)[0], school.head, dpo)
    bundle = bundled(asked, dpo)
    with django_capture_on_commit_callbacks(execute=True):
        end(asked, dpo, kind)

    assert fresh(bundle).gone_at
    with pytest.raises(FileNotFoundError):
        evidence_store.read(bundle.kept_as)
    for user in (asked.asked_by, dpo):
        with pytest.raises((NotAllowed, WrongState)):
            fetch_bundle(bundle=bundle, by=again(user))
    assert "Download" not in page_of(client, asked.asked_by, "own-data").content.decode()


@pytest.mark.parametrize("change", [{"state": RequestState.REFUSED, "answered_on": "2026-09-16"}, {"may_ask": False}])
def test_the_state_and_whether_they_may_are_asked_of_each_that_fetches(school, dpo, asked, change):
    checked(gathered(asked, dpo)[0], school.head, dpo)
    bundle = bundled(asked, dpo)
    DataRequest.objects.filter(pk=asked.pk).update(**change)

    for user in (asked.asked_by, dpo):
        with pytest.raises(NotAllowed):
            fetch_bundle(bundle=fresh(bundle), by=again(user))


def test_nothing_is_released_checked_or_put_together_once_it_is_over(school, dpo, asked):
    part = gathered(asked, dpo)[0]
    end(asked, dpo, Kind.WITHDRAWN)
    with pytest.raises(WrongState, match="is over"):
        release_part(part=fresh(part), by=again(school.head))
    type(part).objects.filter(pk=part.pk).update(released_at=timezone.now(), released_by=school.head)
    with pytest.raises(WrongState, match="is over"):
        check_part(part=fresh(part), by=again(dpo))
    type(part).objects.filter(pk=part.pk).update(checked_at=timezone.now(), checked_by=dpo)
    with pytest.raises(WrongState, match="is over"):
        bundled(asked, dpo)
