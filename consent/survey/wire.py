"""Judged entries as plain lists, to be held between reading a long file and looking at it."""

import datetime as dt
from typing import Any

from .entry import Entry, Lookalike, Moment, MomentState, NamedChild, NamedRespondent, Precision, Reading
from .verdict import Judged, Outcome, Reason, Suggestion


def out(judged: Judged) -> list[Any]:
    """One judged entry as lists, numbers and texts that JSON holds."""
    entry = judged.entry
    named = entry.named
    return [
        [
            entry.record, entry.child,
            [named.full_name, named.surname_first, named.forename, named.surname, named.class_text,
             named.admission_number, named.upn, named.born_on.isoformat() if named.born_on else None],
            [entry.respondent.name, entry.respondent.email, entry.respondent.relationship],
            [entry.moment.at.isoformat(), entry.moment.precision.value] if entry.moment else None,
            entry.moment_state.value,
            {slug: value.value for slug, value in entry.answers.items()},
            [[look.purpose, look.wrote, look.taken_as.value] for look in entry.lookalikes],
            entry.comment, entry.is_response, sorted(entry.answers_missing), entry.several_in_cell,
        ],
        judged.outcome.value, judged.pupil,
        [[suggestion.pupil, suggestion.score, suggestion.why] for suggestion in judged.suggestions],
        judged.reason.value, list(judged.waiting), judged.respondent_unnamed, judged.respondent_key,
    ]  # fmt: skip


def back(held: list[Any]) -> Judged:
    """The judged entry that `out` was given."""
    entry, outcome, pupil, suggestions, reason, waiting, unnamed, key = held
    return Judged(
        _entry(entry),
        Outcome(outcome),
        pupil,
        tuple(Suggestion(*suggestion) for suggestion in suggestions),
        Reason(reason),
        tuple(waiting),
        unnamed,
        key,
    )


def _entry(held: list[Any]) -> Entry:
    record, child, named, respondent, moment, state, answers, looks, comment, is_response, missing, several = held
    full_name, surname_first, forename, surname, class_text, admission_number, upn, born_on = named
    return Entry(
        record=record,
        child=child,
        named=NamedChild(
            full_name=full_name,
            surname_first=surname_first,
            forename=forename,
            surname=surname,
            class_text=class_text,
            admission_number=admission_number,
            upn=upn,
            born_on=dt.date.fromisoformat(born_on) if born_on else None,
        ),
        respondent=NamedRespondent(*respondent),
        moment=Moment(dt.datetime.fromisoformat(moment[0]), Precision(moment[1])) if moment else None,
        moment_state=MomentState(state),
        answers={slug: Reading(value) for slug, value in answers.items()},
        lookalikes=tuple(Lookalike(purpose, wrote, Reading(taken)) for purpose, wrote, taken in looks),
        comment=comment,
        is_response=is_response,
        answers_missing=frozenset(missing),
        several_in_cell=several,
    )
