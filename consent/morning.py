"""What stands in the morning mail of photo permission: pictures to remove with their clock, requests, answers to sort
out, pictures handed over to be posted. Numbers and days, no name and no place (security 2.4).
"""

from collections.abc import Iterator

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone

from people.models import User
from people.morning import Lines, MailDay, Waits, on
from people.permissions import Permission

from .models import PhotoRequest, PostHanding
from .removals_waiting import waiting_removals
from .sorting import desk


def waiting_of_permission(day: MailDay) -> Lines:
    """What waits for a person of photo permission. The pictures are read once for everybody."""
    removals, handed = waiting_removals(day), _handed()

    def lines(user: User) -> Iterator[Waits]:
        yield from removals(user)
        if user.has_perm(Permission.PHOTO_REQUEST_ANSWER):
            yield from _requests(user, day)
        if user.has_perm(Permission.CONSENT_CORRECT) and day.is_school_day:
            yield from _answers(user, day)
        if count := handed.get(user.pk):
            yield Waits(
                count, "checked picture handed to you to post", "checked pictures handed to you to post",
                reverse("consent:posts"),
            )  # fmt: skip

    return lines


def _handed() -> dict[int, int]:
    """How many wait to be posted, by whom."""
    waiting = PostHanding.objects.waiting().order_by().values_list("holder_id")
    return dict(waiting.annotate(count=Count("pk")))


def _requests(user: User, day: MailDay) -> Iterator[Waits]:
    asked = PhotoRequest.objects.visible_to(user).open().order_by()
    found = asked.aggregate(count=Count("pk"), late=Count("pk", filter=Q(due_on__lt=day.today)), first=Min("due_on"))
    if found["count"]:
        first = on(found["first"])
        yield Waits(
            found["count"], "request about a picture to answer", "requests about pictures to answer",
            reverse("consent:requests"), f"overdue since {first}" if found["late"] else f"the first by {first}",
            presses=found["first"] <= day.last,
        )  # fmt: skip


def _answers(user: User, day: MailDay) -> Iterator[Waits]:
    """As the start page counts them."""
    found = desk(user, day.today)
    if found.count:
        since = [entry.opened_at for entry in (*found.entries, *found.comments)]
        note = f"the oldest of {on(timezone.localdate(min(since)))}" if since else ""
        one, many = "thing about photo permission to sort out", "things about photo permission to sort out"
        made_of = f" ({found.in_words})"
        yield Waits(found.count, one + made_of, many + made_of, reverse("consent:review"), note)
