"""The child process that sets a paper: `python -m people.pdf.child`.

It knows nothing of Django, holds no secrets and gives up memory, time and the writing of files before it looks at the
words. It reads one JSON (limits and paper) from standard input and answers with the PDF on standard output.
"""

import base64
import json
import sys
from pathlib import Path
from typing import Any, BinaryIO, cast

from people.spreadsheets.confinement import give_up
from people.spreadsheets.limits import Limits

from .glyphs import in_words, without_glyph

TEMPLATE = Path(__file__).with_name("school.typ")
NOWHERE = "/nonexistent"  # where packages would be looked for
TRIES = 5  # with the fonts that come along, with the server's, then with the signs said in words that neither has


def main(source: BinaryIO, out: BinaryIO) -> None:
    """Set one paper."""
    asked, template = json.load(source), TEMPLATE.read_bytes()
    give_up(Limits(memory_bytes=asked["memory_bytes"], seconds=asked["seconds"]))
    out.write(pdf_of(asked["paper"], template))
    out.flush()


def pdf_of(paper: dict[str, Any], template: bytes) -> bytes:
    """The PDF, tagged as PDF/UA-1 asks. A sign that no font has is said in words."""
    import typst  # noqa: PLC0415 - 80 MB, which no other process of the portal needs

    logo = base64.b64decode(paper.get("look", {}).pop("logo", ""))
    for number in range(TRIES):
        try:
            compiler = typst.Compiler(
                template,
                root=str(TEMPLATE.parent),  # all that a template could read: the folder of this file
                ignore_system_fonts=number == 0,
                package_path=NOWHERE,
                package_cache_path=NOWHERE,
                sys_inputs={"paper": json.dumps(paper), "logo": json.dumps(list(logo))},
            )
            return cast(bytes, compiler.compile(format="pdf", pdf_standards=["ua-1"]))
        except typst.TypstError as fault:
            signs = without_glyph(str(getattr(fault, "diagnostic", fault)))
            if not signs:
                raise
            if number:
                paper = in_words(paper, signs)
    raise ValueError("Some signs can be shown by no font.")


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
