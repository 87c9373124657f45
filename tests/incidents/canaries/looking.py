"""What somebody gets from an address, as text that is the same whenever it says the same.

Nothing here is about incidents: whoever walks says which addresses, with which arguments.
"""

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from python_calamine import CalamineWorkbook

from people import zones
from people.models import User

Arguments = Mapping[str, Any]
# What is another with each answer and tells nothing: a form's token, a key by chance, a sealed mark of a page.
CHANGING = (
    (re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"'), "a token"),
    (re.compile(r'name="search" value="[^"]+"'), "a key"),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "a key"),
    (re.compile(r"\b(after|older|newer|search)=[\w\-=%]+"), r"\1=a mark"),
)
SHEET = "spreadsheetml"
ONLY_SENDS = 405


@dataclass(frozen=True)
class Seen:
    """One answer: its status and everything that stands in it, headers that lead elsewhere or name a file too."""

    status: int
    text: str

    @property
    def is_open(self) -> bool:
        return self.status == 200


def plain(text: str) -> str:
    """A text without what is another with each answer."""
    for pattern, instead in CHANGING:
        text = pattern.sub(instead, text)
    return text


def client_of(user: User | None) -> Client:
    """A browser in which `user` has just signed in; of nobody for None."""
    client = Client()
    if user:
        client.force_login(user)
        session = client.session
        zones.begin(session)
        session.save()
    return client


def look(client: Client, address: str, sent: Mapping[str, Any] | None = None, *, follow: bool = False) -> Seen:
    """Ask for an address, or send to it; what the request does is taken back."""
    with transaction.atomic():
        ask = client.get if sent is None else client.post
        response: Any = ask(address, sent or {}, follow=follow)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    headers = (response.headers.get(name, "") for name in ("Location", "Content-Disposition"))
    return Seen(response.status_code, plain("\n".join((*headers, _text(content, response)))))


def look_or_send(client: Client, address: str) -> Seen:
    """Ask for an address; where there is only something to send, send nothing to it."""
    found = look(client, address)
    return look(client, address, {}) if found.status == ONLY_SENDS else found


def is_let_in(user: User | None, view: Any) -> bool:
    """Whether a view opens to the role of `user`, whatever it then shows."""
    if getattr(view, "login_required", True) is False:
        return True
    return user is not None and user.has_perm(view.permission)


def _text(content: bytes, response: Any) -> str:
    if SHEET not in response.headers.get("Content-Type", ""):
        return content.decode(errors="replace")
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    return "\n".join(str(cell) for sheet in sheets for row in sheet for cell in row)


def addresses(namespaces: Iterable[str] | None = None) -> Iterator[tuple[str, URLPattern]]:
    """Every address of these parts of the portal, out of the resolver; "" is what stands in none, None is all of it."""
    wanted = None if namespaces is None else set(namespaces)
    for name, pattern in _patterns(get_resolver().url_patterns):
        if wanted is None or name.rpartition(":")[0] in wanted:
            yield name, pattern


def _patterns(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name or pattern.pattern}", pattern
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _patterns(pattern.url_patterns, prefix + inner)


def takes_arguments(name: str) -> bool:
    """Whether an address is about one thing."""
    try:
        reverse(name)
    except NoReverseMatch:
        return True
    return False


def of_nothing(arguments: Arguments) -> dict[str, Any]:
    """The same kind of arguments, of nothing that exists."""
    return {name: _nothing(value) for name, value in arguments.items()}


def _nothing(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return uuid.uuid4()
    return 0 if isinstance(value, int) else value
