"""The child process that opens spreadsheet files: `python -m people.spreadsheets.child`.

It knows nothing of Django, holds no secrets and gives up all it does not need before it looks at the file,
so that a hostile file can break this process only. It reads one line of JSON (the limits) and the file from
standard input and answers on standard output as `wire` says.
"""

import gc
import json
import resource
import sys
from typing import BinaryIO

from . import kinds, refusals, wire
from .limits import Limits
from .table import UnreadableFile


def main(source: BinaryIO, out: BinaryIO) -> None:
    """Read one file from `source` and write the workbook, or the reason why not, to `out`."""
    gc.disable()  # a million cells and no cycle among them: looking for one takes longer than reading
    limits = Limits(**json.loads(source.readline()))
    _give_up(limits)
    try:
        wire.send(kinds.read(source.read(), limits), out)
    except UnreadableFile as refusal:
        wire.send_refusal(str(refusal), out)
    except MemoryError:
        wire.send_refusal(refusals.TOO_MUCH, out)
    except BaseException:  # the library breaks down with an exception that is no Exception
        wire.send_refusal(refusals.DAMAGED, out)
    out.flush()


def _give_up(limits: Limits) -> None:
    """No more memory and time than allowed, no files to write, no dump of what was in memory."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
