"""Where a mapping can be misread, so that nothing of it may be used before a person has looked."""

from dataclasses import replace

from .model import Column, Mapping, MappingFault, Question

AS_NO = "a yes in it will count as a no."
FOR_SEVERAL = "one answer will count for several places."
AS_TICKS = "what is ticked counts as yes, what is not ticked as no."


def needs_person(column: Column) -> str:
    """Why a person must confirm this column as it stands; empty if nothing in it is easily misread.

    Refusals, several purposes and ticked places always; besides whatever the proposal was not sure of.
    """
    if column.role == "consent" and column.polarity == "refusal":
        return _with(AS_NO, column.confirm)
    if column.role == "consent" and len(column.purposes) > 1:
        return _with(FOR_SEVERAL, column.confirm)
    if column.role == "consent_multi":
        return _with(AS_TICKS, column.confirm)
    return column.confirm


def question_needs_person(question: Question) -> str:
    """Why a person must confirm this question of a long file; empty if nothing in it is easily misread."""
    if question.purposes and question.polarity == "refusal":
        return _with(AS_NO, question.confirm)
    if len(question.purposes) > 1:
        return _with(FOR_SEVERAL, question.confirm)
    return question.confirm


def refuse_unconfirmed(mapping: Mapping) -> None:
    """Raise MappingFault where a mapping file still says that a person must look at something."""
    for number, column in enumerate(mapping.columns, start=1):
        if column.confirm:
            raise MappingFault(_left("column", number, column.header, column.confirm))
    for number, question in enumerate(mapping.questions, start=1):
        if question.confirm:
            raise MappingFault(_left("question", number, question.question, question.confirm))


def confirmed(mapping: Mapping) -> Mapping:
    """The mapping as one that a person stands for: a file in which no `confirm` is left."""
    columns = tuple(replace(column, confirm="", confirmed=True) for column in mapping.columns)
    questions = tuple(replace(question, confirm="", confirmed=True) for question in mapping.questions)
    return replace(mapping, columns=columns, questions=questions)


def _left(what: str, number: int, text: str, why: str) -> str:
    shown = " ".join(text.split())[:80] or "(no heading)"
    return (
        f"The mapping is not confirmed: look at {what} {number} “{shown}”, then take out its “confirm”. It says: {why}"
    )


def _with(why: str, confirm: str) -> str:
    return f"{why} {confirm}".strip()
