"""Finding the people of a report by typing: pupils on the list, and accounts of those who work here or govern."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from consent.class_lists import ClassLists, class_lists
from consent.finding import find as find_pupils
from people.models import Pupil, RoleAssignment, SchoolYear, User
from people.names import fold, without_title
from people.roles import Role

from .walls import OF_A_ROLE

MOST_SHOWN = 8
FEWEST_LETTERS = 2
PUPIL, ACCOUNT = "pupil", "user"
PARTS = re.compile(r"[,;/()&+:]| and | or ", re.IGNORECASE)
# A post as people write it, and who is meant by it.
POSTS = {
    "head": Role.HEAD,
    "headteacher": Role.HEAD,
    "head teacher": Role.HEAD,
    "safeguarding lead": Role.DSL,
    "dsl": Role.DSL,
    "chair": Role.CHAIR,
    "chair of governors": Role.CHAIR,
    "vice chair": Role.VICE_CHAIR,
    "vice chair of governors": Role.VICE_CHAIR,
    "clerk": Role.CLERK,
    "clerk to the governors": Role.CLERK,
}


@dataclass(frozen=True)
class Match:
    """Somebody who fits. `key` is what a button sends: the list it is from, and who."""

    key: str
    name: str
    note: str


@dataclass(frozen=True)
class Found:
    """Who fits what was typed: the first of them, and whether there are more."""

    text: str = ""
    people: list[Match] = field(default_factory=list)
    has_more: bool = False
    too_short: bool = False


def find_people(user: User, text: str) -> Found:
    """Pupils of today by the names they are called by, and accounts. A constant number of queries."""
    words = fold(text.replace(",", " ")).split()
    if sum(map(len, words)) < FEWEST_LETTERS:
        return Found(text, too_short=True)
    today = timezone.localdate()
    lists = class_lists(user, today, SchoolYear.objects.year_on(today))
    pupils = find_pupils(lists, text)
    accounts = [one for one in accounts_to_name() if _fits(one, words)]
    notes = notes_on(accounts[:MOST_SHOWN])
    people = [
        *(_of_account(one, notes[one.pk]) for one in accounts[:MOST_SHOWN]),
        *(_of_pupil(pupil, lists) for pupil in pupils.pupils[:MOST_SHOWN]),
    ]
    return Found(text, people, pupils.count > MOST_SHOWN or len(accounts) > MOST_SHOWN)


def called_the_same(name: str) -> list[Match]:
    """Accounts that a typed name or post may mean: it may be about them, and then they must not read it.

    A surname alone may, "Mrs Ashdown" as well as "J. Ashdown", and so may a post, "the headteacher".
    """
    accounts = accounts_called(name)
    notes = notes_on(accounts)
    return [_of_account(one, notes[one.pk]) for one in accounts[:MOST_SHOWN]]


def accounts_called(name: str) -> list[User]:
    """The accounts that a typed name or post may mean, and each part of it: "Mrs Ashdown, headteacher", "Mrs Ashdown
    and Mr Lee". An e-mail address finds nobody, known or not."""
    return list(dict.fromkeys(user for part in _parts(name) for user in _called(part)))


def posts_called(name: str) -> set[Role]:
    """The posts that a typed name, or a part of it, means: "the headteacher"."""
    words = (_words(part.replace("-", " ")) for part in _parts(name))
    posts = {" ".join(word for word in found if word not in {"the", "our"}) for found in words}
    return {POSTS[post] for post in posts if post in POSTS}


def is_called(user: User, name: str) -> bool:
    """Whether a typed name, or a part of it, may mean `user`: by a title and a surname as well as by the whole name."""
    return any(_may_mean(user, part) for part in _parts(name))


def _parts(name: str) -> list[str]:
    return [part for part in dict.fromkeys([name, *(part.strip() for part in PARTS.split(name))]) if part]


def _words(text: str) -> list[str]:
    return fold(text).split()


def _may_mean(user: User, name: str) -> bool:
    typed = {word for word in _words(without_title(name).replace(".", " ")) if len(word) > 1} - {"the"}
    return bool(typed) and typed <= set(_words(f"{user.forename} {user.surname}"))


def _called(name: str) -> list[User]:
    post = " ".join(word for word in _words(name.replace("-", " ")) if word not in {"the", "our"})
    holders = User.objects.holding(POSTS[post]) if post in POSTS else User.objects.none()
    fitting = [one for one in accounts_to_name() if _may_mean(one, name)]
    return list(dict.fromkeys([*holders, *fitting]))


def accounts_to_name():
    """Everybody who works or worked here, or sits or sat on the governing board, and has an account, ended or not.

    `left_on` is the last day of the posts that they held; nothing opens to anybody by being named.
    """
    held = RoleAssignment.objects.filter(user=OuterRef("pk"), role__in=[str(role) for role in OF_A_ROLE])
    last = held.order_by("-ends_on").values("ends_on")[:1]
    return User.objects.filter(Exists(held)).annotate(left_on=Subquery(last))


def notes_on(accounts: Iterable[User]) -> dict[int, str]:
    """What each of these accounts is to the school, in words: the posts of today, or since when there is none."""
    found = list(accounts)
    roles = roles_today(found)
    return {one.pk: _posts(roles[one.pk]) or _left(one) for one in found}


def _posts(roles: frozenset[Role]) -> str:
    return ", ".join(role.label for role in OF_A_ROLE if role in roles)


def _left(user: User) -> str:
    """The last day of the account, or of the posts where the account works on, such as a parent's."""
    day = user.ends_on if not user.is_active else getattr(user, "left_on", None)
    return f"Left on {day:%-d %B %Y}" if day else "Not here any more"


def roles_today(users: Iterable[User]) -> dict[int, frozenset[Role]]:
    """The roles of today of several people, by row number; none for an account that has ended. One query."""
    there = [user.pk for user in users if user.is_active]
    found: dict[int, set[Role]] = defaultdict(set)
    for key, role in RoleAssignment.objects.in_force().filter(user__in=there).values_list("user", "role"):
        found[key].add(Role(role))
    return defaultdict(frozenset, {key: frozenset(roles) for key, roles in found.items()})


def _fits(user: User, words: list[str]) -> bool:
    parts = fold(f"{user.title} {user.forename} {user.surname}").split()
    return all(any(part.startswith(word) for part in parts) for word in words)


def _of_account(user: User, note: str) -> Match:
    return Match(f"{ACCOUNT}:{user.pk}", str(user), note)


def _of_pupil(pupil: Pupil, lists: ClassLists) -> Match:
    label = lists.class_of(pupil)
    return Match(f"{PUPIL}:{pupil.public_id.hex}", str(pupil), f"Pupil, {label}")
