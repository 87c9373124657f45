"""Which cases are counted in what the headteacher makes and all governors read.

What is about the headteacher, the chair, a governor, the clerk, how data was used or nobody yet is in none of it, so
that no total lets it be found by subtraction; whether there is such a case changes no number (requirements 1.15).
"""

from django.db.models import Exists, OuterRef

from incidents.list_filter import in_days
from incidents.models import Case, CasePerson
from incidents.models.cases import CaseQuerySet
from incidents.sorts import Sort
from incidents.walls import Wall
from people.models import User
from people.roles import Role

from .periods import Period

COUNTED = (Wall.PUPIL, Wall.STAFF)


def counted(sort: Sort) -> CaseQuerySet:
    """Those of one sort that are counted at all. What is about somebody who is headteacher today is not among them
    whatever its wall: a closed one is not routed again when a deputy becomes head, and the new head, whose list does
    not hold it, would find it by subtraction."""
    heads = User.objects.holding(Role.HEAD).order_by().values("pk")
    about_head = CasePerson.objects.subjects().filter(case=OuterRef("pk"), user__in=heads)
    return Case.objects.filter(sort=sort, wall__in=COUNTED).exclude(Exists(about_head))


def counted_in(period: Period, sort: Sort) -> CaseQuerySet:
    """Those that came in during a term, in no order."""
    return in_days(counted(sort), period.first, period.last).order_by()
