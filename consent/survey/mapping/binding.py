"""Which column of a file each part of a mapping speaks of."""

import hashlib
import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable

from people.spreadsheets.table import Table

from .model import CONSENT_ROLES, Column, Mapping, MappingFault


def fold_heading(text: str) -> str:
    """A heading as it is compared: white space folded, case and invisible signs ignored.

    >>> fold_heading("  Child's\\u200b\\n Name ")
    "child's name"
    """
    plain = unicodedata.normalize("NFC", text).replace("\u2019", "'").replace("\u2018", "'")
    seen = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return " ".join(seen.split()).casefold()


def fingerprint(headings: Iterable[str]) -> str:
    """What a remembered mapping is found by: the same for the same headings after folding.

    The columns may have moved, for the mapping speaks of headings. Where a heading stands twice, only the
    order tells the two apart, so there the order of all headings counts.
    """
    folded = [fold_heading(heading) for heading in headings]
    while folded and not folded[-1]:
        folded.pop()
    if len(set(folded)) == len(folded):
        folded.sort()
    return hashlib.sha256(json.dumps(folded).encode()).hexdigest()


def bind(mapping: Mapping, table: Table) -> list[tuple[Column, int]]:
    """Each column of the mapping with its place in the table, in the order of the mapping.

    Headings that stand twice are told apart by their order. Raises MappingFault for a heading that the file
    lacks, and where the file repeats a permission question that the mapping names fewer times: an answer
    must not be passed over unseen.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for index, heading in enumerate(table.headings):
        places[fold_heading(heading)].append(index)
    taken: Counter[str] = Counter()
    bound: list[tuple[Column, int]] = []
    for column in mapping.columns:
        folded = fold_heading(column.header)
        if taken[folded] >= len(places[folded]):
            raise MappingFault(_missing(column.header, taken[folded], table))
        bound.append((column, places[folded][taken[folded]]))
        taken[folded] += 1
    _refuse_unnamed_repeats(mapping, places, taken)
    return bound


def _missing(header: str, seen: int, table: Table) -> str:
    shown = _shorten(header) or "(no heading)"
    if seen:
        return (
            f"The mapping names the heading “{shown}” {seen + 1} times, but the file has it {seen} times. "
            "Take out the extra column, or load the file that this mapping was made for."
        )
    return (
        f"The mapping names the heading “{shown}”, but row {table.header_row} of the file has none such. "
        "Correct the heading in the mapping, or have the mapping proposed anew for this file."
    )


def _refuse_unnamed_repeats(mapping: Mapping, places: dict[str, list[int]], taken: Counter[str]) -> None:
    for column in mapping.columns:
        folded = fold_heading(column.header)
        if column.role in CONSENT_ROLES and len(places[folded]) > taken[folded]:
            raise MappingFault(
                f"The heading “{_shorten(column.header)}” stands {len(places[folded])} times in the file, "
                f"but {taken[folded]} times in the mapping. Say what each of them means; "
                "give the role “ignore” to one that is not to be read."
            )


def _shorten(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 80 else flat[:79] + "…"
