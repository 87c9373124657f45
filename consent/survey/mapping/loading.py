"""Reading a mapping file that a person may have changed by hand, without believing any of it."""

import datetime as dt
import json
from collections.abc import Collection
from typing import Any

from .checking import check_whole
from .model import DATE_ORDERS, LAYOUTS, POLARITIES, ROLES, Column, Mapping, MappingFault, Question


def load(text: str, known_purposes: Collection[str]) -> Mapping:
    """The mapping that `text` (JSON, contract 3) describes, fit to be used.

    `known_purposes` are the slugs that this school has. Keys that the mapping does not know are passed over.
    Raises MappingFault on the first thing that is wrong.
    """
    mapping = load_unfinished(text, known_purposes)
    check_whole(mapping)
    return mapping


def load_unfinished(text: str, known_purposes: Collection[str]) -> Mapping:
    """A mapping whose parts are right, that a person may still have to complete: a proposal that is held."""
    document = _document(text)
    mapping = Mapping(
        layout=_one_of(document.get("layout", "wide"), LAYOUTS, "layout"),
        sheet=_text_or_none(document.get("sheet"), "sheet"),
        header_row=_header_row(document.get("header_row")),
        date_order=_one_of(document.get("date_order"), DATE_ORDERS, "date_order", optional=True),
        only_parents_could_answer=_flag(document.get("only_parents_could_answer", False)),
        survey_opened=_day(document.get("survey_opened")),
        columns=tuple(
            _column(item, f"columns, entry {number}", known_purposes)
            for number, item in enumerate(_list(document.get("columns"), "columns"), start=1)
        ),
        questions=tuple(
            _question(item, f"questions, entry {number}", known_purposes)
            for number, item in enumerate(_list(document.get("questions"), "questions"), start=1)
        ),
    )
    return mapping


def _document(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise MappingFault(
            f"The mapping is not JSON: line {error.lineno}, column {error.colno}. Correct that line."
        ) from None
    except (RecursionError, ValueError):
        raise MappingFault("The mapping cannot be read as JSON. Have it proposed anew.") from None
    if not isinstance(document, dict):
        raise MappingFault("The mapping must be one JSON object with “layout” and “columns”.")
    return document


def _one_of(value: Any, allowed: tuple[str, ...], where: str, optional: bool = False) -> Any:
    if value is None and optional:
        return None
    if not isinstance(value, str) or value not in allowed:
        choice = ", ".join(allowed) + (" or null" if optional else "")
        raise MappingFault(f"{where}: {_shown(value)} is not known. Write one of: {choice}.")
    return value


def _shown(value: Any) -> str:
    text = " ".join(json.dumps(value, ensure_ascii=False).split())
    return text if len(text) <= 60 else text[:59] + "…"


def _text_or_none(value: Any, where: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise MappingFault(f"{where}: {_shown(value)} is not a text. Write the name in quotes, or null.")
    return value


def _text(value: Any, where: str, key: str) -> str:
    if not isinstance(value, str):
        raise MappingFault(f"{where}: “{key}” must be a text in quotes, as it stands in the file.")
    return value


def _header_row(value: Any) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 1_000_000:
        raise MappingFault(f"header_row: {_shown(value)} is not a row. Write its number, from 1, or null.")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise MappingFault(f"only_parents_could_answer: {_shown(value)} is neither true nor false. Write one.")
    return value


def _day(value: Any) -> dt.date | None:
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise MappingFault(f"survey_opened: {_shown(value)} is not a day. Write it as 2026-09-01, or null.") from None


def _list(value: Any, where: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise MappingFault(f"{where}: this must be a list in square brackets.")
    return value


def _column(item: Any, where: str, known: Collection[str]) -> Column:
    if not isinstance(item, dict):
        raise MappingFault(f"{where}: this must be an object with “header” and “role”.")
    header = _text(item.get("header"), where, "header")
    role = _one_of(item.get("role"), ROLES, f"{where}: role")
    return Column(
        header=header,
        role=role,
        child=_child(item.get("child"), where),
        purposes=_purposes(item.get("purposes"), where, known) if role == "consent" else (),
        polarity=_polarity(item, where) if role in {"consent", "consent_multi"} else "consent",
        options=_options(item.get("options"), where, known) if role == "consent_multi" else {},
        confirm=_text(item.get("confirm") or "", where, "confirm"),
        confirmed=item.get("confirmed") is True,
    )


def _polarity(item: dict[str, Any], where: str) -> str:
    return str(_one_of(item.get("polarity", "consent"), POLARITIES, f"{where}: polarity"))


def _child(value: Any, where: str) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 9:
        raise MappingFault(f"{where}: “child” is {_shown(value)}. Write a whole number from 1 to 9.")
    return value


def _purposes(value: Any, where: str, known: Collection[str]) -> tuple[str, ...]:
    found = _list(value, f"{where}: purposes")
    for slug in found:
        _known(slug, where, known)
    if len(set(found)) != len(found):
        raise MappingFault(f"{where}: “purposes” names one purpose twice. Name each once.")
    return tuple(found)


def _known(slug: Any, where: str, known: Collection[str]) -> None:
    if not isinstance(slug, str) or slug not in known:
        raise MappingFault(
            f"{where}: the purpose {_shown(slug)} is not known. This school has: {', '.join(sorted(known))}."
        )


def _options(value: Any, where: str, known: Collection[str]) -> dict[str, str | None]:
    if not isinstance(value, dict) or not value:
        raise MappingFault(f"{where}: “options” must list each label with its purpose, or with null.")
    out: dict[str, str | None] = {}
    for label, option in value.items():
        if not label.strip():
            raise MappingFault(f"{where}: “options” has a label without text. Take it out.")
        if option is not None and not isinstance(option, str):
            raise MappingFault(f"{where}: the option {_shown(label)} must be a purpose in quotes, or null.")
        slugs = tuple((option or "").split())
        for slug in slugs:
            _known(slug, where, known)
        out[label] = " ".join(dict.fromkeys(slugs)) or None
    return out


def _question(item: Any, where: str, known: Collection[str]) -> Question:
    if not isinstance(item, dict):
        raise MappingFault(f"{where}: this must be an object with “question”, “purposes” and “polarity”.")
    purposes = _purposes(item.get("purposes"), where, known)
    return Question(
        question=_text(item.get("question"), where, "question"),
        purposes=purposes,
        polarity=_polarity(item, where),
        comment=item.get("comment") is True and not purposes,
        confirm=_text(item.get("confirm") or "", where, "confirm"),
        confirmed=item.get("confirmed") is True,
    )
