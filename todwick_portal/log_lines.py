"""Lines of the log that tell what went wrong and where, never what somebody typed or whom it was about.

The message of an exception may hold anything: PostgreSQL names the value of a unique field, a conversion the text that
was no number. So of an exception stand its kind and the lines of code through which it came, and of an address what
stands before the question mark, without keys of records. Used by the portal and by gunicorn alike.
"""

import logging
import re
import traceback
from types import TracebackType

from django.core.exceptions import ImproperlyConfigured

FORM = "%(asctime)s %(levelname)s %(name)s %(message)s"
_QUERY = re.compile(r"(?<=[\w/])\?[^\s'\"<>]+")
_KEY = re.compile(r"(?<=/)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=/)")
_Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class LineFormatter(logging.Formatter):
    """One record as a line, and below it where an exception came from."""

    def __init__(self, fmt: str = FORM, datefmt: str | None = None) -> None:
        super().__init__(fmt, datefmt)

    def formatMessage(self, record: logging.LogRecord) -> str:
        return _KEY.sub("...", _QUERY.sub("?...", super().formatMessage(record)))

    def formatException(self, ei: _Fault) -> str:
        """The kinds of the exception and of what it came from, each with its lines of code, the outermost first."""
        told, seen = [], set[int]()
        fault = ei[1]
        while fault is not None and id(fault) not in seen:
            seen.add(id(fault))
            is_ours = isinstance(fault, ImproperlyConfigured)  # about a setting, in words of the portal
            told.append(f"{kind_of(fault)}: {fault}" if is_ours else kind_of(fault))
            frames = traceback.extract_tb(fault.__traceback__)
            told.extend(f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
            fault = fault.__cause__ or fault.__context__
        return "\n".join(told)


def kind_of(fault: BaseException) -> str:
    """What kind of fault it is, with its number where it has one: of the system, or of the database."""
    number = getattr(fault, "sqlstate", None) or getattr(fault, "errno", None)
    return f"{type(fault).__module__}.{type(fault).__qualname__}{f' {number}' if number else ''}"
