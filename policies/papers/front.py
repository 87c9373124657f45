"""What every paper of a policy says of itself: the school, the version, since when, who agreed, on which day taken."""

import datetime as dt
from dataclasses import dataclass

from policies.models import Policy, PolicyVersion
from policies.models.states import AGREED


@dataclass(frozen=True)
class Desk:
    """Where and when a paper is made: the school's name and telephone, the portal's address, today."""

    school: str
    phone: str
    site: str
    today: dt.date

    def address(self, path: str) -> str:
        return f"{self.site.rstrip('/')}{path}"


def on_paper(day: dt.date | None) -> str:
    """A day as people write it.

    >>> on_paper(dt.date(2026, 9, 1))
    '1 September 2026'
    """
    return f"{day.day} {day:%B %Y}" if day else "a day not settled yet"


def state_of(version: PolicyVersion, today: dt.date, present: PolicyVersion | None) -> str:
    """Where a version stands, after its number. `present` is the one that applies today, if any does."""
    since = on_paper(version.effective_from)
    if version.status == version.Status.WITHDRAWN:
        if version.never_held:
            return f"withdrawn on {on_paper(version.withdrawn_on)}, before it applied"
        return f"applied from {since}, withdrawn since {on_paper(version.withdrawn_on)}"
    if version.status not in AGREED:
        return f"{version.get_status_display().lower()}: nobody has agreed to it yet"
    if version.effective_from is None:
        return "approved, waits to be published"
    if version.effective_from > today:
        return f"applies from {since}"
    return f"in force since {since}" if version == present else f"replaced, applied from {since}"


def over(version: PolicyVersion, desk: Desk, present: PolicyVersion | None) -> str:
    """The line above the title."""
    return f"Version {version.number}, {state_of(version, desk.today, present)}"


def approved(version: PolicyVersion) -> str:
    """Who agreed to a version, when, in which minute (A5); empty where nobody has yet."""
    if version.approved_on is None:
        return ""
    minute = f", minute {version.minute_reference}" if version.minute_reference else ""
    return f"by {version.approved_by_text} on {on_paper(version.approved_on)}{minute}"


def foot(version: PolicyVersion, desk: Desk, present: PolicyVersion | None) -> tuple[str, ...]:
    """What stands at the foot of every page of a paper of one version."""
    agreed = approved(version)
    which = f"{version.policy.title}, version {version.number}, {state_of(version, desk.today, present)}."
    return (f"{which} Approved {agreed}." if agreed else which, taken(version.policy, desk))


def taken(policy: Policy, desk: Desk) -> str:
    """On which day a paper was taken, and where it is read as it stands now: paper does not know of later versions."""
    now = desk.address(policy.get_absolute_url())
    return f"{desk.school}. Taken from the portal on {on_paper(desk.today)}. What holds now: {now}"


def file_name(*parts: str) -> str:
    """The name of the file, which a browser keeps.

    >>> file_name("Phones/and: watches", "version 3")
    'Phones and watches, version 3.pdf'
    """
    clean = (" ".join("".join(c if c.isalnum() or c in " -_’'()&" else " " for c in part).split()) for part in parts)
    return ", ".join(part for part in clean if part)[:150] + ".pdf"
