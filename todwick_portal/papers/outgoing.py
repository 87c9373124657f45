"""Every way out of this server, as it is set up now. There is no other one: tests/papers/test_outgoing.py."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from todwick_portal.upkeep.certificate import has_certificate

from .documents import Document, Part, facts, grid, points, words


@dataclass(frozen=True)
class Way:
    """One connection from the server to somewhere else. `key` is how activities name it; `where` the host, or what is
    done instead; `is_out` whether anything leaves the machine."""

    key: str
    what: str
    where: str
    data: str
    when: str
    who: str
    set_by: str
    is_out: bool = True


# What a way is called where everybody reads it: no host, no port, nothing of how the server is built.
PUBLIC_NAMES = {"mail": "Mail", "sign-in": "Signing in", "database": "Database", "storage": "Files"}
MAIL_DATA = (
    "The address, a subject, and a text that names no child and nobody whom a case is about; codes and links to sign in"
)


def ways() -> list[Way]:
    """What the portal connects to, by its settings. Names of hosts only: no key, no password."""
    return [_mail(), *_sign_in(), *_database(), *_storage(), *_itself()]


def kinds_of_recipients() -> list[tuple[str, str]]:
    """For public pages: each kind of recipient once, with who it is and what they have. Several of one kind are one."""
    out = [way for way in ways() if way.is_out]
    found = []
    for key, name in PUBLIC_NAMES.items():
        who = dict.fromkeys(f"{way.who}." for way in out if way.key == key)
        data = dict.fromkeys(f"{way.data.rstrip('.')}." for way in out if way.key == key)
        if who:
            found.append((name, " ".join([*who, *data])))
    return found


def _mail() -> Way:
    """How mail leaves. In demo mode without EMAIL_URL, and with console://, it is printed and goes nowhere."""
    said = ("When the worker sends what waits", "EMAIL_URL")
    backend = settings.MAIL_TRANSPORT
    if backend.startswith("anymail."):
        name = backend.split(".")[2].replace("_", " ").title()
        return Way("mail", "Mail, by a service", name, MAIL_DATA, said[0], f"{name}, under a contract", said[1])
    if backend.endswith(".smtp.EmailBackend"):
        host = f"{settings.EMAIL_HOST}, port {settings.EMAIL_PORT}"
        way = "encrypted" if settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL else "not encrypted on the way"
        return Way("mail", f"Mail server, {way}", host, MAIL_DATA, said[0], "Whoever keeps the mail server", said[1])
    return Way("mail", "Mail", "Nowhere: it is printed to the log", MAIL_DATA, said[0], "Nobody", said[1], is_out=False)


def _sign_in() -> Iterator[Way]:
    """The services by which staff and governors may sign in; parents never do."""
    providers: list[dict[str, Any]] = settings.SIGN_IN_PROVIDERS
    for one in providers:
        host = urlsplit(one["settings"]["server_url"]).hostname or one["settings"]["server_url"]
        yield Way(
            "sign-in",
            f"Sign-in with {one['name']}",
            host,
            "A code that the service gave the browser, and the portal’s own key there; back come name and address of "
            "who signs in. Nothing about children.",
            "When somebody signs in that way",
            f"{one['name']}, under the school’s contract",
            f"{'OIDC' if one['provider_id'] == 'school' else one['provider_id'].upper()}_CLIENT_ID",
        )


def _database() -> Iterator[Way]:
    """A database that is a server of its own."""
    host = settings.DATABASES["default"].get("HOST", "")
    if host and not host.startswith("/") and host not in {"localhost", "127.0.0.1", "::1"}:
        yield Way(
            "database", "Database server", host, "All rows", "All the time", "Whoever keeps that server", "DATABASE_URL"
        )


def _storage() -> Iterator[Way]:
    """Files that lie on another machine, where a storage of the settings is one over the network: it has a bucket."""
    stores: dict[str, Any] = settings.STORAGES
    for where in dict.fromkeys(filter(None, map(_host_of, (stores["default"], stores["evidence"])))):
        yield Way(
            "storage",
            "Storage for files (S3)",
            where,
            "Documents of policies, files of evidence, files of a complaint that is being written, and bundles with "
            "somebody’s data until their days are over",
            "When a file is added, opened or destroyed",
            "Whoever keeps that storage, under a contract",
            "S3_BUCKET",
        )


def _itself() -> Iterator[Way]:
    """The nightly look at the portal's own certificate. It goes to the portal itself and tells nobody anything."""
    where = urlsplit(settings.SITE_URL)
    if has_certificate():
        yield Way(
            "itself",
            "The portal’s own address",
            f"{where.hostname}, port {where.port or 443}: this portal itself",
            "The name of the portal, as a browser says it. Nothing about anybody.",
            "Each night, to see for how long its certificate is good",
            "Nobody else",
            "SITE_URL",
            is_out=False,
        )


def _host_of(store: dict[str, Any]) -> str:
    """The host of a storage with a bucket; empty for a folder."""
    options = store.get("OPTIONS", {})
    if not options.get("bucket_name"):
        return ""
    return urlsplit(options.get("endpoint_url") or "").hostname or f"s3.{options.get('region_name')}.amazonaws.com"


def backups() -> list[tuple[str, str]]:
    """For whom backups are sealed, by the beginning of each public key. Not a connection: a file in a folder."""
    return [
        (f"Public key {number}", f"{key[:12]}… Only who holds its private key opens a backup.")
        for number, key in enumerate(settings.BACKUP_RECIPIENTS, 1)
    ]


def document() -> Document:
    """The page of it."""
    found = ways()
    rows = [(way.what, way.where, way.data, way.when, way.who) for way in found]
    out = [way for way in found if way.is_out]
    count = "Nothing leaves" if not out else f"{len(out)} way{'s' * (len(out) > 1)} out of"
    lead = f"{count} this server as it is set up now. Read from its settings each time this page is opened."
    kept = backups() or [("Backups", "No public key is set, so none can be made (BACKUP_RECIPIENTS).")]
    return Document(
        "What leaves this server",
        lead,
        (
            Part(
                "ways",
                "Connections that the server makes",
                [grid(("What", "Where to", "What is sent", "When", "Who has it"), rows)],
            ),
            Part(
                "backups",
                "Backups",
                [
                    *words(
                        "A backup is a sealed file in a folder of the server. The portal sends it nowhere; whoever "
                        "runs the server carries it elsewhere."
                    ),
                    facts(*kept),
                ],
            ),
            Part("never", "What never leaves it", [points(*NEVER)]),
            Part("beside", "What this page cannot see", [points(*BESIDE)]),
        ),
    )


NEVER = (
    "No page loads anything from another site: no fonts, no scripts, no pictures, no maps. The browser is told to "
    "refuse it.",
    "Nobody counts visits. There is no advertising and no measuring, not by the makers of this portal either.",
    "The portal asks nobody for updates and reports no faults to anybody.",
    "A link to another site sends nothing until somebody follows it, and then not from which page.",
    "No text, name or picture goes to a service that writes, translates or judges by itself.",
)
BESIDE = (
    "What the machine itself does: its clock, its updates, the names of hosts that it looks up.",
    "Where mail goes on from the mail server, and what happens to files that somebody downloaded.",
    "Where backups are carried to.",
    "What a storage for files keeps of files that were destroyed: where it keeps old versions, 30 days at most by our "
    "guide to running the portal.",
)
