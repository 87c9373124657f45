"""Loading the demo school's files as its office does: the same reading, the same steps, the same record."""

import hashlib
from collections.abc import Mapping as Choices
from dataclasses import dataclass, replace

from consent.actions import apply_survey, confirm_mapping, stage_survey
from consent.hints import roll_hints
from consent.loading import proposed, read_table
from consent.models import SurveyImport
from consent.plans import plan_survey
from consent.recalling import remembered
from consent.survey import mapping as mappings
from consent.survey.mapping import Mapping
from people.actions.rolls import ListSource, import_roll
from people.actions.staff import import_staff
from people.models import User
from people.roll.loading import (
    open_pupil_list,
    open_staff_list,
    pupil_columns,
    read_pupils,
    read_staff,
    staff_list_columns,
)
from people.school_year import first_day
from people.spreadsheets.table import Table


@dataclass(frozen=True)
class File:
    """A file with the school year that it is for."""

    name: str
    content: bytes
    school_year: int


def load_pupils(file: File, by: User) -> None:
    """The pupil list, through the roll import."""
    listing = open_pupil_list(file.content, file.name)
    chosen = pupil_columns(listing.table.headings)
    reading = read_pupils(listing, chosen, today=first_day(file.school_year))
    import_roll(reading=reading, source=ListSource(file.name, listing.sha256), school_year=file.school_year, by=by)


def load_staff(file: File, by: User) -> None:
    """The staff list, through the staff import."""
    listing = open_staff_list(file.content, file.name)
    reading = read_staff(listing, staff_list_columns(listing.table.headings))
    import_staff(reading=reading, source=ListSource(file.name, listing.sha256), school_year=file.school_year, by=by)


def upload_survey(file: File, by: User) -> tuple[SurveyImport, Table, Mapping]:
    """The first step of the wizard: the file is held, its questions are proposed."""
    table = read_table(file.content, file.name)
    proposal = remembered(table) or proposed(table, roll_hints(file.school_year))
    survey = stage_survey(
        table=table, proposal=proposal, school_year=file.school_year, file_name=file.name,
        sha256=hashlib.sha256(file.content).hexdigest(), by=by,
    )  # fmt: skip
    return survey, table, proposal


def load_survey(file: File, by: User, read: Choices[str, str] | None = None) -> SurveyImport:
    """The whole way: the office confirms the proposal, and that only parents could answer, and saves.

    `read` says of the beginning of a comment what condition the office found in it, "" for none.
    """
    survey, table, proposal = upload_survey(file, by)
    mapping = replace(mappings.confirmed(proposal), only_parents_could_answer=True)
    survey = confirm_mapping(survey=survey, table=table, mapping=mapping, by=by)
    plan = plan_survey(table, mapping, school_year=file.school_year, survey=survey.pk)
    comments = {
        comment.identity: condition
        for comment in plan.comments_unread
        for beginning, condition in (read or {}).items()
        if comment.judged.entry.comment.startswith(beginning)
    }
    return apply_survey(survey=survey, table=table, plan=plan, by=by, read_comments=comments)
