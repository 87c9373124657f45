"""The demo's five minutes: ten moments, one after the other. Each opens the product as the right person at the right
page."""

import datetime as dt
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from consent.class_lists import class_lists
from consent.models import ReviewEntry, SurveyImport
from consent.own import own_children
from consent.survey.verdict import Reason
from incidents.models import Case
from incidents.relations import Act
from incidents.sorts import Sort
from incidents.walls import Wall
from people.models import SchoolYear

from .demo.answers import PICTURE
from .scene import Scene, account, to
from .scene_finding import pictures_with_a_clock


def six_children() -> str:
    """The check with the six children of one picture chosen, for X; without them if they are not there."""
    teacher = account("teacher")
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


def stop_pictures() -> str:
    """The second of two taps for the parent's younger child, or else, where that was done, her own page."""
    parent = account("parent")
    children = [child for child in own_children(parent, timezone.localdate()) if child.can_stop] if parent else []
    if not children:
        return reverse("consent:mine")
    youngest = max(children, key=lambda child: child.pupil.born_on or dt.date.min)
    return reverse("consent:stop", args=[youngest.pupil.public_id])


def about_the_head() -> str:
    """The complaint about the headteacher that waits for the chair, or else the chair's list."""
    chair = account("chair")
    if chair is not None:
        waiting = Case.objects.allowing(Act.LIST, chair, Sort.COMPLAINT).open().filter(wall=Wall.HEAD)
        for case in waiting[:1]:
            return case.get_absolute_url()
    return reverse("incidents:complaints")


SCENES: tuple[Scene, ...] = (
    Scene(
        "teacher",
        "Miss Hallam, class 3H",
        "Six children, one picture, one answer",
        "In the corridor, on a phone: who must be left out, and where the picture can go instead. Tap Film, or a name.",
        six_children,
    ),
    Scene(
        "parent",
        "Mrs Cartwright, a parent, at 20:14",
        "Stop using pictures of my child",
        "Press Stop now. Nobody has to agree, and nobody asks why. From that minute on it counts.",
        stop_pictures,
    ),
    Scene(
        "office",
        "Mrs Okoro, school office, at 20:15",
        "Pictures to remove, with the hours running",
        "What is out with a child is listed in the same moment: where, who holds the account, until when. Tick what is "
        "gone. What is printed cannot be recalled, and it says so.",
        pictures_with_a_clock,
    ),
    Scene(
        "teacher",
        "Miss Hallam, the next morning",
        "The card of the class",
        "Who may be nowhere today: if you pressed Stop now, Poppy too. Who only in some places. It prints for the day.",
        to("consent:class-card", "3H"),
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
        to("consent:class", "3H"),
    ),
    Scene(
        "nobody",
        "A parent, without an account",
        "What the policy asks of parents",
        "Three rules, plainly said, readable on any phone in a second, without a cookie.",
        to("policies:audience", "social-media", "parents"),
    ),
    Scene(
        "nobody",
        "A parent, without an account",
        "A complaint about the headteacher",
        "Six short pages; one word is enough. Choose The headteacher, and read who will read it before you send: the "
        "chair of governors. The headteacher cannot see it.",
        to("incidents:complaint-new"),
    ),
    Scene(
        "chair",
        "Dr Vasquez, chair of governors",
        "What the headteacher cannot see",
        "One that came two days ago waits for the chair. Then look as Head: it is in no list, no number, no search.",
        about_the_head,
    ),
)
