"""An incident in which something is typed into every text that there is."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.utils import timezone

from incidents.models import (
    Case,
    CaseClosure,
    CasePerson,
    CaseStep,
    EntryText,
    EvidenceDestruction,
    EvidenceFile,
    LegalDecision,
    LegalReferral,
    LegalWithdrawal,
    OutOfHoursTest,
    TimelineEntry,
)
from incidents.search import index_case
from incidents.shown_words import ALL
from incidents.walls import Standing
from people.models import User

from .made import Part, report

Said = Callable[[str], str]


def written(said: Said, *, reporter: User, by: User, is_decided: bool = True) -> Case:
    """A case whose every text is what `said` gives for its key, such as `incident.words`. `by` wrote all that the
    reporter did not."""
    now, today = timezone.now(), timezone.localdate()
    case = report(reporter, words=said("incident.words"), title=said("case.title"))

    def typed(model: type[Model], *columns: str) -> dict[str, str]:
        wanted = columns or tuple(one.column for one in ALL if one.model is model)
        return {column: said(f"{model._meta.model_name}.{column}") for column in wanted}

    for column in ("platform", "account", "link", "event_name", "protection_number"):
        setattr(case.incident, column, said(f"incident.{column}"))
    case.incident.is_out_of_hours = True
    case.incident.save()
    _people(case, typed, by)
    test = dict.fromkeys(("disturbs", "threatens", "reputation"), True) | {"reputation_of": "school", "decided_by": by}
    OutOfHoursTest.objects.create(incident=case.incident, **test, **typed(OutOfHoursTest))
    CaseStep.objects.create(case=case, owner=by, added_by=by, done_by=by, done_at=now, due_on=today, **typed(CaseStep))
    for kind in (TimelineEntry.Kind.NOTE, TimelineEntry.Kind.OUT, TimelineEntry.Kind.EVENT):
        entry = TimelineEntry.objects.create(case=case, kind=kind, by=by, **typed(TimelineEntry))
        EntryText.objects.create(entry=entry, blacked_out_by=by, blacked_out_at=now, **typed(EntryText))
    CaseClosure.objects.create(case=case, outcomes=["advice"], closed_by=by, **typed(CaseClosure))
    withdrawn = LegalReferral.objects.create(case=case, referred_by=by, **typed(LegalReferral))
    LegalWithdrawal.objects.create(referral=withdrawn, withdrawn_by=by, **typed(LegalWithdrawal))
    referral = LegalReferral.objects.create(case=case, referred_by=by, **typed(LegalReferral))
    if is_decided:
        decision = {"answer": "yes", "meeting_on": today, "decided_by": by}
        LegalDecision.objects.create(referral=referral, **decision, **typed(LegalDecision))
    _files(case, typed, by, now)
    case = Case.objects.get(pk=case.pk)
    index_case(case)
    return case


def _people(case: Case, typed: Callable[..., dict[str, str]], by: User) -> None:
    child = {"case": case, "part": Part.SUBJECT, "standing": Standing.PUPIL, "added_by": by}
    CasePerson.objects.create(**child, parents_told="no", **typed(CasePerson, "name", "told_note"))
    gone = {"taken_off_by": by, "taken_off_at": timezone.now()}
    CasePerson.objects.create(**child, **gone, **typed(CasePerson, "name", "taken_off_reason"))


def _files(case: Case, typed: Callable[..., dict[str, str]], by: User, now: dt.datetime) -> None:
    file: dict[str, Any] = {
        "case": case, "content_type": "text/plain", "size_bytes": 1, "sha256_received": "0", "sha256_kept": "0",
        "added_by": by,
    }  # fmt: skip
    EvidenceFile.objects.create(kept_as="one", **file, **typed(EvidenceFile))
    sealed = EvidenceFile.objects.create(kept_as="two", sealed_at=now, sealed_by=by, **file, **typed(EvidenceFile))
    EvidenceDestruction.objects.create(evidence=sealed, asked_by=by, **typed(EvidenceDestruction))
