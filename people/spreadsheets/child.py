"""The child process that opens spreadsheet files: `python -m people.spreadsheets.child`.

It knows nothing of Django, holds no secrets and gives up all it does not need before it looks at the file,
so that a hostile file can break this process only. It reads one line of JSON (the limits) and the file from
standard input and answers on standard output as `wire` says.
"""

import gc
import json
import sys
from typing import BinaryIO

from . import kinds, refusals, wire
from .confinement import give_up
from .limits import Limits
from .table import UnreadableFile


def main(source: BinaryIO, out: BinaryIO) -> None:
    """Read one file from `source` and write the workbook, or the reason why not, to `out`."""
    gc.disable()  # a million cells and no cycle among them: looking for one takes longer than reading
    limits = Limits(**json.loads(source.readline()))
    give_up(limits)
    try:
        wire.send(kinds.read(source.read(), limits), out)
    except UnreadableFile as refusal:
        wire.send_refusal(str(refusal), out)
    except MemoryError:
        wire.send_refusal(refusals.TOO_MUCH, out)
    except BaseException:  # the library breaks down with an exception that is no Exception
        wire.send_refusal(refusals.DAMAGED, out)
    out.flush()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
