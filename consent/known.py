"""What a school year knows already when a survey is loaded: its answers, decisions and loads."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Count, Max
from django.utils import timezone

from .facts import Facts, facts_at, surveys_at
from .models import (
    ConsentAnswer,
    ConsentDecision,
    ConsentResponse,
    ConsentRetraction,
    Purpose,
    ReviewEntry,
    SurveyImport,
)

Submission = tuple[int, str, dt.datetime]
CHUNK = 5000


@dataclass
class Known:
    """The responses of each submission (pupil, respondent, moment), oldest first, each with its answers by purpose.

    Responses share their few sets of answers.
    """

    school_year: int
    surveys: Collection[int] = ()
    answers: dict[Submission, list[tuple[int, dict[int, str]]]] = field(default_factory=dict)
    decided: set[int] = field(default_factory=set)

    @cached_property
    def pupils(self) -> set[int]:
        """Everybody about whom something is known."""
        return {pupil for pupil, _, _ in self.answers} | self.decided

    @cached_property
    def facts(self) -> Facts:
        """All that counts now, by pupil and purpose. Fetched only when asked for: most loads turn nothing."""
        now = timezone.now()
        purposes = {purpose.slug: purpose for purpose in Purpose.objects.all()}  # a dozen rows
        return facts_at(None, self.school_year, now, surveys_at(self.school_year, now), purposes)


def known_of_year(school_year: int, surveys: Iterable[int]) -> Known:
    """Everything that counts in `school_year` now, of these loads. Three queries, and eight for `facts`."""
    known = Known(school_year, frozenset(surveys))
    said = _said(school_year) if known.surveys else {}
    fields = ("pk", "survey_id", "pupil_id", "respondent_key", "answered_at")
    for pk, survey, pupil, key, answered in _responses(school_year, fields):
        if survey in known.surveys:
            known.answers.setdefault((pupil, key, answered), []).append((pk, said.get(pk, {})))
    decided = ConsentDecision.objects.filter(school_year=school_year).order_by()
    known.decided.update(decided.values_list("pupil_id", flat=True).distinct())
    return known


def _responses(school_year: int, fields: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    responses = ConsentResponse.objects.filter(school_year=school_year, retraction=None).order_by("pk")
    return responses.values_list(*fields).iterator(chunk_size=CHUNK)


def _said(school_year: int) -> dict[int, dict[int, str]]:
    """What each response of a year says, by purpose. Few sets of answers are possible: each is kept once."""
    answers = ConsentAnswer.objects.filter(response__school_year=school_year).order_by("response_id", "pk")
    rows = answers.values_list("response_id", "purpose_id", "value").iterator(chunk_size=CHUNK)
    different: dict[tuple[tuple[int, str], ...], dict[int, str]] = {}
    said = {}
    for response, its_rows in groupby(rows, key=itemgetter(0)):
        values = tuple([(purpose, value) for _, purpose, value in its_rows])
        said[response] = different.setdefault(values, dict(values))
    return said


def standing_surveys(school_year: int) -> list[int]:
    """The loads of a year whose answers count now."""
    return list(SurveyImport.objects.standing().filter(school_year=school_year).values_list("pk", flat=True))


def year_stamp(school_year: int) -> tuple:
    """What changes whenever answers, loads, decisions or the queue of a year change: a plan is good only for one."""
    loads = SurveyImport.objects.filter(school_year=school_year, status__in=["applied", "undone"])
    return (
        ConsentResponse.objects.filter(school_year=school_year).aggregate(last=Max("pk"))["last"],
        ConsentRetraction.objects.aggregate(last=Max("pk"))["last"],
        ConsentDecision.objects.filter(school_year=school_year).aggregate(last=Max("pk"))["last"],
        *loads.aggregate(Count("pk"), Max("applied_at"), Max("undone_at")).values(),
        *ReviewEntry.objects.filter(survey__school_year=school_year)
        .aggregate(Count("settled_at"), Max("settled_at"))
        .values(),
    )
