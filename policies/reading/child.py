"""The child process that opens the file of a policy: `python -m policies.reading.child`.

It knows nothing of Django, holds no secrets and gives up all it does not need before it looks at the file. It
reads one line of JSON (limits and name) and the file from standard input, and answers one JSON on standard output.
"""

import json
import sys
from typing import BinaryIO

from people.spreadsheets.confinement import give_up
from people.spreadsheets.limits import Limits

from . import kinds, refusals
from .document import told
from .refusals import NotAPolicy


def main(source: BinaryIO, out: BinaryIO) -> None:
    """Read one file from `source` and write the document, or the reason why not, to `out`."""
    asked = json.loads(source.readline())
    limits = Limits(**asked["limits"])
    give_up(limits)
    try:
        answer = told(kinds.read(source.read(), str(asked["name"]), limits))
    except NotAPolicy as refusal:
        answer = {"refused": str(refusal)}
    except MemoryError:
        answer = {"refused": refusals.TOO_MUCH}
    except Exception:  # whatever a hostile file brings about, the answer is a sentence
        answer = {"refused": refusals.DAMAGED}
    out.write(json.dumps(answer).encode())
    out.flush()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
