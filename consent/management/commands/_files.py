"""What the survey commands share: reading their files, and refusing in one line with exit code 2."""

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand

from consent.faults import ConsentFault
from consent.loading import UnreadableFile
from consent.survey.mapping import MappingFault


def read_bytes(path: str) -> bytes:
    """The bytes of a file named on the command line. Raises ConsentFault in words if there is none."""
    try:
        return Path(path).read_bytes()
    except OSError as fault:
        raise ConsentFault(f"{path}: cannot be read ({fault.strerror}). Check the name of the file.") from None


def check_year(school_year: int) -> int:
    """A school year that can be meant. Raises ConsentFault for any other number."""
    if not 2000 <= school_year <= 2099:
        raise ConsentFault(f"--school-year {school_year}: write the year in which it starts, such as 2026.")
    return school_year


def check_writable(path: str) -> str:
    """A file that can be written, before anything else is done. Raises ConsentFault in words."""
    try:
        with Path(path).open("a", encoding="utf-8"):
            return path
    except OSError as fault:
        raise ConsentFault(f"{path}: cannot be written ({fault.strerror}). Name another file.") from None


def digest(content: bytes) -> str:
    """What tells one file from another."""
    return hashlib.sha256(content).hexdigest()


@contextmanager
def refusing(command: BaseCommand, file: str = "") -> Iterator[None]:
    """Turn a fault of the input into one line on standard error and exit code 2."""
    try:
        yield
    except (ConsentFault, MappingFault, UnreadableFile) as fault:
        text = " ".join(str(fault).split())
        command.stderr.write(text if not file or file in text else f"{file}: {text}")
        sys.exit(2)
