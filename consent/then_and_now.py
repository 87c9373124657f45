"""Posts with the permission of each child then and now: what was so when it went out, beside what holds today."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from people.models import Pupil

from . import checking
from .checking import Use
from .compared import names_in_full
from .effective import Word
from .evidence import statuses_of
from .models import Post, PostedChild
from .namesakes import called_apart
from .nowhere import nowhere
from .register import Register, register_on


@dataclass(frozen=True)
class ChildThenNow:
    """One child of a post: the teacher's word then and today; for the office the status of each permission."""

    pupil: Pupil
    name: str
    then: Word
    now: Word
    statuses: tuple[tuple[str, str, str], ...] = ()  # label, then, now

    @property
    def has_ended(self) -> bool:
        """Whether permission was there and is there no more."""
        return self.then is Word.YES and self.now is not Word.YES


@dataclass(frozen=True)
class PostThenNow:
    """A post and its children. `nowhere`: why nothing goes out there today, whatever was answered."""

    post: Post
    children: list[ChildThenNow]
    nowhere: str = ""

    @property
    def without_now(self) -> list[ChildThenNow]:
        """Who has no permission for it today."""
        return [child for child in self.children if child.now is not Word.YES]

    @property
    def leavers(self) -> list[ChildThenNow]:
        return [child for child in self.children if child.pupil.left_on]

    @property
    def is_permitted_now(self) -> bool:
        return not self.without_now


def then_and_now(posts: Sequence[Post], today: dt.date, *, in_full: bool = False) -> list[PostThenNow]:
    """Each of `posts` beside `today`. As many queries for a page of them as for one."""
    rows: dict[int, list[PostedChild]] = defaultdict(list)
    found = PostedChild.objects.filter(post__in=[post.pk for post in posts]).order_by("pk")
    for row in found.select_related("pupil").defer("pupil__do_not_publish_reason", "answers"):
        rows[row.post_id].append(row)
    pupils = list({row.pupil_id: row.pupil for of_post in rows.values() for row in of_post}.values())
    register = register_on(pupils, today)
    return [_of_post(post, rows[post.pk], register, in_full) for post in posts]


def _of_post(post: Post, rows: Sequence[PostedChild], register: Register, in_full: bool) -> PostThenNow:
    place = next((p for p in register.purposes if p.pk == post.destination_id), post.destination)
    use = Use(place, post.what, post.names)
    pupils = [row.pupil for row in rows]
    words, names = checking.judge(register, pupils, use), names_in_full(pupils, called_apart(pupils))
    children = [
        ChildThenNow(
            row.pupil, names[row.pupil_id], Word(row.word), words[row.pupil_id],
            _statuses(row, register) if in_full else (),
        )
        for row in rows
    ]  # fmt: skip
    return PostThenNow(post, children, nowhere(register, checking.wanted_for(register, use)))


def _statuses(row: PostedChild, register: Register) -> tuple[tuple[str, str, str], ...]:
    labels = {purpose.slug: purpose.label for purpose in register.purposes}
    now = statuses_of(register, row.pupil, register.purposes)
    return tuple((labels.get(slug, slug), then, str(now.get(slug, ""))) for slug, then in row.statuses.items())


def ended_posts(today: dt.date) -> list[int]:
    """The row numbers of the posts that stand in which somebody has no permission today. For a filter: it looks at
    all of them, in a constant number of queries."""
    posts = list(Post.objects.standing().select_related("destination"))
    return [one.post.pk for one in then_and_now(posts, today) if not one.is_permitted_now]
