"""What the commands that load lists share: reading the file, and refusing in one line with exit 2."""

import argparse
import sys
from pathlib import Path
from typing import NoReturn

from audit.commands import PlainCommand


def school_year_of(text: str) -> int:
    """A school year as the calendar year in which it starts."""
    if not (text.isdecimal() and 2000 <= int(text) <= 2100):
        raise argparse.ArgumentTypeError(
            f"{text} is no school year. Write the calendar year in which it starts, such as 2026."
        )
    return int(text)


class ListCommand(PlainCommand):
    """A command that takes a file of rows."""

    def refuse(self, path: Path, why: str) -> NoReturn:
        """Say in one line what is wrong with the file, and stop with exit 2."""
        self.stderr.write(" ".join(f"{path.name}: {why}".split()))
        sys.exit(2)

    def content(self, path: Path) -> bytes:
        """The bytes of the file."""
        try:
            return path.read_bytes()
        except OSError as error:
            self.refuse(path, f"cannot be read ({error.strerror}). Check the name and the folder.")

    def refuse_unwritable(self, report: Path | None) -> None:
        """A report that cannot be written stops the load before it begins."""
        if report and not report.resolve().parent.is_dir():
            self.refuse(report, "there is no such folder for the report. Make it first.")
        if report and report.is_dir():
            self.refuse(report, "the report needs the name of a file, this is a folder.")
