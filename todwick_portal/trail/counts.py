"""The counts in the details of an event, in words: how many rows, children, answers."""

MOST = 100_000_000

# Counts in the order in which they are told: one, several. Nothing is said of a count that is nought.
COUNTS = {
    "rows": ("row", "rows"),
    "rows_match": ("row used for a child", "rows used for a child"),
    "rows_review": ("row to sort out", "rows to sort out"),
    "rows_reject": ("row not used", "rows not used"),
    "columns": ("column understood", "columns understood"),
    "comments_unread": ("comment to read", "comments to read"),
    "outside_year": ("outside the school year", "outside the school year"),
    "new_yes": ("new yes", "new yes"),
    "new_no": ("new no", "new no"),
    "new_unclear": ("not clear", "not clear"),
    "new_blank": ("left empty", "left empty"),
    "yes_to_no": ("turned from yes to no", "turned from yes to no"),
    "no_to_yes": ("turned from no to yes", "turned from no to yes"),
    "answers_kept_by_later_loads": ("answer kept by a later load", "answers kept by later loads"),
    "new": ("new", "new"),
    "changed": ("changed", "changed"),
    "unchanged": ("unchanged", "unchanged"),
    "leaving": ("leaving", "leaving"),
    "left": ("left", "left"),
    "not_listed": ("not on the list", "not on the list"),
    "returned": ("came back", "came back"),
    "moving": ("moves up", "move up"),
    "placed": ("placed in a class", "placed in a class"),
    "unplaced": ("without a class", "without a class"),
    "places": ("place", "places"),
    "terms": ("term", "terms"),
    "half_terms": ("half-term", "half-terms"),
    "inset": ("INSET day", "INSET days"),
    "closed": ("day closed", "days closed"),
    "areas": ("part", "parts"),
    "rules": ("rule", "rules"),
    "laws": ("law", "laws"),
    "roles": ("role", "roles"),
    "children": ("child", "children"),
    "yes": ("yes", "yes"),
    "no": ("no", "no"),
    "ask": ("to ask the office about", "to ask the office about"),
    "files": ("file", "files"),
    "mails_held": ("mail held back", "mails held back"),
    "migrations": ("step of the tables", "steps of the tables"),
    "roles_ended": ("role had ended with it", "roles had ended with it"),
    "contacts": ("contact", "contacts"),
    "classes": ("class", "classes"),
    "school_accounts": ("school account", "school accounts"),
    "accounts": ("account ended", "accounts ended"),
    "people": ("person told", "people told"),
    "readings": ("reading due", "readings due"),
    "released": ("child held back no longer", "children held back no longer"),
    "events": ("event read", "events read"),
    "bytes": ("byte", "bytes"),
    "survey_files": ("survey file let go", "survey files let go"),
    "pupil_and_staff_lists": ("list let go", "lists let go"),
    "comments": ("comment let go", "comments let go"),
    "evidence_left_over": ("file of no case let go", "files of no case let go"),
    "added": ("rule added", "rules added"),
    "taken_off": ("rule taken off", "rules taken off"),
    "linked": ("person linked", "people linked"),
    "cases": ("incident", "incidents"),
    "hours": ("hour since it was reported", "hours since it was reported"),
    "mail_never_to_be_sent": ("mail that was never to be sent", "mails that were never to be sent"),
    "texts_of_mails": ("text of a mail let go", "texts of mails let go"),
}
# Lists of keys: how many are told, never which.
LISTS = {
    "decisions": ("place decided", "places decided"),
    "entries": ("answer", "answers"),
}


def counted(count: int, words: tuple[str, str]) -> str:
    """Nothing of nought, nor of what can be no count."""
    return f"{count:,} {words[0 if count == 1 else 1]}" if 0 < count < MOST else ""
