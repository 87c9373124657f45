"""The sentences that tell why a file is not kept, and what to do instead."""

from .limits import MEGABYTE


class RefusedFile(Exception):
    """The file cannot be kept. The message says what to do."""


_SCREENSHOT = "Take a screenshot of what it shows and choose that."
_PRINT = "Open it, print it to a new PDF and choose that, or take a screenshot."

EMPTY = "The file is empty. Save it again and choose it again."
DAMAGED_PICTURE = f"This picture is damaged or not whole. {_SCREENSHOT}"
MOVING = f"This picture moves. {_SCREENSHOT}"
TOO_DETAILED = f"This picture is too large to be kept when it is drawn anew. {_SCREENSHOT}"
DAMAGED_PDF = f"This PDF is damaged or not whole. {_PRINT}"
LOCKED_PDF = "This PDF is locked with a password or against changes. Print it to a new PDF and choose that."
ACTIVE_PDF = f"This PDF holds a program, or something that starts by itself. {_PRINT}"
FILES_IN_PDF = f"This PDF has other files inside. {_PRINT}"
MEDIA_IN_PDF = f"This PDF holds a film, a sound or a moving model. {_PRINT}"
FORM_IN_PDF = f"This PDF holds a form of a kind that is not kept. {_PRINT}"
RARE_PICTURES = f"This PDF holds pictures in a rare form. {_PRINT}"
PDF_BOMB = f"This PDF is far larger inside than it looks. {_PRINT}"
MARKUP = "This is a web page or a drawing made of text, which a browser could run. " + _SCREENSHOT
TOO_SLOW = f"The file takes too long to look through. {_SCREENSHOT}"
TOO_MUCH = f"The file is damaged, or it needs too much room. {_SCREENSHOT}"
NOT_NOW = "Too many files are being looked through just now. Wait a minute and send it again."
NO_PICTURE = "This is no picture. Save it as PNG, JPEG or WEBP and choose that."
UNKNOWN = (
    "This is none of the kinds that are kept: a picture (JPEG, PNG, WEBP), a PDF or plain text, whatever its name "
    f"says. {_SCREENSHOT}"
)


def is_something_else(found: str) -> RefusedFile:
    """`found` is the thing it is, "a film", "a Word document"."""
    return RefusedFile(f"This is {found}. Pictures (JPEG, PNG, WEBP), PDF and plain text are kept. {_SCREENSHOT}")


def too_large(limit_bytes: int) -> RefusedFile:
    return RefusedFile(f"The file is larger than {limit_bytes // MEGABYTE} MB. {_SCREENSHOT}")


def too_many_pixels(width: int, height: int, most: int) -> RefusedFile:
    return RefusedFile(
        f"The picture has {width:,} by {height:,} points; {most // 1_000_000} million are kept at most. {_SCREENSHOT}"
    )


def too_many_pages(most: int) -> RefusedFile:
    return RefusedFile(f"The PDF has more than {most} pages. Print the pages that matter to a new PDF and choose that.")
