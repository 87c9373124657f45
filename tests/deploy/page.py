"""The blocks of docs/deployment.md: what whoever follows the page types, in its order."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "deployment.md"
_BLOCK = re.compile(r"(?ms)^```sh deploy(?::(?P<kind>[a-z-]+))?\n(?P<text>.*?)^```$")
_HEADING = re.compile(r"(?m)^#{2,3} (.*)$")
# What takes another machine, or another day: a name that all the world knows, a firewall, an update that went wrong.
ASIDE = ("letsencrypt", "firewall", "going-back")


@dataclass(frozen=True)
class Block:
    """One block: under which heading it stands, its kind ("" is typed in any case), its text as it stands there."""

    heading: str
    kind: str
    text: str


def blocks(text: str | None = None) -> list[Block]:
    """Every block that is typed, in the order of the page."""
    text = PAGE.read_text(encoding="utf-8") if text is None else text
    headings = [(found.start(), found[1]) for found in _HEADING.finditer(text)]
    return [
        Block([name for at, name in headings if at < found.start()][-1], found["kind"] or "", found["text"])
        for found in _BLOCK.finditer(text)
    ]


def of_kind(kind: str) -> Block:
    """The one block of a kind."""
    [found] = [block for block in blocks() if block.kind == kind]
    return found


def with_own_values(block: Block, own: dict[str, str]) -> str:
    """The block of values with what is one's own behind the equals signs. Every name must stand there, and no other."""
    names = re.findall(r"(?m)^(\w+)='", block.text)
    if set(names) != set(own):
        raise ValueError(f"The page asks for {sorted(names)}, and not for {sorted(own)}.")
    return "".join(f"{name}='{own[name]}'\n" for name in names)
