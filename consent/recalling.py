"""How a survey with the same headings was understood before, and what in it needs a person's word again.

The choices are remembered, the word is not: each file with these headings is looked at anew wherever it can be
misread. Unattended, a remembered match is used only where a person gave that word and nothing speaks against it.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from people.spreadsheets.table import Table

from .faults import ConsentFault
from .loading import filled_headings, known_slugs, purpose_words
from .models import SurveyMapping
from .survey import mapping as mappings
from .survey.mapping import CONSENT_ROLES, Column, Mapping, Question
from .survey.proposing import RollHints, propose, stance

ANEW = "Run propose_mapping, confirm its file, then give it with --mapping."
TURNED = "It was matched the other way round than its wording seems to ask. Check what a yes means."


@dataclass(frozen=True)
class _Kept:
    """A remembered mapping beside a fresh look at the file. `unseen` held nothing when it was confirmed."""

    mapping: Mapping
    fresh: Mapping
    unseen: frozenset[str]


def remembered(table: Table, hints: RollHints | None = None) -> Mapping | None:
    """The mapping that an earlier file with all the same headings was loaded with, or None.

    What can be misread carries `confirm` once more. A column that held nothing then and holds something now was
    never looked at by anybody: it is proposed afresh, so that a comment in it is not passed over.
    """
    kept = _kept(table, hints)
    if kept is None:
        return None
    columns = tuple(replace(column, confirmed=False) for column in kept.mapping.columns)
    questions = tuple(replace(question, confirmed=False) for question in kept.mapping.questions)
    return replace(kept.mapping, columns=columns, questions=questions)


def remembered_unattended(table: Table) -> Mapping:
    """The remembered mapping of these headings, as far as a person has confirmed all of it that can be misread.

    Raises ConsentFault in words where none is remembered, where a column was never looked at, and where the
    wording now seems to ask the other way round.
    """
    kept = _kept(table, None)
    if kept is None:
        raise ConsentFault(f"No mapping is remembered for these headings. {ANEW}")
    for column in kept.mapping.columns:
        if mappings.fold_heading(column.header) in kept.unseen and column.role != "ignore":
            raise ConsentFault(
                f"The column “{_short(column.header)}” held nothing when these headings were confirmed, and does "
                f"now. {ANEW}"
            )
        _refuse_doubt(column.header, mappings.needs_person(column), column.confirm, column.confirmed)
    for question in kept.mapping.questions:
        why = mappings.question_needs_person(question)
        _refuse_doubt(question.question, why, question.confirm, question.confirmed)
    return kept.mapping


def _refuse_doubt(text: str, why: str, confirm: str, confirmed: bool) -> None:
    if TURNED in confirm:
        raise ConsentFault(f"“{_short(text)}” may be misread. {TURNED} {ANEW}")
    if why and not confirmed:
        raise ConsentFault(f"Nobody has confirmed “{_short(text)}”: {why} {ANEW}")


def _kept(table: Table, hints: RollHints | None) -> _Kept | None:
    kept = SurveyMapping.objects.filter(headings_sha256=mappings.fingerprint(table.headings)).first()
    if kept is None:
        return None
    mapping = mappings.load(json.dumps(kept.mapping), known_slugs())
    unseen = frozenset(kept.mapping.get("empty", ())) & filled_headings(table)
    fresh = propose(table, purpose_words(), hints)
    columns = tuple(
        _afresh(column, now) if mappings.fold_heading(column.header) in unseen else _looked_at(column, now)
        for column, now in zip(mapping.columns, _beside(mapping.columns, fresh.columns), strict=True)
    )
    questions = {mappings.fold_heading(question.question): question for question in fresh.questions}
    asked = tuple(
        _question_looked_at(question, questions.get(mappings.fold_heading(question.question)))
        for question in mapping.questions
    )
    return _Kept(replace(mapping, columns=columns, questions=asked), fresh, unseen)


def _beside(columns: Sequence[Column], fresh: Sequence[Column]) -> list[Column | None]:
    """For each remembered column the one that is proposed now; headings that stand twice by their order."""
    by_heading: dict[str, list[Column]] = defaultdict(list)
    for column in fresh:
        by_heading[mappings.fold_heading(column.header)].append(column)
    found = (by_heading[mappings.fold_heading(column.header)] for column in columns)
    return [places.pop(0) if places else None for places in found]


def _afresh(column: Column, fresh: Column | None) -> Column:
    return column if column.role != "ignore" or fresh is None else fresh


def _looked_at(column: Column, fresh: Column | None) -> Column:
    """A remembered column with why a person must look at it. What is not read can be misread by nobody."""
    if column.role == "ignore":
        return replace(column, confirm="")
    reasons = [fresh.confirm if fresh else ""]
    if column.role in CONSENT_ROLES:
        proposed = fresh.polarity if fresh and fresh.role in CONSENT_ROLES else stance(column.header).polarity
        reasons.insert(0, TURNED if proposed != column.polarity else "")
    return replace(column, confirm=" ".join(filter(None, reasons)))


def _question_looked_at(question: Question, fresh: Question | None) -> Question:
    reasons = [fresh.confirm if fresh else ""]
    if question.purposes:
        proposed = fresh.polarity if fresh and fresh.purposes else stance(question.question).polarity
        reasons.insert(0, TURNED if proposed != question.polarity else "")
    return replace(question, confirm=" ".join(filter(None, reasons)))


def _short(text: str) -> str:
    return " ".join(text.split())[:80]
