"""Whether a picture may go out, and who has to be left out: what a post is entered by (policy A4, A11).

Reads, and decides nothing: the words are those of the check.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from people.models import Pupil
from policies.models import Feature, RuleVersion
from policies.rule_uses import rule_in_force

from . import checking
from .answer_words import joined
from .checking import Use
from .effective import Word
from .models import Purpose
from .namesakes import called_apart
from .nowhere import nowhere
from .register import Register, register_on

SAID = {Word.NO: "No", Word.ASK: "Ask the office"}


@dataclass(frozen=True)
class Ruling:
    """The words for the children in a picture on one day. `nowhere`: why nothing goes out there at all, if so."""

    use: Use
    register: Register
    pupils: list[Pupil]
    words: dict[int, Word]
    nowhere: str

    @property
    def is_permitted(self) -> bool:
        """Whether every child in it has permission, and something goes out there."""
        return not self.nowhere and bool(self.words) and set(self.words.values()) == {Word.YES}

    @property
    def left_out(self) -> str:
        """Who has to be left out, each with the teacher's word: "Ava (No) and Ben (Ask the office)"."""
        names = called_apart(self.pupils)
        out = [(names[pupil.pk], self.words[pupil.pk]) for pupil in self.pupils if self.words[pupil.pk] is not Word.YES]
        return joined([f"{name} ({SAID[word]})" for name, word in sorted(out)])


def rule_on(pupils: Sequence[Pupil], use: Use, day: dt.date | None = None) -> Ruling:
    """The ruling of today, or of a `day` gone by: by what the portal knew at its end. Who was not on the roll is a no.

    A constant number of queries.
    """
    children = list(pupils)
    register = register_on(children, day or timezone.localdate())
    place = next((p for p in register.purposes if p.pk == use.destination.pk), use.destination)
    use = Use(place, use.what, use.names)
    why = nowhere(register, checking.wanted_for(register, use))
    return Ruling(use, register, children, checking.judge(register, children, use), why)


def account_rule(day: dt.date) -> RuleVersion | None:
    """The rule that pictures go out on the school's own accounts alone, as it is worded that day (policy A4)."""
    return rule_in_force(Feature.ACCOUNTS, day)


def in_a_quote(rule: RuleVersion | None) -> str:
    """A rule to stand in a sentence: its code and its words; empty where the school has named none."""
    return f" {rule.code}: “{rule.text.strip()}”" if rule else ""


def goes_on_an_account(place: Purpose) -> bool:
    """Whether what goes there is posted on an account, so that it has a link and a holder."""
    return place.is_social_media or place.account_id is not None
