"""What is done in an incident of the demo school, each by the action that its page would call."""

import datetime as dt
from collections.abc import Callable
from uuid import UUID, uuid4

from django.utils import timezone

from incidents.actions.closing import answer_out_of_hours, close_case, reopen_case, tick_bullying
from incidents.actions.dealing import assign_case
from incidents.actions.handling import change_state, open_case
from incidents.actions.notes import add_note, record_words_out
from incidents.actions.people import say_parents_told
from incidents.actions.referring import Decided, decide_legal_action, refer_case
from incidents.actions.steps import add_step, tick_step
from incidents.models import Case, CasePerson, LegalDecision, LegalReferral, OutOfHoursTest, State
from incidents.outcomes import Outcome
from people.models import User
from policies.models import RelatedDocument

People = dict[str, User]
Deed = Callable[[People, Case], None]
Answer = LegalDecision.Answer


def _revision(case: Case) -> int:
    return Case.objects.get(pk=case.pk).revision


def opened(by: str = "head") -> Deed:
    """Read for the first time, or again."""
    return lambda people, case: _do(open_case, case=case, by=people[by])


def noted(text: str, by: str = "head") -> Deed:
    return lambda people, case: _do(add_note, case=case, text=text, form_key=_key(), by=people[by])


def given(to: str, by: str = "head") -> Deed:
    return lambda people, case: _do(assign_case, case=case, user=people[to], by=people[by])


def moved(state: State, by: str = "head") -> Deed:
    return lambda people, case: _do(change_state, case=case, state=state, revision=_revision(case), by=people[by])


def sent(to: str, text: str, by: str = "head") -> Deed:
    """Words that left the school."""
    return lambda people, case: _do(record_words_out, case=case, to=to, text=text, form_key=_key(), by=people[by])


def planned(text: str, days: int, owner: str = "head", by: str = "head") -> Deed:
    """A step with its owner and its day, counted from when it is added."""
    return lambda people, case: _do(
        add_step, case=case, text=text, owner=people[owner], due_on=timezone.localdate() + dt.timedelta(days),
        by=people[by],
    )  # fmt: skip


def stepped(count: int, by: str = "head") -> Deed:
    """The first steps that are still open are taken."""

    def deed(people: People, case: Case) -> None:
        for step in list(case.steps.filter(done_at=None).order_by("pk")[:count]):
            tick_step(step=step, is_done=True, by=people[by])

    return deed


def told_parents(by: str = "head", told: str = "yes", note: str = "") -> Deed:
    """The parents of every child in it, today."""

    def deed(people: People, case: Case) -> None:
        for person in [person for person in case.people.present() if person.is_child]:
            day = None if told == "no" else timezone.localdate()
            say_parents_told(person=person, told=CasePerson.Told(told), on=day, note=note, by=people[by])

    return deed


def tested(disturbs: str = "", threatens: str = "", reputation: str = "", by: str = "head") -> Deed:
    """The three questions; an answer that says why is a yes."""

    def deed(people: People, case: Case) -> None:
        answers = OutOfHoursTest(
            disturbs=bool(disturbs), disturbs_because=disturbs, threatens=bool(threatens),
            threatens_because=threatens, reputation=bool(reputation), reputation_because=reputation,
            reputation_of=OutOfHoursTest.Who.SCHOOL if reputation else "",
        )  # fmt: skip
        answer_out_of_hours(case=case, answers=answers, revision=_revision(case), by=people[by])

    return deed


def ticked(by: str = "head") -> Deed:
    """Handled under the Anti-bullying policy of last March."""

    def deed(people: People, case: Case) -> None:
        document = RelatedDocument.objects.filter(title__icontains="bullying").first()
        last_march = dt.date(timezone.localdate().year - 1, 3, 3)
        tick_bullying(case=case, document=document, of=last_march, by=people[by])

    return deed


def referred(reason: str, bundle: str) -> Deed:
    return lambda people, case: _do(refer_case, case=case, reason=reason, bundle=bundle, by=people["head"])


def decided(answer: Answer, reason: str) -> Deed:
    """By the chair, at a meeting on that day."""

    def deed(people: People, case: Case) -> None:
        said = Decided(answer, timezone.localdate(), reason, minute_reference="Full board, item 9")
        decide_legal_action(referral=LegalReferral.objects.get(case=case), decided=said, by=people["chair"])

    return deed


def closed(*outcomes: Outcome, why: str, told: str = "", by: str = "head", why_discipline: str = "") -> Deed:
    """`why_discipline`: asked where the rules only advise, and the school acts all the same."""
    return lambda people, case: _do(
        close_case, case=case, outcomes=list(outcomes), reason=why, told=told, revision=_revision(case), by=people[by],
        why_discipline=why_discipline,
    )  # fmt: skip


def reopened(why: str, by: str = "head") -> Deed:
    return lambda people, case: _do(reopen_case, case=case, reason=why, by=people[by])


def _do(action: Callable[..., object], **given_: object) -> None:
    action(**given_)


def _key() -> UUID:
    return uuid4()
