"""Finding the people of a report by typing: pupils on the list, and accounts of those who work here or govern."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
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
    roles = roles_today(accounts)
    people = [
        *(_of_account(one, roles[one.pk]) for one in accounts[:MOST_SHOWN]),
        *(_of_pupil(pupil, lists) for pupil in pupils.pupils[:MOST_SHOWN]),
    ]
    return Found(text, people, pupils.count > MOST_SHOWN or len(accounts) > MOST_SHOWN)


def called_the_same(name: str) -> list[Match]:
    """Accounts that a typed name or post may mean: it may be about them, and then they must not read it.

    A surname alone may, "Mrs Ashdown" as well as "J. Ashdown", and so may a post, "the headteacher".
    """
    typed = {word for word in fold(without_title(name).replace(".", " ")).split() if len(word) > 1} - {"the"}
    post = " ".join(word for word in fold(name.replace("-", " ")).split() if word not in {"the", "our"})
    holders = User.objects.holding(POSTS[post]) if post in POSTS else User.objects.none()
    fitting = [
        one for one in accounts_to_name() if typed and typed <= set(fold(f"{one.forename} {one.surname}").split())
    ]
    accounts = list(dict.fromkeys([*holders, *fitting]))
    roles = roles_today(accounts)
    return [_of_account(one, roles[one.pk]) for one in accounts[:MOST_SHOWN]]


def accounts_to_name():
    """Everybody who works or worked here, or sits or sat on the governing board, and has an account."""
    held = RoleAssignment.objects.filter(user=OuterRef("pk"), role__in=[str(role) for role in OF_A_ROLE])
    return User.objects.filter(Exists(held))


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


def _of_account(user: User, roles: frozenset[Role]) -> Match:
    labels = [role.label for role in OF_A_ROLE if role in roles]
    return Match(f"{ACCOUNT}:{user.pk}", str(user), ", ".join(labels) or "Not here any more")


def _of_pupil(pupil: Pupil, lists: ClassLists) -> Match:
    label = lists.class_of(pupil)
    return Match(f"{PUPIL}:{pupil.public_id.hex}", str(pupil), f"Pupil, {label}")
