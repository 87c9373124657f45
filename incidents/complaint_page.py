"""Everything that the page of one complaint shows to one reader, fetched in a number of queries that does not grow."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from people.models import User
from people.roles import Role

from .actions.complaint_answering import BEFORE_AN_ANSWER
from .actions.complaint_codes import NEW_CODE
from .case_page import entries_of
from .complaint_letter_facts import as_seen
from .complaint_methods import methods_tried
from .complaint_rows import next_words, short_stage
from .complaint_writable import is_decided_by_panel, is_stage_answered, may_ask_for_them
from .complaints.stages import ENDED, Progress, Stage
from .contact_plans import why_no_plan
from .models import Campaign, Case, Complaint, ContactPlan, State, TimelineEntry
from .relations import Act
from .seeing import Seer, links_of, who_can_see
from .shown_words import as_read_by
from .standing import acts_for

COMPLAINED = "complained: "


@dataclass(frozen=True)
class Shown:
    """Somebody of *Who can see this*. Without a name: whoever complained, for a reader who is not to learn it."""

    name: str
    is_reader: bool
    reasons: tuple[str, ...]


def complaint_page(case: Case, user: User) -> dict[str, Any]:
    """What stands on the page of `case` for `user`, who may read it."""
    acts = acts_for(user, case)
    read = as_read_by(user)
    complaint = case.complaint
    people = list(case.people.present().select_related("pupil", "user"))
    plans = list(complaint.plans.all())
    links = links_of(case, people)
    seers = who_can_see(case, links)
    return {
        "case": case,
        "complaint": read(complaint),
        "may": what_may_be_done(case, acts) | plans_that_may_be(case, plans, acts),
        "plans": [read(plan) for plan in plans],
        "group": _group(case, user, acts),
        "people": people,
        "seers": _shown(seers, case, user, knows=Act.IDENTITY in acts),
        "whole": sum(seer.is_whole for seer in seers),
        "dealing": links.dealing,
        "with_whom": ", ".join(one.user.get_short_name() for one in links.dealing) or Role(case.owner_role).label,
        "entries": [
            {
                "entry": one,
                "by": _by(one),
                "is_named": bool(one.by_id and not _is_theirs(one)),
                "words": _words(one, complaint, knows=Act.IDENTITY in acts),
            }
            for one in entries_of(case, user)
        ],
        "tried": methods_tried(complaint, case.reported_at),
        "understandings": [read(one) for one in complaint.understandings.select_related("said_by")],
        "answers": [read(one) for one in complaint.answers.select_related("decided_by")],
        "revisions": [read(one) for one in complaint.revisions.select_related("revised_by")],
        "next": next_words(case) if case.is_open else "",
        "stage": short_stage(complaint),
        "is_overdue": case.is_open and case.due_on is not None and case.due_on < timezone.localdate(),
        "hidden": case.reported_by_id if Act.IDENTITY not in acts else None,
    }


def what_may_be_done(case: Case, acts: frozenset[Act]) -> dict[str, bool]:
    """What somebody with these acts may do with a complaint as it stands: what may not be done is not shown."""
    complaint = case.complaint
    progress, is_open = Progress(complaint.progress), case.is_open
    leads = is_open and Act.CHANGE_STATE in acts
    before = leads and progress in BEFORE_AN_ANSWER
    is_panels = case.at_panel or complaint.stage == Stage.TWO
    is_first = is_open and not is_panels and progress in BEFORE_AN_ANSWER and not is_stage_answered(complaint)
    return {
        "identity": Act.IDENTITY in acts,
        "comment": Act.COMMENT in acts,
        "reply": Act.REPLY in acts,
        "attach": Act.ATTACH in acts and is_open,
        "lead": leads,
        "acknowledge": before,
        "acknowledge_first": before and complaint.acknowledged_at is None,
        "talk": before and not is_panels,
        "look_into": leads and progress in {Progress.ACKNOWLEDGED, Progress.TALKING},
        "answer": before and Act.CLOSE in acts and not is_panels,
        "revise": leads and not is_panels and progress != Progress.ANSWERED,
        "close": is_open and Act.CLOSE in acts and progress == Progress.ANSWERED,
        "already": is_first and Act.CLOSE in acts,
        "reopen": Act.REOPEN in acts
        and not is_panels
        and progress in (ENDED - {Progress.WITHDRAWN}) | {Progress.ANSWERED},
        "next_stage": Act.ESCALATE in acts and may_ask_for_them(case),
        "assign": is_open and Act.ASSIGN in acts,
        "redirect": is_open and Act.REDIRECT in acts,
        "elsewhere": is_first and Act.REDIRECT in acts,
        "type_letter": leads and complaint.is_on_paper and not complaint.words,
        "black_out": Act.CHANGE_STATE in acts,
        "papers": leads and case.at_panel,
        "panel": case.at_panel and bool(acts & {Act.APPOINT_PANEL, Act.RECORD_PANEL}),
        "panel_letter": is_decided_by_panel(complaint),
        "is_new": case.state == State.NEW,
    }


def plans_that_may_be(case: Case, plans: list[ContactPlan], acts: frozenset[Act]) -> dict[str, bool]:
    """Whether somebody with these acts may make a plan for contact, or look at one again: after one full procedure."""
    owns = Act.CHANGE_STATE in acts
    return {"keep_plan": owns, "plan": owns and not why_no_plan(case, plans, timezone.localdate())}


def _group(case: Case, user: User, acts: frozenset[Act]) -> Campaign | None:
    """The group it is in, for whoever owns all of that. One query, none for one that is in no group."""
    key = case.complaint.campaign_id
    if key is None or Act.CHANGE_STATE not in acts:
        return None
    return Campaign.objects.visible_to(user).filter(pk=key).first()


def _shown(seers: list[Seer], case: Case, user: User, *, knows: bool) -> list[Shown]:
    """Who can see it and why. Who complained is nobody's business but of those who may know."""
    found = []
    for seer in seers:
        reasons = seer.reasons
        if seer.user.pk == case.reported_by_id and not knows:
            own = tuple(one for one in reasons if one.startswith(COMPLAINED))
            reasons = tuple(one for one in reasons if one not in own)
            found.append(Shown("", False, own))
        if reasons:
            found.append(Shown(seer.user.get_short_name(), seer.user == user, reasons))
    return found


def _words(entry: Any, complaint: Complaint, *, knows: bool) -> str:
    """What was typed into an entry, as its reader reads it. How somebody was reached to give them a new code is for
    those who know who complained: a telephone number stands there. So is the name in a letter."""
    if entry.what == NEW_CODE and not knows:
        return ""
    letter = getattr(entry, "letter", None)
    if letter:
        return as_seen(letter.text, complaint, knows=knows)
    typed = getattr(entry, "typed", None)
    return typed.text if typed else ""


def _by(entry: Any) -> str:
    """Who wrote an entry, in words: whoever complained by no name, whether they were signed in or not."""
    if _is_theirs(entry) or (entry.kind == TimelineEntry.Kind.BY_AUTHOR and entry.by_id is None):
        return "Whoever complained"
    return str(entry.by) if entry.by else "The portal"


def _is_theirs(entry: Any) -> bool:
    """Whether it is by whoever complained, signed in."""
    return entry.by_id is not None and entry.by_id == entry.case.reported_by_id
