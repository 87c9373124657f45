"""The kinds of record of this app, how long each is kept, and where the figure comes from (domain 1.8).

The figures are proposals until the school confirms them. Those of the Information and Records Management Society are
from its toolkit for schools, as known to whoever wrote this: the school checks them against the edition it follows.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.db.models import DateField, Exists, Max, OuterRef, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from .actions.erasing import (
    NOWHERE,
    OF_CASES,
    accounts_going,
    erase_account_of,
    erase_list,
    erase_pupil,
    hanging_on,
    is_erased,
    traces_of_account,
    traces_of_pupil,
)
from .disposal import NO_FIGURE, Kind, Went
from .models import DestructionRequest, KeepOrder, Pupil, PupilContact, RoleAssignment, RollImport, User
from .permissions import Permission
from .roles import Role

FEW = 20
# What is told of what goes; of the rest nobody is told a number.
TOLD = {
    "people.PupilContact": ("parent or carer", "parents and carers"),
    "people.ClassMembership": ("class", "classes"),
    "people.MarkPeriod": ("mark kept from when to when", "marks kept from when to when"),
    "consent.ConsentResponse": ("set of answers to a survey", "sets of answers to surveys"),
    "consent.ConsentDecision": ("decision about permission", "decisions about permission"),
    "consent.CheckedChild": ("check that they were in", "checks that they were in"),
    "consent.PostedChild": ("post that they were in", "posts that they were in"),
    "consent.RemovalList": ("list of pictures to remove", "lists of pictures to remove"),
    "consent.PhotoHold": ("request about pictures", "requests about pictures"),
    "consent.ReviewEntry": ("answer sorted out by a person", "answers sorted out by a person"),
}
CASES_STAY = (
    "Incidents and complaints, if any name them: each is kept for its own time. The name is blacked out there when "
    "that is over, or at once where the two say so; in one about staff or about safeguarding always when it is over.",
    "Pictures and PDFs there: a program cannot read a name in them. Whoever deals with them is told to look through "
    "them.",
    "Reports to governors and agreed policies: they stay word for word.",
    "The record of what happened: it holds numbers of rows, no names.",
    "Backups made before: throw them away when the next ones are proved.",
)


def reviewing(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """All of them for whoever looks after how long things are kept."""
    return rows if user.has_perm(Permission.RETENTION_REVIEW) else rows.none()


def may_ask(user: User, about: set[int]) -> bool:
    """The headteacher asks; where it is about the headteacher, the chair. Nobody about themself."""
    if user.pk in about:
        return False
    if Role.HEAD in user.roles:
        return True
    heads = set(User.objects.holding(Role.HEAD).values_list("pk", flat=True))
    return Role.CHAIR in user.roles and heads <= about


def second(about: set[int], first: User) -> tuple[str, QuerySet[User]] | None:
    """The chair confirms, else the vice-chair: whoever of them is neither the first nor one it is about."""
    for role in (Role.CHAIR, Role.VICE_CHAIR):
        people = User.objects.holding(role).exclude(pk__in=about).exclude(pk=first.pk)
        if people.exists():
            return str(role), people
    return None


def opened(slugs: tuple[str, ...], model: Any, user: User) -> QuerySet[Any]:
    """The records whose page somebody opens: all of a kind for whoever looks after how long things are kept; for the
    vice-chair those of which destruction waits for them, or that the chair had kept."""
    if user.has_perm(Permission.RETENTION_REVIEW):
        return model.objects.all()
    if Role.VICE_CHAIR not in user.roles or not user.has_perm(Permission.DISPOSAL_OPEN):
        return model.objects.none()
    asked = DestructionRequest.objects.waiting().filter(kind__in=slugs, second_role=Role.VICE_CHAIR)
    chairs = User.objects.holding(Role.CHAIR)
    kept = KeepOrder.objects.in_force().filter(kind__in=slugs, set_by__in=chairs)
    return model.objects.filter(Q(pk__in=asked.values("record")) | Q(pk__in=kept.values("record")))


def of_two(slug: str, about: Any, mine: Callable[[User], Q] | None = None, **fields: Any) -> Kind:
    """A kind that is about no case: headteacher and chair are the two, and the data-protection officer sees it. `mine`:
    the rows that are about somebody, for whom they do not exist here."""
    base = fields["rows"]

    def not_mine(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        return rows.exclude(mine(user)) if mine else rows

    return Kind(
        slug=slug,
        seen=lambda user: not_mine(reviewing(base(), user), user),
        opened=lambda user: not_mine(opened((slug, *fields.get("also_kept_as", ())), fields["model"], user), user),
        may_ask=lambda user, record: may_ask(user, about(record)),
        second=lambda record, first: second(about(record), first),
        keeps=lambda user, record: Role.CHAIR in user.roles and user.pk not in about(record),
        about=about,
        readers=lambda record: {Role.HEAD, Role.CHAIR, Role.DPO},
        names_to=lambda user: user.has_perm(Permission.RETENTION_REVIEW),
        **fields,
    )  # fmt: skip


def _reference(letter: str) -> Any:
    return lambda record: f"{letter}-{record.public_id.hex[:8].upper()}"


def by_uuid(record: Any) -> str:
    """The row and what no other row has: a restored portal gives numbers again."""
    return f"{record.pk} {record.public_id}"


def nobody(record: Any) -> set[int]:
    return set()


def _of_pupil(pupil: Pupil) -> set[int]:
    return {contact.user_id for contact in pupil.contacts.all() if contact.user_id}


def _still_here(pupil: Pupil) -> list[str]:
    """What the school needs to teach and look after a child stays as long as the child is here (article 17(3)(b))."""
    if pupil.left_on and pupil.left_on <= timezone.localdate():
        return []
    return ["The child is on the pupil list: the school needs the record as long as the child is here."]


def _held_with_accounts(pupil: Pupil) -> list[str]:
    """A parent's account that is kept goes with no child."""
    going = accounts_going(pupil).values("pk")
    is_kept = KeepOrder.objects.in_force().filter(kind__in=("parent", "staff"), record__in=going).exists()
    return [*_still_here(pupil), *(["An account of a parent that would go too is to be kept."] if is_kept else [])]


