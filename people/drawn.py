"""Pieces of a page that are kept as they were drawn, by all that stands in them.

To draw the fifty rows of a list costs more than to ask for them, and most of them are the same on the next page. So
each is drawn by a template that is given nothing but plain words, and kept by these words: another word is another
piece. What is kept decides nothing. Whoever gets a piece had every word of it already, and what the database says now
is asked for each time (decision record 27).
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

MOST = 500  # of a process; beyond it the one that was wanted longest ago is drawn anew


class NotPlain(TypeError):
    """Something else than words, of which two that are drawn differently might be taken for the same."""


@lru_cache(maxsize=MOST)
def drawn(template: str, words: Any) -> SafeString:
    """What a template makes of a named tuple of words, each under its name. It may hold tuples of words in turn.

    The template sees no request, so that nothing of whoever asks can be in it: no token, no name, no nonce. It may not
    look at the clock. Raises NotPlain for anything but `str` itself: 1 is the same as True, and words that count as
    HTML already are the same as words that do not.
    """
    _only_plain(words)
    return mark_safe(get_template(template).render(words._asdict()).strip())  # noqa: S308 - Django escaped each word


def all_drawn(template: str, pieces: Iterable[Any]) -> SafeString:
    """Several pieces by one template, one after the other."""
    return mark_safe("".join([drawn(template, words) for words in pieces]))  # noqa: S308 - of pieces that are drawn


def forget_drawn() -> None:
    """Draw every piece anew from here on: for whoever changes templates or addresses while the program runs."""
    drawn.cache_clear()


def _only_plain(words: tuple[Any, ...]) -> None:
    for one in words:
        if isinstance(one, tuple):
            _only_plain(one)
        elif type(one) is not str:
            raise NotPlain(f"{one!r} is no plain text.")
