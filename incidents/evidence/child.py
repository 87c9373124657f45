"""The child process that opens files of a case: `python -m incidents.evidence.child`.

It knows nothing of Django, holds no secrets and gives up memory, time and the writing of files before it looks at the
file. It reads one line of JSON (the limits) and the file from standard input, and answers on standard output with one
line of JSON and what is to be kept.
"""

import json
import sys
from typing import BinaryIO

from people.spreadsheets.confinement import give_up
from people.spreadsheets.limits import Limits

from . import refusals
from .kinds import FileKind, kind_of
from .limits import EvidenceLimits
from .refusals import RefusedFile


def main(source: BinaryIO, out: BinaryIO) -> None:
    """Make one file safe, or say why not."""
    limits = EvidenceLimits(**json.loads(source.readline()))
    give_up(Limits(memory_bytes=limits.memory_bytes, seconds=limits.seconds))
    try:
        if limits.shown_width:
            _answer_small(out, source.read(), limits)
        else:
            kind, kept = made_safe(source.read(), limits)
            _answer(out, {"kind": str(kind)}, kept)
    except RefusedFile as refusal:
        _answer(out, {"refused": str(refusal)})
    except MemoryError:
        _answer(out, {"refused": refusals.TOO_MUCH})
    out.flush()


def made_safe(content: bytes, limits: EvidenceLimits) -> tuple[FileKind, bytes]:
    """What the file is, and what is kept of it. Raises RefusedFile."""
    kind = kind_of(content)
    if kind == FileKind.TEXT:
        from . import plain_text  # noqa: PLC0415 - each kind loads its own reader and no other

        return kind, plain_text.cleaned(content)
    if kind == FileKind.PDF:
        from . import pdfs  # noqa: PLC0415

        return kind, pdfs.put_together_anew(content, limits)
    from . import pictures  # noqa: PLC0415

    return kind, pictures.drawn_anew(content, kind, limits)


def _answer_small(out: BinaryIO, content: bytes, limits: EvidenceLimits) -> None:
    """A picture no larger than it is shown, and nothing but a picture. Raises RefusedFile."""
    kind = kind_of(content)
    if kind in (FileKind.TEXT, FileKind.PDF):
        raise RefusedFile(refusals.NO_PICTURE)
    from . import pictures  # noqa: PLC0415

    kept, width, height = pictures.drawn_small(content, kind, limits)
    _answer(out, {"kind": str(FileKind.WEBP), "width": width, "height": height}, kept)


def _answer(out: BinaryIO, said: dict[str, str | int], kept: bytes = b"") -> None:
    out.write(json.dumps(said).encode() + b"\n" + kept)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
