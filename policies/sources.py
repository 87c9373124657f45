"""The file that a draft was read from, held against what the draft says now: no sentence is lost unseen."""

import re
from dataclasses import dataclass

from .models import PolicyVersion

# Places of which the reader is not certain, or that hold no wording of the policy. What has no place is a doubt too.
DOUBTFUL = frozenset({"", "doubt", "doubtful", "nowhere", "unplaced"})
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Sentence:
    """One sentence of the file: the place and code it was given, and whether the draft still says it."""

    text: str
    place: str
    code: str
    is_there: bool

    @property
    def is_doubtful(self) -> bool:
        return self.place in DOUBTFUL

    @property
    def place_in_words(self) -> str:
        """The place as a reader calls it.

        >>> Sentence("", "rule_text", "A1", True).place_in_words
        'rule text'
        """
        return self.place.replace("_", " ") or "no place found"


@dataclass(frozen=True)
class Found:
    """The sentences of a file: those in doubt, those no longer in the draft, the rest in their order."""

    doubtful: list[Sentence]
    gone: list[Sentence]
    kept: list[Sentence]


def looked_through(version: PolicyVersion) -> Found:
    """Every sentence of the source in exactly one of three lists. Expects a version fetched `with_wording`.

    A sentence is there if its words stand in the draft in the same order, whatever the signs between them.
    """
    said = f" {' '.join(_WORDS.findall(' '.join(_texts(version)).lower()))} "
    rows = [_sentence(row, said) for row in version.source.sentences]
    return Found(
        doubtful=[row for row in rows if row.is_doubtful],
        gone=[row for row in rows if not row.is_doubtful and not row.is_there],
        kept=[row for row in rows if not row.is_doubtful and row.is_there],
    )


def _sentence(row: dict[str, str], said: str) -> Sentence:
    words = " ".join(_WORDS.findall(row["text"].lower()))
    return Sentence(row["text"], row["place"], row["code"], f" {words} " in said)


def _texts(version: PolicyVersion) -> list[str]:
    texts = [version.policy.title, version.lead, version.introduction, version.in_short]
    texts += [version.looked_after_by, version.responsibilities]
    texts += [f"{method.name} {method.how_to_use}" for method in version.methods.all()]
    texts += [f"{point.text} {point.waits_for}" for point in version.open_points.all()]
    for section in version.sections.all():
        texts += [section.code, section.title, section.long_title, section.introduction]
        for rule in section.rules.all():
            texts += [rule.code, rule.text, *rule.limbs, rule.consequence, rule.following, rule.why]
            texts += [document.title for document in rule.related.all()]
    return texts
