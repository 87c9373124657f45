"""What a mapping must have as a whole, and what it must not have twice."""

from collections import Counter

from .binding import fold_heading
from .model import CHILD_NAME_ROLES, CHILD_NUMBER_ROLES, CHILD_ROLES, Column, Mapping, MappingFault

ONLY_ONCE = ("when", "email", "relationship", "response_id", "question", "answer")


def check_whole(mapping: Mapping) -> None:
    """Raise MappingFault where the parts are right and the whole could not be read."""
    if not mapping.columns:
        raise MappingFault("columns: the mapping says nothing about any column. List the columns of the file.")
    _check_repeats(mapping)
    _check_child(mapping)
    for number, column in enumerate(mapping.columns, start=1):
        _check_column(column, f"columns, entry {number} (“{' '.join(column.header.split())[:60]}”)")
    if mapping.layout == "wide":
        _check_wide(mapping)
    else:
        _check_long(mapping)


def _check_repeats(mapping: Mapping) -> None:
    roles = Counter(column.role for column in mapping.columns)
    for role in ONLY_ONCE:
        if roles[role] > 1:
            raise MappingFault(f"columns: {roles[role]} columns have the role “{role}”. Keep it for one of them.")
    # A column without a child's number speaks of the first child.
    parts = Counter((column.role, column.child or 1) for column in mapping.columns if column.role in CHILD_ROLES)
    for (role, child), times in parts.items():
        if times > 1:
            raise MappingFault(
                f"columns: {times} columns have the role “{role}” for child {child}. Number them with "
                "“child”, or keep the role for one of them."
            )


def _check_child(mapping: Mapping) -> None:
    named = {*CHILD_NAME_ROLES, *CHILD_NUMBER_ROLES}
    if not any(column.role in named for column in mapping.columns):
        raise MappingFault(
            "columns: no column says which child it is. Give one the role “child_fullname”, or another role "
            "that names the child."
        )


def _check_column(column: Column, where: str) -> None:
    if column.role == "consent" and not column.purposes:
        raise MappingFault(f"{where}: “purposes” is empty. Name what is asked, or give the role “ignore”.")
    if column.role != "consent_multi":
        return
    if not any(column.options.values()):
        raise MappingFault(f"{where}: no option has a purpose. Name one, or give the role “ignore”.")
    labels = [fold_heading(label) for label in column.options]
    if len(set(labels)) != len(labels):
        raise MappingFault(f"{where}: “options” has one label twice. Keep one of them.")


def _check_wide(mapping: Mapping) -> None:
    if mapping.questions or any(column.role in {"question", "answer"} for column in mapping.columns):
        raise MappingFault(
            "layout: “wide” has no question and answer columns. Write “long”, or take out “questions” "
            "and the roles “question” and “answer”."
        )
    if not any(column.role in {"consent", "consent_multi"} for column in mapping.columns):
        raise MappingFault("columns: no column asks for a permission. Give at least one the role “consent”.")


def _check_long(mapping: Mapping) -> None:
    roles = {column.role for column in mapping.columns}
    for role in ("question", "answer"):
        if role not in roles:
            raise MappingFault(f"columns: the layout “long” needs one column with the role “{role}”.")
    if roles & {"consent", "consent_multi"}:
        raise MappingFault("columns: the layout “long” has no columns with the role “consent”; use “questions”.")
    if not any(question.purposes for question in mapping.questions):
        raise MappingFault("questions: the layout “long” needs each question that asks for a permission.")
    texts = Counter(fold_heading(question.question) for question in mapping.questions)
    for question in mapping.questions:
        if texts[fold_heading(question.question)] > 1:
            raise MappingFault(f"questions: “{question.question[:80]}” is listed twice. Keep one of them.")
