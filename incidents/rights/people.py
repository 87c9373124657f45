"""Finding whose data a request asks for: pupils and contacts for those who see the pupil list, accounts for everybody
who keeps requests."""

from typing import Any
from uuid import UUID

from incidents.finding_people import FEWEST_LETTERS, MOST_SHOWN, Found, Match
from people.models import Pupil, PupilContact, User
from people.names import fold
from people.permissions import Permission

PUPIL, CONTACT, ACCOUNT = "pupil", "contact", "user"


def find_whose(user: User, text: str) -> Found:
    """Whoever is called so: pupils, leavers too, contacts, accounts. Three queries."""
    words = fold(text.replace(",", " ")).split()
    if sum(map(len, words)) < FEWEST_LETTERS:
        return Found(text, too_short=True)
    people: list[Match] = []
    if sees_pupils(user):
        for pupil in Pupil.objects.called_like(text)[: MOST_SHOWN + 1]:
            people.append(Match(f"{PUPIL}:{pupil.public_id.hex}", str(pupil), _note_on_pupil(pupil)))
        people += _contacts(words)
    accounts = [one for one in User.objects.all() if _fits(f"{one.title} {one.forename} {one.surname}", words)]
    people += [Match(f"{ACCOUNT}:{one.pk}", str(one), _note(one)) for one in accounts[: MOST_SHOWN + 1]]
    return Found(text, people[: MOST_SHOWN * 2], len(people) > MOST_SHOWN * 2)


def _note_on_pupil(pupil: Pupil) -> str:
    """What tells two children of one name apart: the year group, the birthday, when somebody left."""
    year = pupil.year_group_in_words
    born = f"born on {pupil.born_on:%-d %B %Y}" if pupil.born_on else ""
    left = f"left on {pupil.left_on:%-d %B %Y}" if pupil.left_on else ""
    return ", ".join(one for one in ("Pupil", year, born, left) if one)


def sees_pupils(user: User) -> bool:
    """Whether `user` finds children and their contacts here; the data-protection officer finds accounts alone."""
    return user.has_perm(Permission.PEOPLE_VIEW)


def _contacts(words: list[str]) -> list[Match]:
    """Each contact once a name and address, with the child beside whom it stands first."""
    found: dict[tuple[str, str], Match] = {}
    for one in PupilContact.objects.filter(folded_name__contains=words[0]).select_related("pupil").order_by("pk"):
        if _fits(one.name, words):
            match = Match(f"{CONTACT}:{one.pk}", one.name, f"On the contact list of {one.pupil}")
            found.setdefault((one.folded_name, one.folded_email), match)
    return list(found.values())[: MOST_SHOWN + 1]


def _fits(name: str, words: list[str]) -> bool:
    parts = fold(name).split()
    return bool(words) and all(any(part.startswith(word) for part in parts) for word in words)


def _note(user: User) -> str:
    return "Account" if user.is_active else f"Account, ended on {user.ends_on:%-d %B %Y}"


def chosen(user: User, key: str) -> dict[str, Any] | None:
    """Whom a button names, as `say_whose` takes it; None for nobody whom `user` may find."""
    kind, _, value = key.partition(":")
    sees = sees_pupils(user)
    if kind == PUPIL and sees:
        try:
            found: Any = Pupil.objects.filter(public_id=UUID(value)).first()
        except ValueError:
            return None
        return {"pupil": found} if found else None
    if not value.isdecimal() or len(value) > 12:
        return None
    if kind == CONTACT and sees:
        found = PupilContact.objects.filter(pk=value).first()
        return {"contact": found} if found else None
    found = User.objects.filter(pk=value).first() if kind == ACCOUNT else None
    return {"user": found} if found else None
