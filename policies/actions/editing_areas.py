"""The areas of a draft: added, changed, split, joined, moved, removed."""

import re
from dataclasses import asdict, dataclass

from django.db import transaction

from people.models import User
from policies.models import PolicyVersion, RuleVersion, Section
from policies.words import EVERYBODY

from .editing import FAR, area_of, filled, keep, open_draft, put_in_order, rule_of
from .faults import CannotBeSo


@dataclass(frozen=True)
class AreaEntry:
    """What somebody writes for an area. `audiences` are those of its rules unless a rule says otherwise."""

    code: str
    title: str
    audiences: tuple[str, ...] = ()
    long_title: str = ""
    introduction: str = ""
    level: int = 1


@transaction.atomic
def add_area(*, version: PolicyVersion, entry: AreaEntry, by: User) -> Section:
    """Put a new area at the end of the draft. Raises CannotBeSo, WrongStatus."""
    version = open_draft(version)
    section = _new_area(version, entry)
    keep(version, "area_added", by=by)
    return section


@transaction.atomic
def edit_area(*, version: PolicyVersion, key: int, seen: int, entry: AreaEntry, by: User) -> bool:
    """Change an area. True if anything was. Raises Stale where somebody else did since, CannotBeSo, WrongStatus."""
    version = open_draft(version)
    section = area_of(version, key, seen)
    _refuse(version, entry, section)
    changed = filled(section, _fields(entry))
    if changed:
        keep(version, "area_changed", section, by=by)
    return bool(changed)


@transaction.atomic
def move_area(*, version: PolicyVersion, key: int, up: bool, by: User) -> None:
    """Put an area before the one above it, or after the one below. At the end of the line nothing happens."""
    version = open_draft(version)
    section = area_of(version, key)
    rows = list(version.sections.all())
    at = rows.index(section)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return
    rows.insert(to, rows.pop(at))
    put_in_order(rows)
    keep(version, "area_moved", rows[to], by=by)


@transaction.atomic
def remove_area(*, version: PolicyVersion, key: int, by: User, seen: int | None = None) -> None:
    """Take an area without rules out of the draft, with the text before its rules.

    Raises CannotBeSo while it has rules: those are moved first. Raises Stale where it was changed since it was `seen`.
    """
    version = open_draft(version)
    section = area_of(version, key, seen)
    if section.rules.exists():
        raise CannotBeSo("", f"Area {section.code} still has rules. Move or remove them first.")
    section.delete()
    put_in_order(list(version.sections.all()))
    keep(version, "area_removed", by=by)


@transaction.atomic
def split_area(*, version: PolicyVersion, key: int, first_rule: int, entry: AreaEntry, by: User) -> Section:
    """Let the rules from `first_rule` on be an area of their own, right after this one. Raises CannotBeSo, Stale."""
    version = open_draft(version)
    section = area_of(version, key)
    rule = rule_of(version, first_rule)
    if rule.section_id != section.pk:
        raise CannotBeSo("first_rule", "Choose a rule of this area.")
    going = [other for other in section.rules.all() if other.order >= rule.order]
    new = _new_area(version, entry)
    rows = [row for row in version.sections.all() if row != new]
    rows.insert(rows.index(section) + 1, new)
    put_in_order(rows)
    _bring(going, new)
    keep(version, "area_split", section, new, by=by)
    return new


@transaction.atomic
def join_area(*, version: PolicyVersion, key: int, by: User) -> Section:
    """Join an area with the one above: its rules follow there, its introduction stands where it stood, between them.

    Its heading goes. Raises CannotBeSo for the first area.
    """
    version = open_draft(version)
    section = area_of(version, key)
    rows = list(version.sections.all())
    at = rows.index(section)
    if at == 0:
        raise CannotBeSo("", "This is the first area: there is none above to join it with.")
    above = rows[at - 1]
    last = above.rules.last()
    changed: list[RuleVersion | Section] = [above]
    if section.introduction and last:
        last.following = _joined(last.following, section.introduction)
        changed.append(last)
    elif section.introduction:
        above.introduction = _joined(above.introduction, section.introduction)
    _bring(list(section.rules.all()), above)
    section.delete()
    put_in_order(list(version.sections.all()))
    keep(version, "areas_joined", *changed, by=by)
    return above


@transaction.atomic
def number_rules(*, version: PolicyVersion, key: int, by: User) -> None:
    """Give the rules of an area the codes A1, A2, A3 in their order. Raises CannotBeSo if one is taken elsewhere."""
    version = open_draft(version)
    section = area_of(version, key)
    rules = list(section.rules.all())
    wanted = [code_in(section, place) for place in range(1, len(rules) + 1)]
    taken = set(version.rules.exclude(section=section).values_list("code", flat=True)) & set(wanted)
    if taken:
        raise CannotBeSo("", f"The code {min(taken)} stands in another area. Change it there first.")
    changed = [rule for rule, code in zip(rules, wanted, strict=True) if rule.code != code]
    for place, rule in enumerate(changed):
        RuleVersion.objects.filter(pk=rule.pk).update(code=f"~{place}")
    for rule in changed:
        rule.code = wanted[rules.index(rule)]
    if changed:
        keep(version, "rules_numbered", *changed, by=by)


def code_in(section: Section, place: int) -> str:
    """The code of a rule of this area: A1 in area A, 3.1 in area 3.

    >>> code_in(Section(code="A"), 4), code_in(Section(code="3"), 4)
    ('A4', '3.4')
    """
    return f"{section.code}{'.' if section.code[-1:].isdigit() else ''}{place}".upper()


def free_code(version: PolicyVersion, section: Section) -> str:
    """The code after the highest that the version has for rules of this area."""
    lead = re.escape(code_in(section, 0)[:-1])
    codes = version.rules.values_list("code", flat=True)
    numbers = [int(found[1]) for code in codes if (found := re.fullmatch(rf"{lead}(\d{{1,6}})", code))]
    return code_in(section, max(numbers, default=0) + 1)


def free_area_code(version: PolicyVersion) -> str:
    """The letter after the last one of the areas, or the number; empty after Z."""
    codes = list(version.sections.values_list("code", flat=True))
    numbers = [int(code) for code in codes if re.fullmatch(r"\d{1,6}", code)]
    if numbers:
        return str(max(numbers) + 1)
    letters = [code for code in codes if re.fullmatch("[A-Z]", code)]
    after = chr(ord(max(letters)) + 1) if letters else "A"
    return after if after <= "Z" else ""


def _new_area(version: PolicyVersion, entry: AreaEntry) -> Section:
    _refuse(version, entry)
    last = version.sections.last()
    return Section.objects.create(version=version, order=last.order + 1 if last else 1, **_fields(entry))


def _fields(entry: AreaEntry) -> dict[str, object]:
    named = [audience for audience in EVERYBODY if audience in entry.audiences]
    return asdict(entry) | {"audiences": named}


def _refuse(version: PolicyVersion, entry: AreaEntry, section: Section | None = None) -> None:
    others = version.sections.exclude(pk=section.pk) if section else version.sections.all()
    if others.filter(code=entry.code).exists():
        raise CannotBeSo("code", f"Area {entry.code} is there already. Give this one another letter or number.")


def _bring(rules: list[RuleVersion], to: Section) -> None:
    """Let the rules follow those of another area."""
    last = to.rules.last()
    for place, rule in enumerate(rules, start=last.order + 1 if last else FAR):
        rule.section, rule.order = to, place
        rule.save(update_fields=["section", "order"])
    put_in_order(list(to.rules.all()))


def _joined(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)
