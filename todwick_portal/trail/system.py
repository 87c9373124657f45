"""The events of the portal itself, without a name or a word of anybody: what whoever runs the server may read
(access matrix, audit_log, read_system)."""

from audit.models import AuditEvent, Verb

from .words import in_words

GROUPS = {
    "accounts": ("account.", "role.", "cover."),
    "backups": ("backup.", "export.", "upkeep."),
    "chain": ("chain.",),
    "devices": ("device.",),
    "mail": ("mail.",),
    "retention": ("retention.",),
    "settings": ("setting.", "calendar.", "year.", "school_account."),
    "sign-in": ("session.", "second_step."),
}


def verbs_of(group: str | None) -> list[str]:
    """The verbs of one group, or of all. What is about children, answers or a policy is in none."""
    beginnings = GROUPS[group] if group else tuple(start for starts in GROUPS.values() for start in starts)
    return [str(verb) for verb in Verb if str(verb).startswith(beginnings)]


def in_one_line(event: AuditEvent) -> str:
    """One event: number, time, what, about which record and by whom by their numbers alone, details in words."""
    words = Verb(event.verb).label if event.verb in Verb.values else event.verb
    about = f"{event.target_model} {event.target_id}" if event.target_model else "-"
    by = f"account {event.by_id}" if event.by_id else event.actor
    details = event.details if isinstance(event.details, dict) else {}
    return "  ".join(
        [str(event.sequence), f"{event.at:%Y-%m-%d %H:%M:%S}Z", words, about, by, "; ".join(in_words(details, {}))]
    ).rstrip()
