"""What the demo school posted: a year of it, what came down again, and what is to come down now."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from uuid import UUID, uuid5

from django.utils import timezone

from audit.models import Actor
from audit.recorder import acting_as
from consent.actions.checks import record_check
from consent.actions.handing_over import hand_over
from consent.actions.leavers_pictures import list_pictures_of_leavers
from consent.actions.picture_reviews import Looked, record_picture_review
from consent.actions.posting import Posted, enter_post_later, register_post
from consent.actions.removal_steps import release_list, tick_look, tick_picture
from consent.checking import Use, judge
from consent.effective import Word
from consent.models import Purpose, RecordedCheck, RemovalItem, RemovalList
from consent.register import register_on
from consent.shown import judge_now
from people.models import Pupil, SchoolAccount, SchoolClass, SchoolYear, User
from people.school_year import first_day

from .answers import FLAGGED, SECOND_PARENT, STOPPED
from .diary import Happening
from .rows import weekday_before

_PAGES = UUID("5a0c2f0e-94a8-4c0b-8d5a-2f4a7b9be7c1")
_LINKS = {"x_twitter": "https://x.example/TodwickPrimary/", "facebook": "https://facebook.example/todwickprimary/"}
STOPPED_LATELY = "Kai Leung"
RANG = "Gracie Cowling"
POPPY = "Poppy Cartwright"  # her mother has the demo's account of a parent
# What was out before the portal: days before this school year began, where, with which names, what it shows, who.
_BEFORE = (
    (330, "prospectus", "none", "Cover of the prospectus", (FLAGGED, POPPY, "Maya Desai")),
    (250, "website", "none", "World Book Day", (FLAGGED, STOPPED_LATELY)),
    (205, "x_twitter", "first", "Winners of the maths quiz", (STOPPED_LATELY, "Finn O'Hara")),
    (150, "facebook", "none", "Summer fair", (RANG, "Esme Dawber")),
    (135, "facebook", "none", "Choir in the park", (STOPPED_LATELY, "Maya Desai")),
    (120, "x_twitter", "none", "Forest school", (FLAGGED, "Omar Siddiqui")),
    (80, "newsletter", "none", "Sports day, page 2", (POPPY, "Maya Desai", "Omar Siddiqui")),
)
# What Miss Hallam posts in the autumn, one after the other.
_AUTUMN = (
    ("x_twitter", "photo", "Seeds that we planted"),
    ("website", "photo", "Our Roman shields"),
    ("newsletter", "photo", "Harvest festival"),
    ("x_twitter", "photo", "A visitor with an owl"),
    ("display", "photo", "Portraits in charcoal"),
    ("website", "film", "Our assembly about the sea"),
    ("x_twitter", "photo", "Bridges that held a brick"),
)
FOUND = "Year 2 at the farm"


def happenings(people: dict[str, User], today: dt.date, answered: dt.date) -> Iterator[Happening]:
    """From the day on which this year's answers are in, a checked picture every nine days."""
    last = weekday_before(today, 7)
    for number, (slug, what, title) in enumerate(_AUTUMN):
        day = answered + dt.timedelta(days=2 + 9 * number)
        if day < last:
            yield Happening(day, "15:25", _posting(people["teacher"], slug, what, title, number))


def enter_what_was_out(people: dict[str, User], school_year: int) -> None:
    """The office goes through last year's accounts and papers; one picture shows a child who has left since."""
    begun = first_day(school_year)
    for days, slug, names, title, who in _BEFORE:
        _enter(slug, names, title, begun - dt.timedelta(days=days), _named(*who), people["office"])
    leaver = Pupil.objects.filter(left_on=begun).order_by("legal_surname", "legal_forename", "pk")[:1]
    title = "Leavers’ assembly"
    _enter("x_twitter", "none", title, begun - dt.timedelta(days=45), list(leaver), people["office"])
    with acting_as(Actor.WORKER):
        list_pictures_of_leavers()
    _finish(RemovalList.objects.get(pupil=leaver[0]), people, "")


def take_down_for_the_flagged(people: dict[str, User]) -> None:
    """Everything that can come down is down the next morning; the prospectus is printed. Parents may read so."""
    removal = RemovalList.objects.open().get(pupil=_named(FLAGGED)[0])
    _finish(removal, people, "Printed, and handed out at two open mornings.")
    release_list(removal=removal, by=people["office"])


def take_down_after_the_call(people: dict[str, User]) -> None:
    """Gracie's mother rang about Facebook: the head takes the picture down the same afternoon."""
    for removal in RemovalList.objects.open().filter(pupil=_named(RANG)[0]):
        _finish(removal, people, "")
        release_list(removal=removal, by=people["office"])


