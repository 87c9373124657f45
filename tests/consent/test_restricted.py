"""While the use of a child's data is restricted (UK GDPR, article 18), nothing of the child is published, anywhere; and
no teacher learns that anything was asked."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from audit.models import AuditEvent, Verb
from audit.quiet import HARMLESS
from consent.class_card import card_of
from consent.deciding import undecided
from consent.effective import Status
from consent.models import RemovalList
from consent.register import register_on
from people.actions.flags import FlagUnchanged, flag_pupil, unflag_pupil
from people.actions.restrictions import NotRestricted, begin_restriction, end_restrictions
from people.models import DataRestriction, MarkPeriod, Pupil
from people.roles import Role
from tests.factories import PupilFactory, UserFactory
from tests.people import lists

from .given import TODAY, answer, children, six, survey
from .parents import mother, said, september, status, told
from .posted import post_of
from .test_check_views import ask, text, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_october")]
SECRET = "zqscope"
APP = Path(__file__).resolve().parents[2]


def restrict(pupil, by, reference="DR-2627-AAAA", scope=f"Her address alone, {SECRET}"):
    return begin_restriction(whose=pupil, reference=reference, scope=scope, by=by)


def lift(by, reference="DR-2627-AAAA", *, stays_shut=False):
    end_restrictions(reference=reference, stays_shut=stays_shut, by=by)


def fresh(pupil):
    return Pupil.objects.get(pk=pupil.pk)


def now(pupil):
    return status(fresh(pupil))


def is_shut(pupil):
    return fresh(pupil).is_never_published


# --- the rule ------------------------------------------------------------------------------------------------------


def test_whatever_it_is_about_every_answer_is_a_no_until_it_ends(office):
    load = survey()
    [wren] = children("Wren")
    answer(load, wren)
    assert now(wren) is Status.YES

    restrict(wren, office)

    register = register_on([fresh(wren)], TODAY)
    assert {effective.word.value for effective in register.entries.values()} == {"no"}
    lift(office)
    assert now(wren) is Status.YES


def test_no_doubt_becomes_a_question_to_the_office_and_nobody_decides_about_the_child_meanwhile(office):
    load = survey()
    *_, ben = six(load)
    assert [one.pupil for one in undecided(TODAY)] == [ben]

    restrict(ben, office)

    assert now(ben) is Status.DO_NOT_PUBLISH and undecided(TODAY) == []
    assert [one.pupil for one in card_of(register_on([fresh(ben)], TODAY), [fresh(ben)]).to_ask] == []


def test_a_mark_of_its_own_stays_when_the_restriction_ends(office, head):
    wren = PupilFactory()
    flag_pupil(pupil=wren, reason="A court order.", by=head)
    restrict(wren, office)

    lift(office)

    assert fresh(wren).do_not_publish_reason == "A court order." and is_shut(wren)


@pytest.mark.parametrize("marks", ["a person", "a list"])
def test_a_mark_that_is_set_meanwhile_stays_too(office, head, marks):
    head_row = "Adno,Forename,Surname,DOB,Class,Do not publish\n"
    lists.load(f"{head_row}4001,Wren,Ash,01/03/2018,3H,No\n")
    wren = Pupil.objects.get()
    restrict(wren, office)

    if marks == "a person":
        flag_pupil(pupil=wren, reason="A court order.", by=head)
    else:
        lists.load(f"{head_row}4001,Wren,Ash,01/03/2018,3H,Yes\n")
    lift(office)

    assert is_shut(wren)


def test_a_mark_that_is_taken_off_meanwhile_leaves_the_restriction_and_is_gone_after_it(office, head):
    wren = PupilFactory()
    flag_pupil(pupil=wren, reason="A court order.", by=head)
    restrict(wren, office)

    unflag_pupil(pupil=wren, by=head)

    assert is_shut(wren)
    with pytest.raises(FlagUnchanged):
        unflag_pupil(pupil=wren, by=head)
    lift(office)
    assert not is_shut(wren)


def test_of_two_restrictions_the_last_one_to_end_opens_again(office):
    wren, dpo = PupilFactory(), UserFactory(role=Role.DPO)
    restrict(wren, office), restrict(wren, dpo, "DR-2627-BBBB")

    lift(office)
    assert is_shut(wren)

    lift(dpo, "DR-2627-BBBB")
    assert not is_shut(wren)
    with pytest.raises(NotRestricted):
        lift(dpo, "DR-2627-BBBB")


def test_where_whoever_ends_it_says_so_the_child_stays_not_to_be_published_by_a_mark(office, head):
    wren, _ = _family()
    restrict(wren, office)
    told()

    lift(office, stays_shut=True)

    assert not fresh(wren).is_restricted and fresh(wren).do_not_publish
    assert fresh(wren).do_not_publish_reason == "Kept when a restriction of the use of data ended (DR-2627-AAAA)."
    assert told() == []  # nothing turned for them
    unflag_pupil(pupil=wren, by=head)
    assert now(wren) is Status.YES


def test_a_restriction_of_an_account_shuts_no_child(office):
    wren, imogen = _family()

    begin_restriction(whose=imogen.user, reference="DR-2627-AAAA", scope="Everything", by=office)

    assert now(wren) is Status.YES
    lift(office)
    assert not DataRestriction.objects.running().exists()


ACTS = ("mark", "unmark", "restrict A", "restrict B", "lift A", "lift B", "keep A")


class AnySequence(TestCase):
    """What holds follows what stands, after any sequence of acts, and its dates with it."""

    @given(st.lists(st.sampled_from(ACTS), max_size=8))
    def test_a_child_is_published_where_neither_a_mark_nor_a_restriction_stands(self, acts):
        wren, by = PupilFactory(), UserFactory(role=Role.HEAD)
        marked, running = False, set()
        for act in acts:
            name, _, which = act.partition(" ")
            match name:
                case "mark" if not marked:
                    flag_pupil(pupil=wren, reason="Ask.", by=by)
                    marked = True
                case "unmark" if marked:
                    unflag_pupil(pupil=wren, by=by)
                    marked = False
                case "restrict" if which not in running:
                    restrict(wren, by, which)
                    running.add(which)
                case "lift" | "keep" if which in running:
                    lift(by, which, stays_shut=name == "keep")
                    running.discard(which)
                    marked = marked or name == "keep"
            found = fresh(wren)
            assert found.is_never_published == (marked or bool(running))
            assert (found.do_not_publish, found.is_restricted) == (marked, bool(running))
            assert MarkPeriod.objects.running().filter(pupil=wren).exists() == found.is_never_published


def test_nobody_but_people_asks_for_the_mark_alone():
    """Whoever asked for it alone would publish a child whose data are restricted."""
    asks = re.compile(r"\bdo_not_publish\b(?!_reason|=|:)")
    found = {
        str(path.relative_to(APP))
        for folder in ("consent", "incidents", "policies", "todwick_portal", "templates")
        for path in (APP / folder).rglob("*.*")
        if path.suffix in {".py", ".html"} and "migrations" not in path.parts
        for line in path.read_text(encoding="utf-8").splitlines()
        if asks.search(line) and "pupil." in line
    }

    assert found == {"templates/people/flag.html"}  # where the mark itself is set and taken off


# --- what comes of it ----------------------------------------------------------------------------------------------


def _family():
    load = september()
    [wren] = children("Wren")
    imogen = mother(wren)
    said(load, imogen)
    return wren, imogen


def test_parents_hear_that_something_changed_when_it_begins_and_ends_and_never_what(office):
    wren, _ = _family()

    restrict(wren, office)
    assert told() == ["imogen"]

    restrict(wren, office, "DR-2627-BBBB")
    assert told() == []  # nothing turned
    lift(office)
    assert told() == []
    lift(office, "DR-2627-BBBB")
    assert told() == ["imogen"]


def test_what_is_out_is_to_come_down_as_for_a_mark_and_once(teacher, office, on_x):
    load = survey()
    [wren] = children("Wren")
    answer(load, wren)
    post = post_of(teacher, [wren])

    restrict(wren, office)
    restrict(wren, office, "DR-2627-BBBB")

    removal = RemovalList.objects.get()
    assert [item.post for item in removal.items.all()] == [post]
    assert [str(cause.kind) for cause in removal.causes.all()] == ["mark"]


def test_it_is_recorded_as_the_mark_is_so_that_what_is_kept_is_worked_out_anew(office):
    wren = PupilFactory()

    restrict(wren, office), lift(office)

    verbs = [event.verb for event in AuditEvent.objects.about(wren).order_by("sequence")]
    assert verbs == [Verb.PUPIL_FLAGGED, Verb.RIGHTS_RESTRICTED, Verb.PUPIL_UNFLAGGED, Verb.RIGHTS_RESTRICTED]
    assert not {Verb.PUPIL_FLAGGED, Verb.PUPIL_UNFLAGGED} & set(HARMLESS)
    assert all(SECRET not in str(event.details) for event in AuditEvent.objects.about(wren))


# --- what people read ----------------------------------------------------------------------------------------------


def test_a_teacher_reads_no_and_nothing_of_a_request_in_the_markup_too(sign_in, teacher, office):
    load = survey()
    wren, kit = children("Wren", "Kit")
    answer(load, wren), answer(load, kit)
    restrict(wren, office)

    client = sign_in(teacher)
    page = ask(client, [wren, kit])

    assert words(page) == {"Wren": "no", "Kit": "yes"}
    for found in (page, client.get(reverse("consent:class", args=["3H"])), client.get(_card())):
        for secret in (SECRET, "restrict", "DR-2627", "article", "do_not_publish", "Not to be published", "Never<"):
            assert secret not in found.content.decode(), secret


def _card():
    return reverse("consent:class-card", args=["3H"])


def test_a_page_that_is_open_and_a_class_tablet_turn_with_the_next_request(sign_in, teacher, tablet, office):
    load = survey()
    [wren] = children("Wren")
    answer(load, wren)
    clients = sign_in(teacher), tablet
    assert [words(ask(client, [wren])) for client in clients] == [{"Wren": "yes"}] * 2

    restrict(wren, office)
    assert [words(ask(client, [wren])) for client in clients] == [{"Wren": "no"}] * 2

    lift(office)
    assert [words(ask(client, [wren])) for client in clients] == [{"Wren": "yes"}] * 2


def test_office_and_safeguarding_lead_read_beside_the_child_that_a_restriction_keeps_it_so(sign_in, office, dsl):
    wren = PupilFactory(code="3H")
    restrict(wren, office)

    for user in (office, dsl):
        said = text(sign_in(user).get(wren.get_absolute_url()))
        assert "Nothing of this child is published meanwhile." in said
        assert "Whoever ends the restriction decides what holds then." in said
        assert "The mark came with a list." not in said


def test_the_office_reads_in_its_list_of_the_class_that_the_child_is_not_to_be_published(sign_in, office):
    wren = PupilFactory(code="3H")
    restrict(wren, office)

    assert "Not to be published" in text(sign_in(office).get(reverse("people:class", args=["3H"])))


def test_who_takes_the_mark_off_meanwhile_is_told_that_no_answer_counts_yet(sign_in, head):
    wren = PupilFactory()
    flag_pupil(pupil=wren, reason="Ask.", by=head)
    restrict(wren, head)

    client = sign_in(head)
    client.post(reverse("people:flag-removal", args=[wren.public_id]))

    said = text(client.get(wren.get_absolute_url()))
    assert "Nothing of this child is published until the restriction ends." in said
    assert "answers count again" not in said
