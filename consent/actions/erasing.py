"""What of photo permission goes with a pupil beside what points at them, and the kinds of record of its own."""

from django.db.models import Model, Q

from audit.erasing import erase, rewrite
from consent.models import (
    CheckedChild,
    PhotoHold,
    PhotoRequest,
    Post,
    PostedChild,
    PostHanding,
    RecordedCheck,
    RemovalCause,
    RemovalItem,
    ReviewEntry,
    StagedSurvey,
    SurveyImport,
    SurveyQuestion,
)
from consent.packing import unpack
from people.actions.erasing import hanging_on
from people.disposal import Erased
from people.models import Notification, Pupil
from people.sweeping import as_text
from people.tracing import Finder, Traces

OF_ONE_PARENT = (SurveyImport.Kind.PORTAL, SurveyImport.Kind.LETTER, SurveyImport.Kind.PAPER)


def erase_permission_of_pupil(erased: Erased) -> None:
    """Checks and posts in which nobody else was, requests that turned out to be about the child, proposals of them for
    a row that waits; and their name in what a post with others was called."""
    pupil, everything = erased.record, Finder(erased.traces.all)
    checks = set(CheckedChild.objects.filter(pupil=pupil).values_list("check_record", flat=True))
    posts = set(PostedChild.objects.filter(pupil=pupil).values_list("post", flat=True))
    loads = set(SurveyImport.objects.filter(responses__pupil=pupil).values_list("pk", flat=True))
    _unname(pupil, posts, everything)
    _erase_requests(pupil, Finder(erased.traces.whole))
    _forget_proposals(pupil)
    erase(CheckedChild.objects.filter(pupil=pupil))
    erase(PostedChild.objects.filter(pupil=pupil))
    for post in Post.objects.filter(pk__in=posts, children=None):
        erase_with_all(post)
    for check in RecordedCheck.objects.filter(pk__in=checks, children=None, post=None):
        erase_with_all(check)
    for rows in hanging_on(pupil):
        if rows.model._meta.app_label == "consent":
            erase(rows)
    for load in SurveyImport.objects.filter(pk__in=loads, kind__in=OF_ONE_PARENT, responses=None, entries=None):
        erase(SurveyQuestion.objects.filter(survey=load))
        erase(SurveyImport.objects.filter(pk=load.pk))


def _unname(pupil: Pupil, posts: set[int], finder: Finder) -> None:
    """The name of the child in what was typed of a post or a handing in which others were too."""
    for post in Post.objects.filter(pk__in=posts):
        rewrite(post, title=finder.blacked(post.title), link=finder.blacked(post.link))
    for handing in PostHanding.objects.filter(check_record__children__pupil=pupil):
        rewrite(handing, note=finder.blacked(handing.note), why_not=finder.blacked(handing.why_not))
    for item in RemovalItem.objects.filter(post__in=posts).exclude(note=""):
        rewrite(item, note=finder.blacked(item.note))


def requests_going(pupil: Pupil, finder: Finder) -> set[int]:
    """Those that held this child and no other, and those answered in which the child alone was named."""
    of_pupil = set(PhotoRequest.objects.filter(holds__pupil=pupil).values_list("pk", flat=True))
    also_others = set(
        PhotoHold.objects.filter(request__in=of_pupil).exclude(pupil=pupil).values_list("request", flat=True)
    )
    named = {
        key for key, name in PhotoRequest.objects.exclude(handled_at=None).values_list("pk", "child_name")
        if finder.stands_in(name)
    }  # fmt: skip
    of_others = set(PhotoHold.objects.filter(request__in=named).exclude(pupil=pupil).values_list("request", flat=True))
    return (of_pupil - also_others) | (named - of_others)


def _erase_requests(pupil: Pupil, finder: Finder) -> None:
    for request in PhotoRequest.objects.filter(pk__in=requests_going(pupil, finder)):
        erase_request(request)


def erase_request(request: PhotoRequest) -> None:
    RemovalCause.objects.filter(request=request).update(request=None)
    erase(PhotoHold.objects.filter(request=request))
    erase(PhotoRequest.objects.filter(pk=request.pk))


def _forget_proposals(pupil: Pupil) -> None:
    """No row that waits proposes the child any more."""
    for entry in ReviewEntry.objects.exclude(suggestions=[]).filter(pupil=None):
        left = [one for one in entry.suggestions if not (isinstance(one, dict) and one.get("pupil") == pupil.pk)]
        if left != entry.suggestions:
            rewrite(entry, suggestions=left)


def erase_with_all(record: Model) -> None:
    """A record and every row that points at it."""
    for rows in hanging_on(record):
        erase(rows)
    erase(type(record)._base_manager.filter(pk=record.pk))


def erase_record(erased: Erased) -> None:
    """Of the kinds that are nobody's alone: the record with all that hangs on it."""
    erase_with_all(erased.record)


def erase_photo_request(erased: Erased) -> None:
    """The request, and the mails about it: whoever asked may still be here."""
    request = erased.record
    for sign in (request.reference, str(request.public_id)):
        erase(Notification.objects.filter(Q(subject__contains=sign) | Q(body__contains=sign)))
    erase_request(request)


def is_named_in_waiting_survey(traces: Traces) -> bool:
    """Whether a survey that waits to be saved names them. One that nobody has opened yet may."""
    finder = Finder(traces.whole)
    for staged in StagedSurvey.objects.all():
        if staged.content and staged.table is None:
            return True
        if any(finder.stands_in(as_text(unpack(part))) for part in (staged.table, staged.judged)):
            return True
    return False
