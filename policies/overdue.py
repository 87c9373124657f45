"""Who has read a policy, and who has not by the day it was due, for the weekly mail: numbers, never names (A9)."""

import datetime as dt
from itertools import groupby

from .models import Policy
from .readers import Reader, all_readers
from .reading_figures import Figures, figures_of, out_of


def overdue_readings(day: dt.date, *, in_full: bool) -> str:
    """A line for each policy and audience in which somebody is past their day; empty where nobody is.

    `in_full`: for those who may read the names. For others a number under five is not told (security 3).
    """
    lines = []
    for policy, readers in groupby(all_readers(day), key=_policy):
        for figures in figures_of(list(readers), day):
            if figures.late:
                lines.append(f"{policy.title}, {figures.audience.label.lower()}: {_how_many(figures, in_full)}")
    return "\n".join(["Not read by the day it was due:", *lines]) if lines else ""


def readings_so_far(day: dt.date, *, in_full: bool) -> str:
    """How many have read each policy and agreed, by audience; empty where nobody is asked.

    Every audience has its line, that too in which everybody has agreed: a line that is missing would be a number.
    """
    lines = []
    for policy, readers in groupby(all_readers(day), key=_policy):
        for figures in figures_of(list(readers), day):
            agreed = f"{figures.agreed} of {figures.asked}" if in_full else figures.hidden
            lines.append(f"{policy.title}, {figures.audience.label.lower()}: {agreed}")
    return "\n".join(["Read and agreed to:", *lines]) if lines else ""


def _policy(reader: Reader) -> Policy:
    return reader.standing.version.policy


def _how_many(figures: Figures, in_full: bool) -> str:
    return f"{figures.late} of {figures.asked}" if in_full else out_of(figures.late, figures.asked)
