"""Fetches a public page and looks at the page itself."""

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.test import Client

CSS = Path(__file__).resolve().parents[2] / "static" / "css" / "portal.css"
KILOBYTES_COLD, REQUESTS_COLD = 30_000, 4


class Page(HTMLParser):
    """What a page is made of: its headings, title, labels, controls, what it loads, its visible words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html, self.h1, self.title, self.words = html, [], "", ""
        self.loads: list[str] = []
        self.labels: set[str] = set()
        self.controls: list[str] = []
        self.ids: list[str] = []
        self.faults: list[str] = []
        self._inside: list[str] = []
        self.feed(html)
        self.words = " ".join(self.words.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in {"meta", "link", "input", "br", "path", "circle", "rect", "use", "img"}:
            self._inside.append(tag)
        if tag == "h1":
            self.h1.append("")
        if "id" in values:
            self.ids.append(values["id"] or "")
        self.faults += [f"{name} on {tag}" for name in values if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in values):
            self.faults.append(f"inline {tag}")
        self._count_loads(tag, values)
        if tag == "label":
            self.labels.add(values.get("for") or "")
        if tag in {"input", "select", "textarea"} and values.get("type") != "hidden":
            self.controls.append(values.get("id") or "")

    def _count_loads(self, tag: str, values: dict[str, Any]) -> None:
        if tag == "link" and values.get("rel") in {"stylesheet", "icon", "preload", "apple-touch-icon"}:
            self.loads.append(values["href"])
        if tag in {"script", "img", "iframe"} and values.get("src"):
            self.loads.append(values["src"])

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "title" in self._inside:
            self.title += data
        elif "h1" in self._inside:
            self.h1[-1] += data
        if "main" in self._inside:
            self.words += " " + data


def fetch(client: Client, address: str, status: int = 200) -> Page:
    """GET a page as the public and hold it to what every public page keeps."""
    response = client.get(address)
    assert response.status_code == status, response.status_code
    page = Page(response.content.decode())
    assert page.faults == []
    assert len(page.h1) == 1
    assert re.sub("^Error: ", "", page.title).startswith(page.h1[0].strip())
    assert page.title.startswith("Error: ") == ("errors" in page.ids)
    assert set(page.controls) <= page.labels
    assert len(page.ids) == len(set(page.ids))
    _is_light(response, page)
    return page


def _is_light(response: HttpResponse, page: Page) -> None:
    """Performance P15: no cookie, no other host, few and small files."""
    assert not response.cookies
    assert 1 + len(page.loads) <= REQUESTS_COLD
    assert all(address.startswith("/") for address in page.loads)
    assert "<script" not in page.html
    assert len(gzip.compress(response.content)) + len(gzip.compress(CSS.read_bytes())) <= KILOBYTES_COLD
