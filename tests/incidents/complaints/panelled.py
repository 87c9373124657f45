"""Complaints whose panel is arranged, for tests: asked for, named, days offered and fixed, papers, met."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from incidents.actions.complaint_going_on import ask_next_stage
from incidents.actions.panel_bundle import send_papers
from incidents.actions.panel_dates import fix_day, offer_dates, say_which_suit
from incidents.actions.panel_naming import Outside, name_panel
from incidents.complaint_author import Author
from incidents.complaints.abouts import About
from incidents.models import Case, Hearing, OfferedDate
from people.models import User
from people.roles import Role
from tests.factories import UserFactory
from tests.incidents.made import School, again

from .answered import answered
from .made import complain

OUTSIDE = (Outside("Ida Quill", "Anston Brook School", is_independent=True),)
WHERE = "The school library"


def now(case: Case) -> Case:
    """The complaint as it stands now."""
    return Case.objects.select_related("complaint").get(pk=case.pk)


def owner(school: School, about: About) -> User:
    """Who answers one about this."""
    if about in {About.HEAD, About.CLERK}:
        return school.chair
    return school.clerk if about in {About.GOVERNOR, About.CHAIR, About.BOARD} else school.head


def asked(school: School, about: About = About.STAFF, **said: Any) -> Case:
    """Answered by whoever owns it, and the next stage asked for."""
    case = complain(about, **said)
    case = answered(case, owner(school, about))
    ask_next_stage(author=Author(case), why="They did not read my letter.", form_key=uuid.uuid4())
    return now(case)


def governors(number: int) -> list[User]:
    """So many governors without a part in anything."""
    return [again(UserFactory(role=Role.GOVERNOR)) for _ in range(number)]


def named(case: Case, by: User, people: Sequence[User] | None = None, outside: Sequence[Outside] = ()) -> Case:
    """Three people are named."""
    people = governors(3 - len(outside)) if people is None else people
    name_panel(case=case, governors=people, outside=outside, form_key=uuid.uuid4(), by=by)
    return now(case)


def in_days(days: int, hour: int = 16) -> dt.datetime:
    """A moment so many days from now."""
    local = timezone.localtime() + dt.timedelta(days=days)
    return local.replace(hour=hour, minute=0, second=0, microsecond=0)


def offered(case: Case, by: User, *days: int) -> list[OfferedDate]:
    """Days are offered: in two weeks and a day later."""
    moments = [in_days(day) for day in days or (14, 15)]
    return offer_dates(case=now(case), moments=moments, reason="", form_key=uuid.uuid4(), by=by)


def suits(case: Case, *signs: str, words: str = "", companion: str = "My sister") -> Case:
    """Whoever complained says which suit."""
    author = Author(now(case))
    return say_which_suit(author=author, suiting=signs, companion=companion, words=words, form_key=uuid.uuid4())


def fixed(case: Case, by: User, sign: str, **said: Any) -> Hearing:
    """One of the days is fixed."""
    said = {"place": WHERE, "why": ""} | said
    return fix_day(case=now(case), sign=sign, form_key=uuid.uuid4(), by=by, **said)


def with_papers(case: Case, by: User, text: str = "The newsletter showed a child.", why_late: str = "") -> Hearing:
    """The papers are sent."""
    return send_papers(case=now(case), text=text, why_late=why_late, form_key=uuid.uuid4(), by=by)


def arranged(school: School, about: About = About.STAFF, people: Sequence[User] | None = None, **said: Any) -> Case:
    """Three people, a day in two weeks, and papers: what is left is to meet."""
    case = asked(school, about, **said)
    arranger = school.chair if about == About.CLERK else school.clerk
    case = named(case, arranger, people)
    first, _ = offered(case, arranger)
    suits(case, first.sign)
    fixed(case, arranger, first.sign)
    with_papers(case, owner(school, about))
    return now(case)
