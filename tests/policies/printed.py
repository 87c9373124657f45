"""What of a page goes on paper, as the browser prints it: passage by passage, in order."""

import re
from html.parser import HTMLParser

from tests.people.read_paper import ReadPaper

from .live import main_of

PASSAGES = {
    "p", "li", "h1", "h2", "h3", "dt", "dd", "td", "th", "div", "section", "ol", "ul", "table", "tr", "br",
    "blockquote", "summary", "details", "header", "nav", "form", "article",
}  # fmt: skip
EMPTY = {"br", "input", "use", "path", "rect", "circle"}
# Not printed at all, or said at the foot of every page instead.
LEFT_OUT = {"no-print", "print-only", "parts", "crumbs", "btn"}


class Printed(HTMLParser):
    """The passages of `main`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.passages: list[str] = [""]
        self._open: list[tuple[str, bool]] = []
        self.feed(main_of(html))
        self.passages = [" ".join(one.split()) for one in self.passages if one.strip()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        classes = set((values.get("class") or "").split())
        is_out = bool(LEFT_OUT & classes) or values.get("id") == "approved" or tag in {"form", "button"}
        is_out = is_out or ("hide" in classes and tag in {"h2", "caption"})
        if tag not in EMPTY:
            self._open.append((tag, is_out))
        if tag in PASSAGES:
            self.passages.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY:
            while self._open.pop()[0] != tag:
                pass
        if tag in PASSAGES:
            self.passages.append("")

    def handle_data(self, data: str) -> None:
        if not any(is_out for _, is_out in self._open):
            self.passages[-1] += data


def missing(html: str, paper: ReadPaper) -> list[str]:
    """The printed passages of a page that the paper does not say at their place, in the order of reading."""
    said, place, found = _letters(paper.words), 0, []
    for passage in Printed(html).passages:
        at = said.find(_letters(passage), place)
        if at < 0:
            found.append(passage)
        else:
            place = at + len(_letters(passage))
    return found


def _letters(text: str) -> str:
    """Letters and figures alone: a page has tags where paper has brackets."""
    return re.sub(r"\W", "", text)