def _has_a_child(user: User) -> list[str]:
    return ["A child of theirs is here."] if _on_roll_of(user.pk).exists() else _still_works(user)


def _still_works(user: User) -> list[str]:
    return [] if user.ends_on and user.ends_on < timezone.localdate() else ["The account works. End it first."]


def _own_child(user: User) -> Q:
    return Q(Exists(PupilContact.objects.filter(pupil=OuterRef("pk"), user=user)))


def _oneself(user: User) -> Q:
    return Q(pk=user.pk)


def _last_class(pupil: Pupil) -> str:
    prefetch_related_objects([pupil], "memberships__school_class")
    last = max(pupil.memberships.all(), key=lambda one: (one.school_class.school_year, one.pk), default=None)
    where = f", last in {last.school_class.code} ({last.school_class.year_label})" if last else ""
    return f"Pupil{where}"


def _with_pupil(pupil: Pupil) -> Iterator[Went]:
    for rows in hanging_on(pupil, OF_CASES):
        if (words := TOLD.get(rows.model._meta.label)) and (count := rows.distinct().count()):
            yield Went(count, *words)
    if count := accounts_going(pupil).count():
        yield Went(count, "parent’s account", "parents’ accounts")


def _on_roll_of(user_key: Any) -> QuerySet[PupilContact]:
    today = timezone.localdate()
    here = Q(pupil__left_on=None) | Q(pupil__left_on__gt=today)
    return PupilContact.objects.filter(here, Q(ends_on=None) | Q(ends_on__gt=today), user=user_key)


def parents_without_a_child() -> QuerySet[User]:
    """Accounts that never had another role than parent, and no child here any more."""
    other = RoleAssignment.objects.filter(user=OuterRef("pk")).exclude(role=Role.PARENT)
    once = RoleAssignment.objects.filter(user=OuterRef("pk"), role=Role.PARENT)
    found = User.objects.filter(Exists(once) | Exists(PupilContact.objects.filter(user=OuterRef("pk"))))
    return found.filter(~Exists(other), ~Exists(_on_roll_of(OuterRef("pk")))).exclude(email__endswith=f"@{NOWHERE}")


def staff_who_left() -> QuerySet[User]:
    """Accounts that ended and had a role in the school."""
    other = RoleAssignment.objects.filter(user=OuterRef("pk")).exclude(role=Role.PARENT)
    return User.objects.filter(Exists(other), ends_on__lt=timezone.localdate()).exclude(email__endswith=f"@{NOWHERE}")


_LEFT = (
    PupilContact.objects.filter(user=OuterRef("pk")).order_by().values("user")
    .annotate(last=Max(Coalesce("pupil__left_on", "ends_on"))).values("last")
)  # fmt: skip
LAST_CHILD_LEFT = Coalesce(Subquery(_LEFT), "ends_on", TruncDate("created_at"), output_field=DateField())


