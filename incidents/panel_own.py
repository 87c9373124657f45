"""What whoever complained reads of the panel of their complaint: what comes next, the days, its letter. No name."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from .actions.panel_holding import current_hearing, letter_by
from .complaints.panels import FOR_THE_AUTHOR, step_of
from .complaints.stages import Stage
from .complaints.status_words import FINDINGS, Stands, with_panel
from .models import Case, Hearing, OfferedDate, StageAnswer
from .panel_page import standing_of
from .panel_seating import is_academy, sitting


@dataclass(frozen=True)
class OwnPanel:
    """What stands there while a panel deals with it. `asks`: days wait for an answer."""

    hearing: Hearing | None
    offered: list[OfferedDate]
    next: str
    letter_by: dt.date | None

    @property
    def asks(self) -> bool:
        return bool(self.hearing and self.hearing.meets_at is None and self.offered)

    @property
    def is_answered(self) -> bool:
        return any(one.suits is not None for one in self.offered)


def own_panel(case: Case) -> OwnPanel | None:
    """The panel of a complaint for whoever made it; None where none deals with it."""
    if not case.at_panel:
        return None
    hearing, seats = current_hearing(case.complaint), len(sitting(case))
    offered = list(hearing.offered.all()) if hearing else []
    step = step_of(standing_of(seats, hearing), timezone.now())
    meeting = timezone.localdate(hearing.meets_at) if hearing and hearing.meets_at else None
    return OwnPanel(hearing, offered, FOR_THE_AUTHOR.get(step, ""), letter_by(meeting) if meeting else None)


def as_told(found: Stands, panel: OwnPanel | None) -> Stands:
    """Where it stands, with what comes next of its panel."""
    return with_panel(found, panel.next, panel.letter_by, timezone.localdate()) if panel else found


@dataclass(frozen=True)
class Letter:
    """The panel's letter to whoever complained, and who can be asked next."""

    answer: StageAnswer
    finding: str
    met_on: dt.datetime | None
    is_academy: bool


def letter_of(case: Case) -> Letter | None:
    """What the panel decided, as a letter; None before it did. Never what stays in school."""
    found = case.complaint.answers.filter(stage=Stage.TWO).defer("private", "learning").first()
    if found is None:
        return None
    met = case.complaint.hearings.exclude(meets_at=None).first()
    return Letter(found, FINDINGS[found.finding], met.meets_at if met else None, is_academy())
