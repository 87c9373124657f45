"""One page of the register of posts, newest first, by the post before it: page a hundred costs what page one costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from .models import Post
from .models.posts import PostQuerySet

SIZE = 25


@dataclass(frozen=True)
class PostPage:
    """The posts of one page, and the marks of the pages beside it; empty where there is none."""

    posts: Sequence[Post]
    newer: str = ""
    older: str = ""


def post_page(posts: PostQuerySet, *, newer: str = "", older: str = "", size: int = SIZE) -> PostPage:
    """The page before or after a post that the reader may see; the first one where there is no such post. At most three
    queries."""
    if mark := _mark(posts, newer):
        rows = list(posts.filter(_newer(mark)).order_by("posted_on", "pk")[: size + 1])
        if rows:
            page = rows[:size][::-1]
            return PostPage(page, newer=_name(page[0]) if len(rows) > size else "", older=_name(page[-1]))
    mark = _mark(posts, older)
    rows = list((posts.filter(_older(mark)) if mark else posts).newest_first()[: size + 1])
    page = rows[:size]
    return PostPage(
        page, newer=_name(page[0]) if mark and page else "", older=_name(page[-1]) if len(rows) > size else ""
    )


def _name(post: Post) -> str:
    return str(post.public_id)


def _mark(posts: PostQuerySet, name: str) -> Post | None:
    try:
        return posts.filter(public_id=UUID(name)).first() if name else None
    except ValueError:
        return None


def _older(mark: Post) -> Q:
    """As two conditions, so that the range of the index is used."""
    return Q(posted_on__lte=mark.posted_on) & (Q(posted_on__lt=mark.posted_on) | Q(pk__lt=mark.pk))


def _newer(mark: Post) -> Q:
    return Q(posted_on__gte=mark.posted_on) & (Q(posted_on__gt=mark.posted_on) | Q(pk__gt=mark.pk))
