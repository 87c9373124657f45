"""Why a file is not read as a policy, and what to do about it."""

from people.spreadsheets import refusals as archives
from people.spreadsheets.limits import MEGABYTE
from people.spreadsheets.table import UnreadableFile


class NotAPolicy(Exception):
    """The file cannot be read as a policy. The message says what is wrong and how to mend it."""


_SAVE_AGAIN = "Open it in Word, save it as a Word document (.docx) and choose the new file."
_KINDS = "Choose a Word document (.docx), plain text (.txt) or Markdown (.md)."

EMPTY = "The file is empty. Choose the file that holds the text of the policy."
NO_WORDS = "There is not one sentence in this file. Choose the file that holds the text of the policy."
PICTURE_ONLY = (
    "There is no text in this document, perhaps only pictures of pages. Type the text or have it recognised, "
    "save it as a Word document (.docx) and choose that file."
)
OTHER_PAPER = (
    "This does not read like a policy: it tells nobody at school what they must or should do. Choose the file of the "
    "policy, or begin with an empty draft and write the rules there."
)
TABLE = "This is a table, not the text of a policy. " + _KINDS
LOCKED = "The file is locked with a password. Open it in Word, take the password off and choose it again."
MACROS = "The file holds macros (programs), which are never opened here. " + _SAVE_AGAIN
DAMAGED = "The file is damaged or was put together in a way that cannot be trusted. " + _SAVE_AGAIN
EMBEDDED = "A part of this document is another file inside it, which cannot be read here. " + _SAVE_AGAIN
TOO_MUCH = "The file needs too much memory, or it is damaged. Take the pictures out. " + _SAVE_AGAIN
TOO_SLOW = "The file takes too long to read. Take the pictures out. " + _SAVE_AGAIN
TOO_LONG = "The text is longer than any policy: more than {characters:,} characters. Save the policy alone in a file."
TOO_MANY_RULES = "The text has more than {rules:,} rules or headings. Save the policy alone in a file."


def is_a(found: str) -> NotAPolicy:
    """`found` is the thing it is: "a PDF", "a picture"."""
    return NotAPolicy(f"This is {found}, which cannot be read as a policy. {_KINDS}")


def save_as_word(found: str) -> NotAPolicy:
    """The same for a file whose text can be had by saving it in another way."""
    return NotAPolicy(f"This is {found}. {_SAVE_AGAIN}")


def unknown_ending(ending: str) -> NotAPolicy:
    """A text file with an ending that no policy has."""
    return NotAPolicy(f"A file that ends in {ending} is not read as a policy. {_KINDS}")


def too_large(limit_bytes: int) -> NotAPolicy:
    return NotAPolicy(f"The file is larger than {limit_bytes // MEGABYTE} MB. Take the pictures out. {_SAVE_AGAIN}")


def of_archive(fault: UnreadableFile) -> NotAPolicy:
    """The refusal of the zip file round a document, in words for a document."""
    said = str(fault)
    if said == archives.LOCKED:
        return NotAPolicy(LOCKED)
    if said == archives.MACROS:
        return NotAPolicy(MACROS)
    if said == str(archives.unpacks_too_large(50 * MEGABYTE)):
        return NotAPolicy(
            f"Unpacked, the file is larger than 50 MB, or it is packed in a way that no document is. {_SAVE_AGAIN}"
        )
    return NotAPolicy(DAMAGED)
