"""The mapping as a file that people can read and change (contract 3)."""

import json
from typing import Any

from .model import Column, Mapping, Question


def dump(mapping: Mapping) -> str:
    """The mapping as JSON text. `load` of it gives the same mapping back."""
    opened = mapping.survey_opened
    document: dict[str, Any] = {
        "layout": mapping.layout,
        "sheet": mapping.sheet,
        "header_row": mapping.header_row,
        "date_order": mapping.date_order,
        "only_parents_could_answer": mapping.only_parents_could_answer,
        "survey_opened": opened.isoformat() if opened else None,
        "columns": [_column(column) for column in mapping.columns],
        "questions": [_question(question) for question in mapping.questions],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _column(column: Column) -> dict[str, Any]:
    out: dict[str, Any] = {"header": column.header, "role": column.role}
    if column.child is not None:
        out["child"] = column.child
    if column.role == "consent":
        out |= {"purposes": list(column.purposes), "polarity": column.polarity}
    if column.role == "consent_multi":
        out |= {"options": dict(column.options), "polarity": column.polarity}
    if column.confirm:
        out["confirm"] = column.confirm
    if column.confirmed:
        out["confirmed"] = True
    return out


def _question(question: Question) -> dict[str, Any]:
    out: dict[str, Any] = {
        "question": question.question,
        "purposes": list(question.purposes),
        "polarity": question.polarity,
    }
    if question.comment:
        out["comment"] = True
    if question.confirm:
        out["confirm"] = question.confirm
    if question.confirmed:
        out["confirmed"] = True
    return out
