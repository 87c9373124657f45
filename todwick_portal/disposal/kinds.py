"""Every kind of record, gathered from the apps; and what each app does when somebody is destroyed."""

from collections.abc import Callable
from dataclasses import replace

from django.conf import settings

from consent import retention_kinds as of_consent
from consent.actions.erasing import erase_permission_of_pupil, is_named_in_waiting_survey
from incidents import retention_kinds as of_incidents
from incidents.actions.erasing import black_out_requests, erase_bundles
from incidents.actions.erasing import erase_own_of_account as erase_own_of_cases
from incidents.actions.erasing_names import OF_A_CASE, black_out_person
from incidents.holding_back import what_is_not_over
from people import retention_kinds as of_people
from people.actions.erasing import is_named_in_waiting_list
from people.disposal import Erased, Kind
from people.models import Pupil, User
from policies import retention_kinds as of_policies
from policies.actions.erasing import erase_own_of_account as erase_own_of_policies

WAITS = "A survey or a list that names them waits to be saved. Save it or leave it unsaved first."
TABLES_OF_CASES = tuple({model for model, _ in OF_A_CASE})
OF_REQUESTS = (erase_bundles, black_out_requests)
FIRST: dict[str, tuple[Callable[[Erased], None], ...]] = {
    "pupil": (black_out_person, *OF_REQUESTS, erase_permission_of_pupil),
    "parent": (black_out_person, *OF_REQUESTS, erase_own_of_cases, erase_own_of_policies),
    "staff": (black_out_person, *OF_REQUESTS, erase_own_of_cases, erase_own_of_policies),
}


def _of_somebody(kind: Kind) -> Kind:
    """A kind that is a person: every app has a part in it."""

    def holds_back(record: Pupil | User) -> list[str]:
        traces = kind.traces(record)
        waits = is_named_in_waiting_list(traces) or is_named_in_waiting_survey(traces)
        to_do = of_consent.still_to_do(record, traces) if isinstance(record, Pupil) else []
        to_do += what_is_not_over(record, traces)
        return [*kind.holds_back(record), *to_do, *([WAITS] if waits else [])]

    parts = (*FIRST[kind.slug], *kind.parts)
    return replace(kind, parts=parts, apart=TABLES_OF_CASES, holds_back=holds_back)


KINDS: tuple[Kind, ...] = tuple(
    _of_somebody(kind) if kind.slug in FIRST else replace(kind, apart=TABLES_OF_CASES)
    for kind in (*of_people.KINDS, *of_consent.KINDS, *of_incidents.KINDS, *of_policies.KINDS)
)
BY_SLUG = {kind.slug: kind for kind in KINDS}
# What the portal lets go of by itself, without two people: it is nobody's record (todwick_portal/retention.py).
BY_ITSELF: tuple[tuple[str, str], ...] = (
    (
        "Texts of mails",
        f"The text of a mail goes {settings.MAIL_TEXT_DAYS} days after it was sent.",
    ),
    ("Files of surveys and lists", "When they are saved or left unsaved; a survey after 14 days, a list after a day."),
    ("Comments of parents", "As soon as somebody has read them, after 14 days in any case."),
    ("Logos", "The picture as soon as another takes its place or it is taken off; that it was shown stays."),
    ("What was begun and not sent", "Complaints after 24 hours, reports after the days that the school set."),
)
FOR_EVER = (
    ("The record of what happened", "It stays whole: taking one event out would break the seals. It holds numbers of "
     "rows, no names; when a row is destroyed, nothing in it leads to anybody."),
    ("Reports to governors", "They belong to the minutes, which are kept for good (IRMS). They name no child."),
    ("The record of destruction", "It says that something was there, and who had it destroyed. It names nobody else."),
    ("Impact assessments", "They show which risks were looked at, and who agreed."),
    ("Earlier settings, and drills", "They show who set what when, and that a backup was put back."),
)  # fmt: skip
