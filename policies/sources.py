"""The file that a draft was read from, held against what the draft says now: no sentence is lost unseen."""

import re
from dataclasses import dataclass

from .importing.places import Place, Placed
from .models import PolicyVersion

_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Found:
    """The sentences of a file: what was doubtful, what was left out, what is gone since, the rest in their order."""

    doubts: list[dict[str, str]]
    left_out: list[Placed]
    gone: list[Placed]
    kept: list[Placed]


def looked_through(version: PolicyVersion) -> Found:
    """Every sentence of the source in exactly one of three lists. Expects a version fetched `with_wording`.

    A sentence is there if its words stand in the draft in the same order, whatever the signs between them.
    """
    said = f" {_folded(' '.join(_texts(version)))} "
    rows = [Placed(row["text"], Place(row["place"]), row["code"]) for row in version.source.sentences]
    placed = [row for row in rows if not row.is_left_out]
    return Found(
        doubts=version.source.doubts,
        left_out=[row for row in rows if row.is_left_out],
        gone=[row for row in placed if not _is_there(row, said)],
        kept=[row for row in placed if _is_there(row, said)],
    )


def _is_there(row: Placed, said: str) -> bool:
    """A line that names readers became a choice, and a sentence without a word says nothing that could be gone."""
    words = _folded(row.text)
    if row.place is Place.TITLE:  # the policy's own title was chosen when it was begun; the file's is shown beside it
        return True
    return not words or row.place is Place.AREA_AUDIENCE or f" {words} " in said


def _folded(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))


def _texts(version: PolicyVersion) -> list[str]:
    texts = [version.policy.title, version.lead, version.introduction, version.in_short]
    texts += [version.looked_after_by, version.responsibilities]
    texts += [f"{method.name} {method.how_to_use}" for method in version.methods.all()]
    texts += [f"{point.text} {point.waits_for}" for point in version.open_points.all()]
    for section in version.sections.all():
        texts += [section.code, section.title, section.code, section.long_title, section.introduction]
        for rule in section.rules.all():
            texts += [rule.code, rule.text, *rule.limbs, rule.consequence, rule.following, rule.why]
            texts += [document.title for document in rule.related.all()]
    return texts
