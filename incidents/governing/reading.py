"""The policy and photo permission for the governors, in the words and numbers of families and staff, never per cent."""

import datetime as dt

from consent.figures import has_answered, in_words
from consent.register import register_on
from people.models import Pupil
from policies.gaps import GOVERNORS, gaps_of
from policies.models import PolicyVersion
from policies.readers import readers_of
from policies.reading_figures import figures_of
from policies.rule_uses import SOCIAL_MEDIA

from . import pictures
from .hiding import NOTHING_WORDS, Cell
from .periods import Period
from .tables import Kept, Row, Table

# Who has read a policy is known as of today alone: of a term that ended longer ago nothing is said.
HOW_LONG_KNOWN = dt.timedelta(days=120)


def version_on(day: dt.date) -> PolicyVersion | None:
    """The social-media policy in force on a day, with its wording."""
    versions = PolicyVersion.objects.in_force_on(day).with_wording().select_related("policy")
    return versions.filter(policy__slug=SOCIAL_MEDIA).first()


def policy_table(version: PolicyVersion | None, day: dt.date, today: dt.date) -> Table:
    """Which version, when it is looked at again, how many of those asked have read it."""
    if version is None:
        return Table("policy", "policy", "The policy", "", [Row("version", "Version", Cell(words="none in force"))])
    rows = [
        Row("version", "Version", Cell(words=f"{version.number}, since {_day(version.effective_from)}")),
        Row("review", "Next review", Cell(words=_day(version.review_due_on))),
    ]
    is_known = today - day <= HOW_LONG_KNOWN
    for audience in figures_of(readers_of(version.policy, day), day) if is_known else []:
        label = f"{audience.audience.label} who have read it"
        rows.append(Row(f"read-{audience.audience}", label, Cell(words=audience.hidden)))
    return Table("policy", "policy", version.policy.title, "", rows)


def permission_table(period: Period, day: dt.date) -> Table:
    """How many families have answered by a day of the term, and what became of pictures in the term."""
    pupils = list(Pupil.objects.on_roll_on(day))
    register = register_on(pupils, day, period.school_year)
    answered = sum(has_answered(register, pupil) for pupil in pupils)
    cell, width = Cell(words=NOTHING_WORDS), None
    if register.asked:
        words = in_words(answered, len(pupils))
        is_exact = words[0].isdigit()
        cell = Cell(count=answered if is_exact else None, words=words)
        width = round(100 * answered / len(pupils)) if is_exact else None
    rows = [Row("answered", "Families that have answered", cell, width), *pictures.rows(period)]
    return Table("permission", "permission", "Photo permission", "", rows)


def gaps(version: PolicyVersion | None) -> list[Kept]:
    """What the policy leaves open, and for whom it waits: an office or the governors, nobody by name."""
    if version is None:
        return [{"text": "No policy on social media was in force.", "waits_for": GOVERNORS}]
    found = gaps_of(version)
    return [{"text": gap.text, "waits_for": gap.waits_for} for gap in found]


def _day(day: dt.date | None) -> str:
    return f"{day:%-d %B %Y}" if day else "no day yet"
