"""What photo permission holds about one person: answers with their history and wording, decisions, checks, posts,
pictures to remove, requests about pictures. Of a child everything; of a grown-up what they said themself."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, Q

from people.about_person import Fixed, Person, Row, Section, Shut, choice
from people.names import without_title
from people.school_year import label

from .effective import Status
from .grid import OFFICE_WORDS
from .models import (
    CheckedChild,
    ConsentAnswer,
    ConsentDecision,
    ConsentResponse,
    ConsentRetraction,
    DeskItem,
    PhotoHold,
    PhotoRequest,
    PostedChild,
    PostHanding,
    Purpose,
    RemovalCause,
    RemovalItem,
    RemovalList,
    RemovalLook,
    ReviewEntry,
    ReviewWaiting,
    SurveyQuestion,
    TakenDown,
)

NOBODY = Q(pk__in=[])


def _emails(person: Person) -> set[str]:
    found = {one.email.casefold() for one in person.contacts if one.email}
    return found | ({person.user.email.casefold()} if person.user else set())


def _said_by(person: Person) -> Q:
    """What a grown-up said for a child of theirs: by their address, or by their name beside the same child."""
    found = NOBODY
    for email in _emails(person):
        found |= Q(respondent_email__iexact=email)
    for one in person.contacts:
        found |= Q(pupil=one.pupil_id, respondent_name__iexact=one.name)
    return found


def _answers(person: Person) -> Iterator[Row]:
    """Every answer ever, with the wording of its question, also those that count no longer."""
    of = Q(pupil=person.pupil) if person.pupil else _said_by(person)
    found = ConsentResponse.objects.filter(of).select_related("pupil", "survey", "retraction", "recorded_by")
    wordings = {
        (question.survey_id, question.purpose_id): question.wording
        for question in SurveyQuestion.objects.filter(survey__in=found.order_by().values("survey"))
    }
    for one in found.prefetch_related("answers__purpose").order_by("answered_at", "pk"):
        for answer in one.answers.all():
            yield {
                "Child": None if person.pupil else str(one.pupil), "School year": Fixed(label(one.school_year)),
                "Where or what": Fixed(answer.purpose.label),
                "Asked": Fixed(wordings.get((one.survey_id, answer.purpose_id), "")),
                "Answer": choice(answer, "value"), "Answered by": one.respondent_name,
                "E-mail": one.respondent_email, "Relation": one.relationship, "Answered on": one.answered_at,
                "Came in by": choice(one.survey, "kind"), "Recorded by": str(one.recorded_by or ""),
                "Recorded on": one.recorded_at, "Taken back on": getattr(getattr(one, "retraction", None), "at", None),
                "The load was taken back on": one.survey.undone_at, "Note": one.survey.note,
            }  # fmt: skip


def _decisions(person: Person) -> Iterator[Row]:
    if person.pupil is None:
        return
    for one in ConsentDecision.objects.filter(pupil=person.pupil).select_related("purpose", "decided_by"):
        yield {
            "School year": Fixed(label(one.school_year)), "Where or what": Fixed(one.purpose.label),
            "Decided": choice(one, "value"), "Why": one.reason, "Condition": one.condition,
            "By": str(one.decided_by), "On": one.decided_at,
        }  # fmt: skip


def _to_sort(person: Person) -> Iterator[Row]:
    """Rows that were put to the child or may be about it, and comments with what was read out of them. Of a child these
    are the words of one parent, and the other may be who asks: withheld at first."""
    of = (Q(pupil=person.pupil) | Q(waits__pupil=person.pupil)) if person.pupil else _said_by(person)
    for one in ReviewEntry.objects.filter(of).select_related("settled_by").distinct():
        yield {
            "What": choice(one, "kind"), "Came to": choice(one, "status"), "Child as written": one.child_text,
            "Class as written": one.class_text, "By": one.respondent_name, "E-mail": one.respondent_email,
            "Comment": Shut(one.comment) if person.pupil else one.comment,
            "Condition": Shut(one.condition) if person.pupil else one.condition,
            "Note": one.note, "Came in": one.opened_at,
            "Sorted out by": str(one.settled_by or ""), "Sorted out on": one.settled_at,
        }  # fmt: skip
    for item in DeskItem.objects.filter(pupil=person.pupil) if person.pupil else ():
        yield {"What": Fixed("To decide about"), "Came in": item.since, "Decided on": item.ended_at}


def _checks(person: Person) -> Iterator[Row]:
    if person.pupil is None:
        return
    related = ("check_record__destination", "check_record__recorded_by")
    places = _places()
    for one in CheckedChild.objects.filter(pupil=person.pupil).select_related(*related):
        check = one.check_record
        yield {
            "Check": Fixed(check.code), "On": check.recorded_at, "By": str(check.recorded_by),
            "For": Fixed(check.destination.label), "Word for this child": choice(one, "word"),
            "As permission stood": _statuses(one.statuses, places),
        }  # fmt: skip


def _places() -> dict[str, str]:
    return dict(Purpose.objects.values_list("slug", "label"))


def _statuses(statuses: dict[str, str], places: dict[str, str]) -> Fixed:
    """Place by place, in the words of the register."""
    said = {places[slug]: OFFICE_WORDS[Status(status)].word for slug, status in statuses.items()}
    return Fixed("; ".join(f"{place}: {word}" for place, word in said.items()))


def _posts(person: Person) -> Iterator[Row]:
    if person.pupil:
        related = ("post__destination", "post__account", "post__posted_by")
        holding, places = Prefetch("post__takings_down", TakenDown.objects.holding()), _places()
        for one in PostedChild.objects.filter(pupil=person.pupil).select_related(*related).prefetch_related(holding):
            gone = next(iter(one.post.takings_down.all()), None)
            yield {
                "Where": Fixed(one.post.where), "Posted on": one.post.posted_on, "What it shows": one.post.title,
                "Address": one.post.link, "By": str(one.post.posted_by), "Word for this child": choice(one, "word"),
                "As permission stood": _statuses(one.statuses, places), "Taken down on": gone.at if gone else None,
            }  # fmt: skip
    for handed in PostHanding.objects.filter(holder=person.user).select_related("handed_by") if person.user else ():
        yield {
            "Handed over to post": handed.note, "By": str(handed.handed_by), "On": handed.handed_at,
            "Ended on": handed.ended_at, "Why it was not posted": handed.why_not,
        }  # fmt: skip


def _removals(person: Person) -> Iterator[Row]:
    if person.pupil is None:
        return
    for one in RemovalList.objects.filter(pupil=person.pupil):
        yield {
            "List of": one.opened_at, "Down by": one.due_at, "Done on": one.done_at, "Called off": one.called_off_at,
            "Why called off": one.called_off_why,
        }  # fmt: skip
        for cause in one.causes.all():
            yield {"Because": choice(cause, "kind"), "On": cause.at, "Struck on": cause.struck_at}
        for item in one.items.select_related("post__destination", "post__account"):
            yield {
                "Picture": Fixed(str(item.post)), "Came to": choice(item, "outcome"), "Note": item.note,
                "On": item.done_at,
            }  # fmt: skip
        for look in one.looks.select_related("account"):
            yield {"Looked through": Fixed(str(look.account)), "Taken down": look.removed, "On": look.done_at}


def _requests(person: Person) -> Iterator[Row]:
    if person.pupil:
        found = list(PhotoRequest.objects.filter(holds__pupil=person.pupil).distinct())
    else:
        names = {without_title(one.name) for one in person.contacts}
        names |= {without_title(f"{person.user.forename} {person.user.surname}")} if person.user else set()
        found = [one for one in PhotoRequest.objects.all() if names and without_title(one.asked_by) in names]
    for one in found:
        yield {
            "Asked": choice(one, "kind"), "On": one.sent_at, "Child as typed": one.child_name,
            "Class as typed": one.class_name, "By": one.asked_by, "Relation": one.relationship,
            "To be reached": one.reach_by, "Where the picture is": one.where, "Message": one.message,
            "Answer": one.outcome, "Answered on": one.handled_at,
        }  # fmt: skip
    for hold in PhotoHold.objects.filter(pupil=person.pupil) if person.pupil else ():
        yield {"Pictures held back from": hold.starts_at, "Until": hold.ended_at}


_OF_ANSWERS: tuple[Any, ...] = (ConsentResponse, ConsentAnswer, ConsentRetraction, SurveyQuestion)
_OF_REMOVALS: tuple[Any, ...] = (RemovalList, RemovalCause, RemovalItem, RemovalLook)
SECTIONS = (
    Section("answers", "Photo permission: every answer", _OF_ANSWERS, _answers),
    Section("decisions", "Photo permission: what was decided", (ConsentDecision,), _decisions),
    Section(
        "sorted", "Answers and comments that a person sorted out", (ReviewEntry, ReviewWaiting, DeskItem), _to_sort
    ),
    Section("checks", "Checks of pictures", (CheckedChild,), _checks),
    Section("posts", "Pictures that were posted", (PostedChild, TakenDown, PostHanding), _posts),
    Section("removals", "Pictures to remove", _OF_REMOVALS, _removals),
    Section("photo-requests", "Requests about pictures", (PhotoRequest, PhotoHold), _requests),
)

_DEED = "names who did it: a deed in the school’s service, told under “What this person did in the portal”"
NOT_TOLD = {
    "consent.Purpose": "is a place for pictures, not about anybody",
    "consent.SurveyImport": _DEED + "; its note is told with the answers",
    "consent.StagedSurvey": "a file that waits to be saved: it goes by itself within days, and what is saved is told",
    "consent.SurveyMapping": _DEED,
    "consent.RecordedCheck": "is told by each child in it; who recorded it is a deed",
    "consent.Post": "is told by each child in it; who posted it is a deed",
    "consent.PictureReview": _DEED,
    "consent.FoundOutStill": _DEED + "; the post says by itself whether it was taken down",
}
