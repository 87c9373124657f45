"""What people write into a policy, turned into HTML that is safe to show. The only place where that happens.

What goes on paper is read here too, and set by `papers/wording.py`.

Understood are **bold**, *italic*, links and lists, no more of Markdown: no headings, pictures, code or HTML, which
stand on the page as the signs they are. A link leads to http, https or mailto and names its host, so that no text
can send a reader to a script, to a file of their own or, without saying so, to another site.
"""

import re
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"a", "br", "em", "li", "ol", "p", "strong", "ul"}
LIST = {"class": "list"}
KEPT_TEXTS = 2048  # a policy has some two hundred; the same ones are asked for again and again
_LEADS_OUT = re.compile(r"(?:https?://[^\s/\\?#]|mailto:[^\s/\\])", re.IGNORECASE)


def leads_out(address: str) -> bool:
    """Whether a link may lead there: an address of the web with its host, or an e-mail address.

    >>> leads_out("https://www.gov.uk/"), leads_out("//evil.example"), leads_out("javascript:alert(1)")
    (True, False, False)
    """
    return bool(_LEADS_OUT.match(address))


class _Reader(MarkdownIt):
    """Markdown with the few signs that a policy needs."""

    def __init__(self) -> None:
        super().__init__("zero", {"breaks": True})
        self.enable(["emphasis", "escape", "link", "list", "newline"])

    def validateLink(self, url: str) -> bool:
        return leads_out(url)


_READER = _Reader()


@lru_cache(maxsize=KEPT_TEXTS)
def as_html(text: str) -> SafeString:
    """Paragraphs, with lists among them, of a text of several.

    >>> as_html("Ask **first**.")
    '<p>Ask <strong>first</strong>.</p>\\n'
    """
    return _safe(_READER.render(text))


@lru_cache(maxsize=KEPT_TEXTS)
def as_line(text: str) -> SafeString:
    """A text that stands inside a line of the page: no paragraphs, no lists.

    >>> as_line("[Ask](https://a.example) *first*")
    '<a href="https://a.example" rel="noopener noreferrer">Ask</a> <em>first</em>'
    """
    return _safe(_READER.renderInline(text))


@lru_cache(maxsize=KEPT_TEXTS)
def as_words(text: str) -> str:
    """The words of a text as they are read, without the signs that make them bold; a link says where it leads.

    For where words are compared one by one, and so cannot be HTML: it is not safe to show without escaping.

    >>> as_words("Ask **first**:\\n- at [the office](https://a.example)")
    'Ask first: • at the office (https://a.example)'
    """
    said, leads = [], []
    for token in _READER.parse(text):
        if token.type == "list_item_open":
            said.append(f" {token.info}. " if token.info else " • ")
        for part in token.children or ():
            if part.type == "link_open":
                leads.append(str(part.attrGet("href")))
            said.append(f" ({leads.pop()})" if part.type == "link_close" else part.content or _gap(part.type))
        said.append(" " if token.type == "inline" else "")
    return " ".join("".join(said).split())


def _gap(kind: str) -> str:
    return " " if kind in {"softbreak", "hardbreak"} else ""


def as_tokens(text: str) -> list[Token]:
    """A text of several paragraphs, as what it is made of: for what is no HTML."""
    return _READER.parse(text)


def as_line_tokens(text: str) -> list[Token]:
    """The same of a text that stands inside a line."""
    return [token for block in _READER.parseInline(text) for token in block.children or ()]


def _safe(html: str) -> SafeString:
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags=set(),
        attributes={"a": {"href"}, "ol": {"start"}},
        attribute_filter=_kept,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        set_tag_attribute_values={"ol": LIST, "ul": LIST},
    )
    return mark_safe(cleaned)  # noqa: S308 - what nh3 lets through is the list above


def _kept(tag: str, name: str, value: str) -> str | None:
    """What an attribute becomes. Only three are let through, and no title: a text that is seen by some alone."""
    if name == "href":
        return value if leads_out(value) else None
    return value if name in {"class", "rel", "start"} else None
