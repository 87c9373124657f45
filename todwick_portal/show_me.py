"""The demo's eight moments worth seeing. Each opens the product as the right person at the right page."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from consent.class_lists import class_lists
from consent.models import ReviewEntry, SurveyImport
from consent.survey.verdict import Reason
from incidents.models import Case
from incidents.relations import Act
from incidents.sorts import Sort
from incidents.walls import Wall
from people.models import SchoolYear, User

from .demo.answers import PICTURE
from .demo_people import DEMO_PEOPLE


@dataclass(frozen=True)
class Scene:
    """One *Show me* link: who you become, where you land, and what you will see there."""

    person: str
    who: str
    title: str
    text: str
    find: Callable[[], str] = field(repr=False)

    @property
    def address(self) -> str:
        """Where the scene plays. It is looked up, for a visitor may have changed what waits."""
        return self.find()


def six_children() -> str:
    """The check with the six children of one picture chosen, for X; without them if they are not there."""
    teacher = _account("teacher")
    if teacher is None:
        return reverse("consent:check")
    today = timezone.localdate()
    lists = class_lists(teacher, today, SchoolYear.objects.year_on(today))
    chosen = [handle for handle, pupil in lists.handles().items() if str(pupil) in PICTURE]
    sent = {"where": "x_twitter", "what": "photo", "names": "none", "class": "3H", "p": chosen}
    return f"{reverse('consent:check')}?{urlencode(sent, doseq=True)}"


def doubtful_row() -> str:
    """A name that fits two children, or else the list of what waits."""
    entries = ReviewEntry.objects.open().filter(reason=Reason.SEVERAL_PUPILS.value)
    first = entries.order_by("opened_at", "record", "child").first()
    return first.get_absolute_url() if first else reverse("consent:review")


def unknown_layout() -> str:
    """A load that waits to have its questions matched, or else the page where one begins."""
    load = SurveyImport.objects.filter(status=SurveyImport.Status.UPLOADED).order_by("pk").first()
    return reverse("consent:mapping", args=[load.public_id]) if load else reverse("consent:import-new")


def one_class() -> str:
    """The class of the demo's teacher."""
    return reverse("consent:class", args=["3H"])


def stop_pictures() -> str:
    """What a parent finds at 20:14, without an account."""
    return reverse("consent:photo-request-new", args=["stop"])


def for_parents() -> str:
    """The policy as parents read it."""
    return reverse("policies:audience", args=["social-media", "parents"])


def complain() -> str:
    """Where a complaint begins, for anybody."""
    return reverse("incidents:complaint-new")


def about_the_head() -> str:
    """The complaint about the headteacher that waits for the chair, or else the chair's list."""
    chair = _account("chair")
    if chair is not None:
        waiting = Case.objects.allowing(Act.LIST, chair, Sort.COMPLAINT).open().filter(wall=Wall.HEAD)
        for case in waiting[:1]:
            return case.get_absolute_url()
    return reverse("incidents:complaints")


def _account(key: str) -> User | None:
    return User.objects.filter(email=next(p.email for p in DEMO_PEOPLE if p.key == key)).first()


SCENES: tuple[Scene, ...] = (
    Scene(
        "teacher",
        "Miss Hallam, class 3H",
        "Six children, one picture, one answer",
        "In the corridor, on a phone: who must be left out, and where the picture can go instead. Tap Film, or a name.",
        six_children,
    ),
    Scene(
        "office",
        "Mrs Okoro, school office",
        "Answers nobody could place",
        "Two children of one name, a misspelling, a grandmother: each waits, with the best guesses and why.",
        doubtful_row,
    ),
    Scene(
        "office",
        "Mrs Okoro, school office",
        "A survey in a layout nobody prepared for",
        "Ticks in one cell, a question asked the other way round: see what we make of each, and every change by name.",
        unknown_layout,
    ),
    Scene(
        "head",
        "Mr Penrose, headteacher",
        "One class at a glance",
        "All answers of 3H. The exceptions speak, a plain yes stays quiet; it prints on one page for the day.",
        one_class,
    ),
    Scene(
        "nobody",
        "A parent at 20:14, without an account",
        "Stop using pictures of my child",
        "Write Esme Dawber and send it. The teacher’s open page turns to ask the office, whatever it said before.",
        stop_pictures,
    ),
    Scene(
        "nobody",
        "A parent, without an account",
        "What the policy asks of parents",
        "Three rules, plainly said, readable on any phone in a second, without a cookie.",
        for_parents,
    ),
    Scene(
        "nobody",
        "A parent, without an account",
        "A complaint about the headteacher",
        "Six short pages. Choose The headteacher, and read who will read it before you send: the chair of governors. "
        "The headteacher cannot see it.",
        complain,
    ),
    Scene(
        "chair",
        "Dr Vasquez, chair of governors",
        "What the headteacher cannot see",
        "One that came two days ago waits for the chair. Then look as Head: it is in no list, no number, no search.",
        about_the_head,
    ),
)
