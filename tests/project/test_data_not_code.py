"""Deadlines, periods and lengths are data of the school, set on a page (requirements 1.8). What is a number of days or
hours in code all the same stands here with the reason; whoever adds one decides which it is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from people.setting_groups import GROUP_OF
from people.settings import BOUNDS

APPS = ("people", "consent", "policies", "incidents", "todwick_portal", "audit")
# Files are read, papers set and the demo told by these: what they hold is no promise to anybody.
BESIDE = ("migrations", "demo", "demo_policy", "spreadsheets", "survey", "importing", "reading", "pdf", "roll")
NAMED = re.compile(
    r"DAY|HOUR|MONTH|WEEK|YEAR|MINUTE|TERM|AFTER|BEFORE|KEPT_FOR|LATELY|SOON|WAIT|SINCE|UNTIL|WITHIN|OVER$"
)
SAID = re.compile(r"\b(days|hours|months|weeks|minutes|years)\b")

LAW = "The law sets it, or the guidance that stands in for one; no school may choose otherwise."
SAFETY = "Somebody may be in danger: no school lengthens it."
SECURITY = "How long a secret or a proof counts, or how soon something may be tried again."
WORKING = "How the portal works inside: no person waits for it or counts on it."
ARITHMETIC = "A unit to count with, or the shape of the calendar."
VIEW = "How far back a page, a list or a mail looks. What is older stands one page further."
WORDS = "What the portal means by a word, on every page and in the guides alike: soon, lately, a week."
RETENTION = "How long something is held on the way, before it is anybody’s record. Set by the periods of retention."
PERIODS = "The first value, or a bound, of a period that is set on the pages of disposal."

NOT_DATA = {
    LAW: """
        incidents.models.breaches.HOURS_TO_REPORT incidents.models.breaches.TIME_TO_REPORT
        incidents.actions.breach_clocks.MARKS incidents.actions.panel_holding.FEWEST_DAYS
        incidents.request_clock.RECORD_SCHOOL_DAYS todwick_portal.missing.A_YEAR
    """,
    SAFETY: """
        incidents.actions.clocks.MARKS
    """,
    SECURITY: """
        people.actions.guessing.WITHIN people.devices.CODE_LENGTH people.devices.CODE_MINUTES
        people.views.sign_in.throttled.WAIT_SECONDS incidents.actions.complaint_codes.MAILED_FOR
        incidents.actions.complaint_codes.KEPT_FOR incidents.just_reported.WHILE
        incidents.views.complaints.browser.SHOWN_FOR
    """,
    WORKING: """
        people.actions.sign_in.A_DAY people.actions.accounts.JUST_NOW people.actions.mail.WITHHELD_FOR
        people.delivery.TAKEN_FOR
        people.delivery.WAITS people.delivery.ALARM_AFTER policies.actions.commenting.SENT_TWICE
        policies.caching.FIVE_MINUTES policies.views.approving.PRESSED_TWICE
        incidents.actions.breach_clocks.OVER incidents.actions.clocks.OVER
        incidents.actions.complaint_reminding.FARTHEST incidents.evidence_store.LEFT_ALONE
        todwick_portal.backups.making.LONGEST_GAP todwick_portal.backups.restoring.TIMES_OVER
        todwick_portal.heartbeat.LONGEST_SILENCE incidents.views.complaints.own.OVER
        audit.scrubbing.WAITS consent.actions.removal_clocks.OVER todwick_portal.upkeep.backups_page.EVERY
        todwick_portal.upkeep.backups_page.STALE_COPY
        todwick_portal.upkeep.certificate.FEWEST_DAYS todwick_portal.upkeep.state.LOOKED_WITHIN
    """,
    ARITHMETIC: """
        people.actions.accounts.DAY people.school_days.SATURDAY people.school_days.FEW people.school_year.FIRST_MONTH
        people.year_dates.LONGEST_HALF_TERM people.year_dates.ONE people.year_groups._LAST_YEAR
        people.year_proposal.WEEK people.year_proposal.SAME_WEEKDAYS people.calendar.MONTH_TO_ENTER
        people.actions.covers.LONGEST consent.forms.sheets.LAST_MINUTE consent.picture_ages.YEAR
        policies.forms.reading.MOST_DAYS policies.checkups.MONTHS policies.checkups.SETTLED
        incidents.actions.breach_clocks.HOUR incidents.actions.clocks.HOUR incidents.governing.periods.ONE_DAY
        incidents.hints.OLDEST_IN_YEAR incidents.list_filter.LAST_DAY
        incidents.rule_terms.ONE_DAY incidents.rule_terms.TERMS todwick_portal.feed.DAY
        todwick_portal.trail.filters.LAST_DAY todwick_portal.trail.head.ONE_DAY
        todwick_portal.statements.cookies.HOUR
        consent.actions.removal_clocks.HOUR incidents.request_clock.ONE_DAY incidents.request_clock.SATURDAY
        people.forms.assessments.LONGEST_WAIT people.disposal.MONTHS
    """,
    VIEW: """
        people.actions.waiting_lines.FAILED_FOR people.views.mail.SHOWN_FOR consent.removal_desk.DAYS_NAMED
        consent.views.requests.LATELY incidents.governing.reading.HOW_LONG_KNOWN
        todwick_portal.start.MAIL_SHOWN_FOR
        todwick_portal.upkeep.state.FAILED_FOR
    """,
    WORDS: """
        people.morning.SOON incidents.desk.SOON policies.reading_notices.A_WEEK
        todwick_portal.mornings.figures.WEEK todwick_portal.trail.head.WEEK
        incidents.morning.rights.SOON incidents.rights.page.SOON
    """,
    RETENTION: """
        consent.actions.staging.HELD_DAYS people.actions.waiting.LONGEST_WAIT
        incidents.actions.drafts.STOPPED_FOR incidents.models.receipts.DRAFT_KEPT
        todwick_portal.settings.MAIL_TEXT_DAYS
        people.actions.upkeep.KEPT_FOR
    """,
    PERIODS: """
        incidents.case_periods.MONTHS people.disposal.LONGEST people.actions.disposal.LONGEST_REVIEW
    """,
}


def test_every_length_of_time_in_code_is_a_setting_with_a_page_or_has_a_reason_not_to_be():
    found, known = set(_lengths_of_time()), {name for names in NOT_DATA.values() for name in names.split()}

    assert sorted(found - known) == [], "Make it a setting of the school, or say here why it is none."
    assert sorted(known - found) == [], "It is not there any more."


def test_every_number_the_school_may_set_has_a_page():
    assert sorted(set(BOUNDS) - set(GROUP_OF)) == []


def test_a_length_of_time_that_somebody_adds_is_found():
    code = "TO_ANSWER = dt.timedelta(days=3)\nREMIND_AFTER = 2\nLOOK = 4  # school days\nSIZE = 25\n"

    assert [name for name, _ in _constants(code)] == ["TO_ANSWER", "REMIND_AFTER", "LOOK"]


def _lengths_of_time() -> Iterator[str]:
    for app in APPS:
        for path in sorted((settings.BASE_DIR / app).rglob("*.py")):
            parts = path.relative_to(settings.BASE_DIR).with_suffix("").parts
            if not set(parts[:-1]) & set(BESIDE):
                yield from (f"{'.'.join(parts)}.{name}" for name, _ in _constants(Path(path).read_text()))


def _constants(code: str) -> Iterator[tuple[str, str]]:
    """Those at the top of a module that hold a length of time, by how they are made, named or explained."""
    lines = code.splitlines()
    for node in ast.parse(code).body:
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        if not isinstance(target, ast.Name) or not target.id.isupper():
            continue
        parts = [one.value for one in ast.walk(node.value) if isinstance(one, ast.Constant)]
        numbers = [part for part in parts if type(part) in (int, float)]
        remark = lines[node.lineno - 1].partition("#")[2]
        is_length = "timedelta" in ast.unparse(node.value)
        if is_length or (numbers and (NAMED.search(target.id) or SAID.search(remark))):
            yield target.id, ast.unparse(node.value)
