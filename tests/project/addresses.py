"""docs/addresses.md: every address of the portal, who may open it, what it does. `make addresses` writes it anew."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import django
from django.urls import URLPattern, URLResolver, get_resolver

from people.permissions import ROLE_PERMISSIONS
from people.roles import Role

PAGE = Path(__file__).resolve().parents[2] / "docs" / "addresses.md"
SHORT = {
    Role.HEAD: "head", Role.DSL: "safeguarding lead", Role.OFFICE: "office", Role.STAFF: "staff", Role.CHAIR: "chair",
    Role.VICE_CHAIR: "vice-chair", Role.CLERK: "clerk", Role.GOVERNOR: "governor", Role.DPO: "officer",
    Role.PARENT: "parent",
}  # fmt: skip
HEAD = """# Every address

Written by `make addresses` out of the program; a test compares this page with it. Who may open an address by role says
nothing yet of which records they find there: for those see [permissions.md](permissions.md). *Officer* is the
data-protection officer. Which addresses stay stable is said in [contract.md](contract.md).

| address | name | who | what |
|---|---|---|---|
"""


def patterns(
    found: Iterable[URLPattern | URLResolver], prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str, Callable]]:
    """(address, name, view) of every pattern, in the order of the program."""
    for one in found:
        if isinstance(one, URLPattern):
            yield _plain(f"{prefix}{one.pattern}"), f"{space}{one.name or ''}", one.callback
        else:
            inner = f"{one.namespace}:" if one.namespace else ""
            yield from patterns(one.url_patterns, f"{prefix}{one.pattern}", f"{space}{inner}")


def _plain(pattern: str) -> str:
    """As people write it: /policies/<slug>/, without the kind of a part or the marks of an expression."""
    plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", pattern)
    return "/" + re.sub(r"<\w+:(\w+)>", r"<\1>", plain).replace("^", "").replace("$", "").replace("\\", "")


def _who(view: Callable) -> str:
    permission = getattr(view, "permission", None)
    if permission is None:
        return "everybody" if getattr(view, "login_required", True) is False else "everybody signed in"
    roles = [role for role in Role if permission in ROLE_PERMISSIONS[role]]
    return "every role" if len(roles) == len(Role) else ", ".join(SHORT[role] for role in roles)


def _what(view: Callable) -> str:
    """The first sentence of what the program says of it; a view of a library says nothing here."""
    module = getattr(view, "__module__", "")
    if module.split(".")[0] not in {"todwick_portal", "incidents", "consent", "policies", "people", "audit"}:
        return ""
    said = " ".join((view.__doc__ or "").split())
    return re.split(r"(?<=\.) ", said)[0].replace("|", "/")


def written() -> str:
    """The whole page."""
    rows = [
        f"| `{address}` | `{name}` | {_who(view)} | {_what(view)} |"
        for address, name, view in patterns(get_resolver().url_patterns)
    ]
    return HEAD + "\n".join(sorted(rows)) + "\n"  # fmt: skip


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "todwick_portal.settings")
    django.setup()
    PAGE.write_text(written(), encoding="utf-8")
