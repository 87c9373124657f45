"""Finding every page that a person can come to by following links."""

from collections import Counter
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page

EXAMPLES = {"consent:entry": 5, "consent:import": 3, "policies:rule": 2}
FILES = ("consent:register", "-pdf", "-csv", "-file")  # names of what is a file, not a page


def walk(page: Page, *starts: str, only: Collection[str] = ()) -> Iterator[str]:
    """Go to each page once, an example or two of each kind, or of the kinds in `only`. Yields its address."""
    waiting, met, kinds = list(starts), set(starts), Counter[str]()
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if not kind or kind.endswith(FILES) or (only and kind not in only) or kinds[kind] >= EXAMPLES.get(kind, 1):
            continue
        kinds[kind] += 1
        page.goto(address)
        yield address
        for link in page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))"):
            path = urlsplit(link).path
            if link.startswith("/") and path not in met:
                met.add(path)
                waiting.append(path)


def kind_of(address: str) -> str:
    """The name of the page's address; empty for a file."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""