def look_through(people: dict[str, User], today: dt.date) -> None:
    """Miss Hallam has gone through the school's pictures on X."""
    account = SchoolAccount.objects.active().get(platform="X (Twitter)")
    looked = Looked(
        today - dt.timedelta(days=3 * 365), today, 2, today + dt.timedelta(days=182), "Two from the old climbing frame."
    )
    record_picture_review(account=account, looked=looked, key=uuid5(_PAGES, "look"), by=people["teacher"])


def take_one_down_late(people: dict[str, User]) -> None:
    """Of the pictures of a boy whose parents stopped two places, one is down and another is overdue."""
    items = RemovalItem.objects.open().filter(removal__pupil=_named(STOPPED_LATELY)[0]).order_by("pk")
    if item := items.filter(post__destination__slug="facebook").first():
        tick_picture(item=item, outcome=RemovalItem.Outcome.REMOVED, by=people["head"])


def find_another(people: dict[str, User], today: dt.date) -> None:
    """An older picture of the child who is not to be published turns up: it is listed at once."""
    _enter("x_twitter", "none", FOUND, today - dt.timedelta(days=300), _named(FLAGGED, "Esme Dawber"), people["office"])


def hand_over_a_picture(people: dict[str, User]) -> None:
    """Miss Hallam does not hold the account on Facebook: the head posts it for her."""
    check = _check(people["teacher"], _permitted("facebook", "photo")[:3], "facebook", "photo", "handed")
    if check and check.verdict == RecordedCheck.Verdict.ALL:
        hand_over(check=check, holder=people["head"], by=people["teacher"], note="Shared drive, 3H, the bridges.")


def _posting(teacher: User, slug: str, what: str, title: str, number: int) -> Callable[[], None]:
    def post() -> None:
        fine = _permitted(slug, what)
        pupils = fine[number % 3 : number % 3 + 4]
        check = _check(teacher, pupils, slug, what, title)
        if check:
            link = f"{_LINKS[slug]}{2026 + number}" if slug in _LINKS else ""
            posted = Posted(timezone.localdate(check.recorded_at), link, title)
            register_post(check=check, posted=posted, key=uuid5(_PAGES, title), by=teacher)

    return post


def _permitted(slug: str, what: str) -> list[Pupil]:
    """Children of the teacher's class with a yes for it now, by name."""
    year = SchoolYear.objects.year_on(timezone.localdate())
    here = SchoolClass.objects.get(code="3H", school_year=year)
    pupils = list(Pupil.objects.in_class(here, timezone.localdate()).filter(left_on=None))
    register = register_on(pupils, timezone.localdate())
    place = next(purpose for purpose in register.purposes if purpose.slug == slug)
    words = judge(register, pupils, Use(place, what))
    turning = {*SECOND_PARENT, *STOPPED}  # theirs would be listed to come down: one such list is enough
    fine = [pupil for pupil in pupils if words[pupil.pk] is Word.YES and str(pupil) not in turning]
    return sorted(fine, key=lambda pupil: (pupil.called, pupil.pk))


def _check(by: User, pupils: Sequence[Pupil], slug: str, what: str, key: str) -> RecordedCheck | None:
    use = Use(Purpose.objects.get(slug=slug), what)
    judged = judge_now(by, [pupil.pk for pupil in pupils], use)
    if not pupils or not judged.register.asked:
        return None
    return record_check(pupils=pupils, use=use, shown=judged.stamp, key=uuid5(_PAGES, f"check {key}"), by=by)


def _enter(slug: str, names: str, title: str, day: dt.date, pupils: Sequence[Pupil], office: User) -> None:
    use = Use(Purpose.objects.get(slug=slug), "photo", names)
    link = f"{_LINKS[slug]}{day:%Y%m%d}" if slug in _LINKS else ""
    enter_post_later(pupils=pupils, use=use, posted=Posted(day, link, title), key=uuid5(_PAGES, title), by=office)


def _finish(removal: RemovalList, people: dict[str, User], in_print: str) -> None:
    for item in removal.items.select_related("post__destination", "post__account").filter(done_at=None):
        stays = item.post.destination.slug == "prospectus"
        outcome = RemovalItem.Outcome.STAYS if stays else RemovalItem.Outcome.REMOVED
        by = (item.post.account and item.post.account.first_holder) or people["office"]
        tick_picture(item=item, outcome=outcome, by=by, note=in_print if stays else "")
    for look in removal.looks.select_related("account").filter(done_at=None):
        tick_look(look=look, removed=0, by=look.account.first_holder or people["office"])


def _named(*names: str) -> list[Pupil]:
    """The children who are called so, in this order; each has a name of their own in the school."""
    by_name: dict[str, Pupil] = {}
    for pupil in Pupil.objects.filter(left_on=None):
        by_name.setdefault(str(pupil), pupil)
        by_name.setdefault(f"{pupil.legal_forename} {pupil.legal_surname}", pupil)
    return [by_name[name] for name in names]
