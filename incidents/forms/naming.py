"""The people of a report while it is a draft: kept as who was chosen or typed, read anew at each step."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from incidents.actions.reporting import Linked
from incidents.actions.routing import standing_by
from incidents.finding_people import ACCOUNT, PUPIL, accounts_to_name, roles_today
from incidents.models import CasePerson
from incidents.walls import Standing
from people.models import Pupil, User
from people.names import clean

from .reporting import line

Part = CasePerson.Part
MOST = 60
TYPED = "typed"
UNKNOWN_ACCOUNT = "An unknown account"
# What somebody typed may be. Who holds a post has an account, and is chosen.
TYPED_STANDINGS = (
    Standing.PARENT,
    Standing.FORMER_STAFF,
    Standing.ACCOUNT,
    Standing.PUPIL,
    Standing.FORMER_PUPIL,
    Standing.STAFF,
    Standing.GOVERNOR,
    Standing.OTHER,
)
WORDS = {
    Part.SUBJECT: "It is about them",
    Part.AFFECTED: "Affected",
    Part.WITNESS: "Saw or heard it",
}


@dataclass(frozen=True)
class Named:
    """Somebody in a draft. `key` takes them out again; `note` is what they are to the school, in words."""

    key: str
    linked: Linked
    note: str

    @property
    def words(self) -> str:
        return WORDS[self.linked.part]


class NamesForm(forms.Form):
    """Somebody to link: looked for in the lists, or typed where they are on none."""

    find = line("Find a pupil, somebody who works here, or a governor", 80, "Two letters of the name are enough.")
    name = line("Not on a list? Type the name", 160, "In full. Of an account: what it calls itself.")
    standing = forms.ChoiceField(
        label="What are they?", required=False, choices=[("", "Choose"), *((one, one.label) for one in TYPED_STANDINGS)]
    )

    def clean_name(self) -> str:
        return " ".join(clean(self.cleaned_data["name"]).split())

    def one_typed(self, part: str) -> dict[str, str] | None:
        """Who was typed, for the draft; else None, with what is missing beside its box."""
        if not self.is_valid():
            return None
        name, standing = self.cleaned_data["name"], self.cleaned_data["standing"]
        if standing == Standing.ACCOUNT:
            name = name or UNKNOWN_ACCOUNT
        if not name:
            self.add_error("name", "Write the name.")
        if not standing:
            self.add_error("standing", "Choose what they are to the school.")
        return typed(name, standing, part)


def chosen(key: str, part: str) -> dict[str, str] | None:
    """What a draft keeps of somebody who was found: from which list, and who. None for what no button sends."""
    source, _, ref = key.partition(":")
    if source not in (PUPIL, ACCOUNT) or part not in Part.values or not (ref.isascii() and ref.isalnum()):
        return None
    return {"id": uuid.uuid4().hex[:10], "part": part, "source": source, "ref": ref}


def typed(name: str, standing: str, part: str) -> dict[str, str] | None:
    """The same of somebody who was typed."""
    if not name or standing not in TYPED_STANDINGS or part not in Part.values:
        return None
    return {"id": uuid.uuid4().hex[:10], "part": part, "source": TYPED, "standing": standing, "name": name}


def with_one_more(kept: Sequence[dict[str, Any]], one: dict[str, Any]) -> list[dict[str, Any]]:
    """Nobody stands in a report twice in the same part."""
    who = {key: value for key, value in one.items() if key != "id"}
    others = [other for other in kept if {key: other[key] for key in other if key != "id"} != who]
    return [*others, one][:MOST]


def read_people(kept: Iterable[Mapping[str, Any]], user: User) -> list[Named]:
    """The people of a draft as they are today, found again in the lists. At most four queries.

    Whoever cannot be found any more is left out.
    """
    rows = [row for row in ({str(k): str(v) for k, v in one.items()} for one in kept) if row.get("part") in Part.values]
    accounts = {str(one.pk): one for one in accounts_to_name().filter(pk__in=_numbers(rows))}
    roles = roles_today(accounts.values())
    pupils = {one.public_id.hex: one for one in Pupil.objects.visible_to(user).filter(public_id__in=_ids(rows))}
    people = []
    for row in rows:
        linked = _linked(row, accounts, roles, pupils)
        if linked:
            note = "Pupil" if linked.pupil else Standing(linked.standing).label
            people.append(Named(row.get("id", ""), linked, note))
    return people


def _linked(row: Mapping[str, str], accounts: Any, roles: Any, pupils: Mapping[str, Pupil]) -> Linked | None:
    part, ref = Part(row["part"]), row.get("ref", "")
    match row.get("source"):
        case "user" if ref in accounts:
            account = accounts[ref]
            standing = standing_by(roles[account.pk], Standing.FORMER_STAFF)
            return Linked(part, standing, str(account), user=account)
        case "pupil" if ref in pupils:
            return Linked(part, Standing.PUPIL, str(pupils[ref]), pupil=pupils[ref])
        case "typed" if row.get("standing") in TYPED_STANDINGS and row.get("name"):
            return Linked(part, Standing(row["standing"]), row["name"])
    return None


def _numbers(rows: Iterable[Mapping[str, str]]) -> list[int]:
    refs = (row.get("ref", "") for row in rows if row.get("source") == ACCOUNT)
    return [int(ref) for ref in refs if ref.isascii() and ref.isdecimal() and len(ref) < 10]


def _ids(rows: Iterable[Mapping[str, str]]) -> list[uuid.UUID]:
    found = []
    for row in rows:
        try:
            found += [uuid.UUID(row["ref"])] if row.get("source") == PUPIL else []
        except (KeyError, ValueError):
            continue
    return found
