"""Answers that several loads brought, written once: written again as another load's own where the first one goes."""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from consent import bulk
from consent.models import ConsentResponse, ReviewEntry, ReviewWaiting, SurveyImport
from consent.packing import unpack

Status = ReviewEntry.Status


def stand_alone(other: SurveyImport, responses: Iterable[ConsentResponse], now: dt.datetime) -> int:
    """Write those of `responses` that `other` brought again as its own, with the comments beside them.

    Returns the number of responses. Part of the caller's transaction.
    """
    again = _brought_again(other)
    copied = [response for response in responses if response.pk in again]
    new = [_copy(response, other, *again[response.pk]) for response in copied]
    bulk.write([n for n in new if n.answers], recorded_at=now, recorded_by=None)
    _copy_comments(other, [(response, *again[response.pk][:2]) for response in copied], now)
    return len(new)


def keep_what_others_matched(responses: list[ConsentResponse], school_year: int) -> None:
    """Before `responses` are taken back: loads that matched the same answers without a person keep them."""
    standing = SurveyImport.objects.standing().filter(school_year=school_year).exclude(repeats=None)
    for other in standing:
        again = _brought_again(other)
        placed = set(other.entries.filter(kind=ReviewEntry.Kind.ENTRY).values_list("record", "child"))
        own = [r for r in responses if r.pk in again and again[r.pk][:2] not in placed]
        for response in own:
            response.settled = response.respondent_confirmed = False  # nobody placed it in that load
        stand_alone(other, own, timezone.now())


def _brought_again(survey: SurveyImport) -> dict[int, tuple[int, int, set[int]]]:
    """Where a load brought a response again, and which of its purposes."""
    repeats = unpack(survey.repeats) if survey.repeats else ()
    return {response: (row, child, set(purposes)) for response, row, child, purposes in repeats}


def _copy(response: ConsentResponse, other: SurveyImport, row: int, child: int, purposes: set[int]) -> bulk.NewResponse:
    answers = {a.purpose_id: a.value for a in response.answers.all() if a.purpose_id in purposes}
    return bulk.NewResponse(
        other.pk, response.pupil_id, response.school_year, row, child, response.respondent_key,
        response.respondent_name, response.respondent_email, response.relationship,
        response.answered_at, response.answered_precision, answers, response.settled,
        response.respondent_confirmed,
    )  # fmt: skip


def _copy_comments(other: SurveyImport, copied: list[tuple[ConsentResponse, int, int]], now: dt.datetime) -> None:
    """What waits or was found in the comments beside the answers goes with them, also where `other` left comments
    out: a condition is not gone because the load goes in which somebody read it.
    """
    for survey, rows in _by_load(copied).items():
        beside = ReviewEntry.objects.filter(
            survey=survey, kind=ReviewEntry.Kind.COMMENT, status__in=[Status.OPEN, Status.CONDITION]
        ).exclude(identity__in=other.entries.filter(kind=ReviewEntry.Kind.COMMENT).values("identity"))
        for comment in beside:
            if place := rows.get((comment.pupil_id, comment.respondent_key, comment.answered_at)):
                _copy_comment(comment, other, place, now)


def _by_load(copied: list[tuple[ConsentResponse, int, int]]) -> dict[int, dict[tuple, tuple[int, int]]]:
    found: dict[int, dict[tuple, tuple[int, int]]] = {}
    for response, row, child in copied:
        beside = (response.pupil_id, response.respondent_key, response.answered_at)
        found.setdefault(response.survey_id, {})[beside] = (row, child)
    return found


def _copy_comment(comment: ReviewEntry, other: SurveyImport, place: tuple[int, int], now: dt.datetime) -> None:
    fields = {
        field.attname: getattr(comment, field.attname)
        for field in ReviewEntry._meta.concrete_fields
        if field.name not in ("id", "public_id")
    }
    row, child = place
    copy = ReviewEntry.objects.create(**{**fields, "survey_id": other.pk, "record": row, "child": child})
    if copy.status == Status.OPEN and copy.pupil_id:
        ReviewWaiting.objects.create(entry=copy, pupil_id=copy.pupil_id)
