"""Whom to ring when a child is at risk, and whom about those who are rung: names from the roles, numbers as set."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from people.models import RoleAssignment
from people.roles import Role
from people.settings import Key


@dataclass(frozen=True)
class Line:
    """Somebody to ring. `names` is empty where nobody holds the role, `phone` where the school set no number."""

    who: str
    names: tuple[str, ...]
    phone: str

    @property
    def dial(self) -> str:
        """The number as a telephone takes it.

        >>> Line("LADO", (), "01709 555 0160").dial, Line("LADO", (), "+44 (1709) 555-0160").dial
        ('017095550160', '+4417095550160')
        """
        return "".join(sign for sign in self.phone if sign.isdecimal() or sign == "+")


@dataclass(frozen=True)
class Ringing:
    """For a child at risk; and for what is about the headteacher or the safeguarding lead."""

    for_a_child: tuple[Line, ...]
    about_the_leading: tuple[Line, ...]


def whom_to_ring(own: dict[Key, str]) -> Ringing:
    """Names and numbers of today. One query."""
    today = timezone.localdate()
    held = (
        RoleAssignment.objects.in_force_on(today)
        .filter(Q(user__ends_on=None) | Q(user__ends_on__gte=today), role__in=(Role.DSL, Role.CHAIR))
        .select_related("user")
        .order_by("user__surname", "pk")
    )
    names: dict[tuple[str, bool], dict[str, None]] = {}
    for one in held:
        names.setdefault((one.role, one.is_cover and one.role == Role.DSL), {})[str(one.user)] = None
    return Ringing(
        (
            _line("Safeguarding lead", names.get((Role.DSL, False)), own[Key.LEAD_PHONE]),
            _line("Standing in for the safeguarding lead", names.get((Role.DSL, True)), own[Key.LEAD_COVER_PHONE]),
        ),
        (
            _line("Chair of governors", names.get((Role.CHAIR, False)), own[Key.CHAIR_PHONE]),
            _line("LADO, the designated officer of the local authority", None, own[Key.LADO_PHONE]),
        ),
    )


def _line(who: str, names: dict[str, None] | None, phone: str) -> Line:
    return Line(who, tuple(names or ()), phone.strip())
