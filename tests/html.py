"""Looks at a page the way no view test does: its heading, title, labels, and what it may not hold.

`faults(html)` lists what is wrong; `Page(html)` gives the parts a test may ask for. The test client in
`conftest.py` asks for every HTML answer, so that no page of any test goes unseen.
"""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LOADS = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "srcset", "form": "action"}
UNLABELLED = {"hidden", "submit", "button", "reset", "image"}


@dataclass
class Control:
    """A field that a person fills in, and the ways in which it may be labelled."""

    attributes: dict[str, str]
    in_label: bool

    @property
    def name(self) -> str:
        return self.attributes.get("name") or self.attributes.get("id") or "nameless control"


@dataclass
class Page(HTMLParser):
    """The parts of one page. `text` is what a person can read, in order."""

    html: str
    headings: list[str] = field(default_factory=list)
    title: str = ""
    text: str = ""
    controls: list[Control] = field(default_factory=list)
    labelled: set[str] = field(default_factory=set)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    refers: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []
        self.feed(self.html)
        self.close()
        self.headings = [" ".join(heading.split()) for heading in self.headings]
        self.title, self.text = " ".join(self.title.split()), " ".join(self.text.split())
        self.faults += [f"<{tag}> is never closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append(tag)
        if tag == "h1":
            self.headings.append("")
        if tag == "label" and values.get("for"):
            self.labelled.add(values["for"])
        is_shown = values.get("type") not in UNLABELLED and "hidden" not in values
        if tag in {"input", "select", "textarea"} and is_shown:
            self.controls.append(Control(values, "label" in self._open))
        self._note(tag, values)
        self._forbid(tag, values)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> closes <{self._open[-1] if self._open else 'nothing'}>")
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "svg" in self._open or "script" in self._open:
            return
        if "title" in self._open:
            self.title += data
            return
        self.text += f" {data}"
        if "h1" in self._open:
            self.headings[-1] += data

    def _note(self, tag: str, values: dict[str, str]) -> None:
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        for name in ("aria-describedby", "aria-labelledby", "aria-controls"):
            self.refers += values.get(name, "").split()
        if tag == "label" and values.get("for"):
            self.refers.append(values["for"])

    def _forbid(self, tag: str, values: dict[str, str]) -> None:
        self.faults += [f"inline {name} on <{tag}>" for name in values if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in values):
            self.faults.append(f"inline <{tag}>")
        if tag == "img" and "alt" not in values:
            self.faults.append(f"<img> without alt: {values.get('src')}")
        if tag == "html" and not values.get("lang"):
            self.faults.append("<html> without lang")
        loaded = values.get(LOADS.get(tag, ""), "")
        if "://" in loaded or loaded.startswith("//"):
            self.faults.append(f"<{tag}> loads or sends elsewhere: {loaded}")
        for name in ("href", "src", "action", "hx-get", "hx-post"):
            if values.get(name, "").strip().lower().startswith("javascript:"):
                self.faults.append(f"script in {name}")


def faults(html: str) -> list[str]:
    """Everything that is wrong with a page; empty if nothing is."""
    page = Page(html)
    found = list(page.faults)
    if len(page.headings) != 1:
        found.append(f"{len(page.headings)} headings <h1>: {page.headings}")
    elif not page.headings[0] or not page.title.removeprefix("Error: ").startswith(page.headings[0]):
        found.append(f"the title {page.title!r} does not begin with the heading {page.headings[0]!r}")
    found += [f"the id {name!r} stands {count} times" for name, count in Counter(page.ids).items() if count > 1]
    found += [f"no label for {control.name}" for control in page.controls if not _is_labelled(control, page)]
    present = set(page.ids)
    found += [f"nothing has the id {name!r}" for name in page.refers if name not in present]
    found += [f"no place #{link[1:]} to go to" for link in page.links if link[:1] == "#" and link[1:] not in present]
    return found


def _is_labelled(control: Control, page: Page) -> bool:
    own = control.attributes
    return bool(
        control.in_label
        or own.get("id") in page.labelled
        or own.get("aria-label", "").strip()
        or own.get("aria-labelledby", "").strip()
    )


def is_page(response: Any) -> bool:
    """Whether an answer is a whole HTML page (not a redirect, a download or a part)."""
    kind = response.headers.get("Content-Type", "")
    return kind.startswith("text/html") and not response.streaming and b"<html" in response.content[:2000].lower()
