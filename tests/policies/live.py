"""Reads a page as a browser would and lists what of it could do something: the static half of the payload tests."""

from html.parser import HTMLParser

ALIVE = {"script", "iframe", "object", "embed", "base", "style", "img", "video", "audio", "source", "math", "frame",
         "template", "noscript", "marquee", "animate", "xmp", "details-x"}  # fmt: skip
LEADING = {"href", "src", "action", "formaction", "data", "srcset", "poster", "background", "xlink:href", "hx-get",
           "hx-post", "srcdoc", "ping"}  # fmt: skip


class Live(HTMLParser):
    """What a part of a page could do. `own` are addresses of the portal itself, which any page may name."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in ALIVE:
            self.found.append(f"<{tag}>")
        for name, value in values.items():
            if name.startswith("on") or name in {"style", "srcdoc"} or name.startswith("data-hx-on"):
                self.found.append(f"{name} on <{tag}>")
            if name in LEADING and not self._is_harmless(value):
                self.found.append(f"{name}={value!r} on <{tag}>")

    def _is_harmless(self, address: str) -> bool:
        if address.startswith("/"):
            return not address.startswith(("//", "/\\"))
        return address.startswith(("#", "https://", "http://", "mailto:", "?"))


def main_of(html: str) -> str:
    """What stands in the page's own part: the masthead loads the portal's scripts, which are no text of anybody."""
    return html[html.index("<main") : html.index("</main>")]


def live(html: str) -> list[str]:
    """Everything in `main` that could act."""
    return Live(main_of(html)).found
