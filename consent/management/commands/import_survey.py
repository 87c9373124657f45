"""`manage.py import_survey`: the unattended import of a survey export (contract 2)."""

import gc
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from audit.commands import PlainCommand
from consent.actions import import_survey
from consent.actions.staging import refuse_known_bytes
from consent.faults import AlreadyLoaded, ConsentFault, TooManyChanges
from consent.loading import known_slugs, read_table
from consent.past import refuse_past
from consent.plans import SurveyPlan, plan_survey, report
from consent.recalling import remembered_unattended
from consent.survey import mapping as mappings
from consent.survey.mapping import Mapping
from people.spreadsheets.reading import DEFAULT_LIMITS, Limits
from people.spreadsheets.table import Table

from ._files import check_writable, check_year, digest, read_bytes, refusing


class Command(PlainCommand):
    help = (
        "Import a survey export: certain matches and clear answers are kept, the rest goes to the review queue. "
        "Exit 2 and one line in words if something is at fault; nothing is changed then."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the survey export (.csv, .xlsx, .xls, .ods)")
        parser.add_argument("--school-year", type=int, required=True, help="2026 means 2026/27")
        parser.add_argument("--mapping", help="a mapping file; without it a remembered one is used")
        parser.add_argument("--dry-run", action="store_true", help="change nothing, only report")
        parser.add_argument("--report", help="write the report to this file (JSON)")
        parser.add_argument("--accept-changes", type=int, help="the number of answers that may turn")
        parser.add_argument("--large", action="store_true", help="lift the size limits")

    def handle(self, *args: Any, **options: Any) -> None:
        with refusing(self, options["file"]), _without_collector():
            self._import(options)

    def _import(self, options: dict[str, Any]) -> None:
        content = read_bytes(options["file"])
        year, sha256 = check_year(options["school_year"]), digest(content)
        refuse_past(year)
        if options["report"]:
            check_writable(options["report"])
        if not options["dry_run"]:
            refuse_known_bytes(sha256, year)
        mapping = _mapping(options["mapping"])
        limits = Limits.large() if options["large"] else DEFAULT_LIMITS
        table = read_table(content, options["file"], mapping, limits)
        mapping = mapping or remembered_unattended(table)
        plan = plan_survey(table, mapping, school_year=year)
        number = None if options["dry_run"] else self._apply(options, table, plan, sha256)
        if options["report"]:
            about = {
                "file": Path(options["file"]).name, "sha256": sha256, "import_id": number,
                "dry_run": options["dry_run"],
            }  # fmt: skip
            Path(options["report"]).write_text(json.dumps(report(plan, **about), indent=1), encoding="utf-8")
        self._say(plan, number)
        if options["dry_run"]:
            self._warn(plan, sha256)

    def _apply(self, options: dict[str, Any], table: Table, plan: SurveyPlan, sha256: str) -> int:
        name = Path(options["file"]).name
        try:
            survey = import_survey(
                table=table,
                plan=plan,
                file_name=name,
                sha256=sha256,
                accepted_changes=options["accept_changes"],
            )
        except TooManyChanges as fault:
            raise ConsentFault(f"{fault} (--accept-changes {fault.turned})") from None
        return survey.pk

    def _say(self, plan: SurveyPlan, number: int | None) -> None:
        ends = Counter(judged.outcome.value for judged in plan.judged)
        answers = plan.answers()
        begin = f"Import {number}" if number else "Dry run, nothing saved"
        outside = f" ({plan.outside_year} of them dated outside the school year)" if plan.outside_year else ""
        self.stdout.write(
            f"{begin}: {ends['match']} matched, {ends['review']} to sort out, {ends['reject']} not used{outside}; "
            f"{answers['yes']} yes, {answers['no']} no, {answers['unclear']} unclear, "
            f"{answers['blank']} left empty; {len(plan.comments_unread)} comments to read."
        )

    def _warn(self, plan: SurveyPlan, sha256: str) -> None:
        if plan.difference.is_large:
            self.stdout.write(str(TooManyChanges(plan.difference.turned, plan.difference.given_before)))
        try:
            refuse_known_bytes(sha256, plan.school_year)
        except AlreadyLoaded as fault:
            self.stdout.write(str(fault))


@contextmanager
def _without_collector() -> Iterator[None]:
    """A load makes millions of values and no cycles among them. Looking for some would take a fifth of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _mapping(path: str | None) -> Mapping | None:
    if path is None:
        return None
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConsentFault(f"{path}: the mapping is not UTF-8 text. Save it as UTF-8.") from None
    mapping = mappings.load(text, known_slugs())
    mappings.refuse_unconfirmed(mapping)
    return mappings.confirmed(mapping)