def _account_key(user: User) -> str:
    return f"{user.pk} {user.created_at.isoformat()}"


def _find_pupils(text: str) -> list[Pupil]:
    found = Pupil.objects.called_like(text).prefetch_related("contacts", "memberships__school_class")
    return list(found[:FEW])


def _find_accounts(text: str, *, of_parents: bool) -> list[User]:
    """Accounts of which every word stands in name or address: of those who were never more than a parent, or of all
    others."""
    other = Exists(RoleAssignment.objects.filter(user=OuterRef("pk")).exclude(role=Role.PARENT))
    found = User.objects.filter(~other if of_parents else other).exclude(email__endswith=f"@{NOWHERE}")
    for word in text.split():
        found = found.filter(Q(forename__icontains=word) | Q(surname__icontains=word) | Q(email__icontains=word))
    return list(found.prefetch_related("assignments")[:FEW]) if text.split() else []


def _roles_once(user: User) -> str:
    roles = sorted({one.get_role_display() for one in user.assignments.all()})
    return f"Account: {', '.join(roles)}" if roles else "Account"


PUPILS = of_two(
    "pupil", _of_pupil, _own_child, label="Pupils who left", noun="Record of a pupil", model=Pupil,
    rows=lambda: Pupil.objects.filter(left_on__lte=timezone.localdate()), counts_from="left_on",
    counted="the day they left", months=72, is_known=False,
    source=f"{NO_FIGURE} The pupil file goes to the next school; here the proof of permission is kept as long as most "
    "claims can be made: six years (Limitation Act 1980).",
    key=by_uuid, reference=_reference("K"), described=_last_class, goes=_with_pupil, stays=CASES_STAY,
    parts=(erase_pupil,), traces=traces_of_pupil, named=str, find=_find_pupils,
    is_somebody=True, in_list=lambda pupil: pupil.year_group_in_words, holds_back=_held_with_accounts,
)  # fmt: skip
PARENTS = of_two(
    "parent", lambda user: {user.pk}, _oneself,
    label="Accounts of parents without a child here", noun="Account of a parent",
    model=User, also_kept_as=("staff",),
    rows=parents_without_a_child, counts_from=LAST_CHILD_LEFT, counted="the day their last child left",
    months=12, is_known=False, source=f"{NO_FIGURE} An account serves as long as a child is here; a year is left for "
    "questions afterwards.",
    key=_account_key, reference=lambda user: f"U-{user.pk}", described=_roles_once, goes=lambda user: (),
    stays=CASES_STAY, parts=(erase_account_of,), traces=traces_of_account, named=str, is_gone=is_erased,
    address="pk", is_somebody=True,
    holds_back=_has_a_child, find=partial(_find_accounts, of_parents=True),
)  # fmt: skip
STAFF = of_two(
    "staff", lambda user: {user.pk}, _oneself,
    label="Accounts of staff and governors that ended", noun="Account that ended",
    model=User, also_kept_as=("parent",),
    rows=staff_who_left, counts_from="ends_on", counted="the last day of the account", months=72,
    source="IRMS toolkit for schools: a personnel file is kept for six years after employment ends.",
    key=_account_key, reference=lambda user: f"U-{user.pk}", described=_roles_once, goes=lambda user: (),
    stays=("What they recorded, decided and wrote for others: it stays, by an account without a name.", *CASES_STAY),
    parts=(erase_account_of,), traces=traces_of_account, named=str, is_gone=is_erased,
    address="pk", is_somebody=True,
    holds_back=_still_works, find=partial(_find_accounts, of_parents=False),
)  # fmt: skip
LISTS = of_two(
    "list", nobody, label="Loads of pupil and staff lists", noun="Load of a list", model=RollImport,
    rows=lambda: RollImport.objects.filter(staged=None).exclude(
        status__in=(RollImport.Status.UPLOADED, RollImport.Status.PREVIEWED)),
    counts_from="uploaded_at", is_moment=True, counted="the day it was loaded", months=24, is_known=False,
    source=f"{NO_FIGURE} The file itself goes after a day; what stays is when it came and how many rows it had.",
    key=by_uuid, reference=_reference("L"), described=lambda load: load.get_kind_display(), goes=lambda load: (),
    in_list=lambda load: load.get_kind_display(),
    stays=("The pupils, classes and accounts that it brought.",), parts=(erase_list,),
)  # fmt: skip
KINDS = (PUPILS, PARENTS, STAFF, LISTS)
