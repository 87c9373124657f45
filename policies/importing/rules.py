"""The rules of an area, from its paragraphs and lists."""

from dataclasses import dataclass, field

from policies.content import AreaText, RuleText
from policies.reading.document import Kind
from policies.reading.document import Part as Stood
from policies.words import Audience

from . import audiences, doers, strengths
from .citations import cited
from .codes import Codes
from .mending import Aside, Piece
from .outline import Area
from .places import Doubted, Place
from .runs import Item, Paragraph, parts_of
from .sentences import sentences

# Areas of these names tell what the policy is about; they hold rules only where a sentence says so.
_TELLING = frozenset({"introduction", "aims", "aim", "purpose", "background", "scope", "context", "rationale"})
_GAP = "\n\n"


@dataclass
class _Draft:
    """A rule under way: its text, its parts, and what stands after it."""

    piece: Piece
    text: str
    limbs: list[str] = field(default_factory=list)
    limb_pieces: list[Piece] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    after_pieces: list[tuple[Piece, str]] = field(default_factory=list)
    number: str = ""


class AreaReader:
    """Makes the rules of one area."""

    def __init__(self, area: Area, codes: Codes, aside: Aside) -> None:
        self.area = area
        self.codes = codes
        self.aside = aside
        self.before: list[str] = []
        self.drafts: list[_Draft] = []
        self.spoken_of: tuple[Audience, ...] = ()  # whom the rule before names

    def read(self) -> AreaText:
        """The area with its rules, its introduction, and the paragraphs that are no rules."""
        parts = parts_of(self.area.content)
        has_items = any(isinstance(part, Item) for part in parts)
        for part in parts:
            if isinstance(part, Item):
                self._item(part)
            elif has_items:
                self._beside_items(part)
            else:
                self._of_sentences(part)
        if self.area.is_open:
            self._settle()
        return AreaText(
            code=self.area.code,
            title=self.area.title,
            audiences=self.area.audiences,
            rules=tuple(self._rule(draft) for draft in self.drafts),
            long_title=self.area.long_title,
            introduction=_GAP.join(self.before),
            level=self.area.level,
        )

    def _settle(self) -> None:
        """Whom an area is for that does not say so: those of whom nearly all its rules speak, if they are the same."""
        heard = [(draft.text, strengths.heard(draft.text, draft.limbs).strength) for draft in self.drafts]
        agreed = doers.agreed([text for text, strength in heard if strength != "information"])
        if agreed:
            self.area.audiences = agreed
            self.aside.settle(Doubted.AUDIENCE, self.area.code)
            words = f"Area {self.area.code}: whom it is for was taken from its rules."
            self.aside.doubt(Doubted.AUDIENCE, words, self.area.code)

    def _item(self, item: Item) -> None:
        block = item.piece.block
        draft = _Draft(item.piece, block.text, number=block.number)
        self._add_limbs(draft, item.under)
        self.drafts.append(draft)

    def _add_limbs(self, draft: _Draft, pieces: list[Piece]) -> None:
        draft.limbs += [piece.block.text for piece in pieces]
        draft.limb_pieces += pieces
        if len({piece.block.level for piece in pieces}) > 1:
            draft.number = draft.number or ""
            self.aside.doubt(
                Doubted.TEXT, f"A list inside a list was made one list: “{_short(draft.text)}”.", self.area.code
            )

    def _beside_items(self, part: Paragraph) -> None:
        """A paragraph in an area whose rules are items: text, unless a list behind its colon makes it a rule."""
        text = part.piece.block.text
        said = sentences(text)
        is_rule = (
            bool(part.limbs) and bool(said) and strengths.heard(said[-1], _texts(part.limbs)).strength != "information"
        )
        if not is_rule:
            self._told_and_asked(part.piece, said)
            if part.limbs:
                self._list(part.limbs)
            return
        if said[:-1]:
            self._text(part.piece, " ".join(said[:-1]))
        self._lead(part, said[-1])

    def _told_and_asked(self, piece: Piece, said: list[str]) -> None:
        """The sentences of a paragraph beside a list: one that says who must or should do what is a rule as well."""
        is_told = piece.block.part in (Stood.NOTE, Stood.CLOSING) or piece.block.text.endswith(":")
        was_text = False
        for sentence in said:
            if not is_told and strengths.is_firm(sentence) and doers.of_rule(sentence):
                self.drafts.append(_Draft(piece, sentence))
                was_text = False
            else:
                self._text(piece, sentence, goes_on=was_text)
                was_text = True

    def _of_sentences(self, part: Paragraph) -> None:
        """A paragraph in an area without items: its sentences are the rules."""
        block = part.piece.block
        said = sentences(block.text)
        for place, sentence in enumerate(said):
            if part.limbs and place == len(said) - 1:
                self._lead(part, sentence)
            elif self._is_told(block.part, block.kind, sentence):
                self._text(part.piece, sentence, goes_on=place > 0)
            else:
                self.drafts.append(_Draft(part.piece, sentence))

    def _is_told(self, stood: Stood, kind: Kind, sentence: str) -> bool:
        """Whether a sentence only tells: a note, or one in an area that introduces."""
        if stood in (Stood.NOTE, Stood.CLOSING):
            return True
        only_tells = self.area.is_parent or not _TELLING.isdisjoint(self.area.title.lower().split())
        return only_tells and not strengths.is_firm(sentence)

    def _lead(self, part: Paragraph, sentence: str) -> None:
        draft = _Draft(part.piece, sentence)
        self._add_limbs(draft, part.limbs)
        self.drafts.append(draft)

    def _text(self, piece: Piece, text: str, goes_on: bool = False) -> None:
        """A paragraph that is no rule: before the first rule an introduction, else behind the rule it follows."""
        kept = self.drafts[-1].after if self.drafts else self.before
        if goes_on and kept:
            kept[-1] += f" {text}"
        else:
            kept.append(text)
        if self.drafts:
            self.drafts[-1].after_pieces.append((piece, text))
        else:
            self.aside.put(piece, Place.AREA_INTRODUCTION, self.area.code, text)
        if strengths.is_firm(text):
            words = f"“{_short(text)}” reads like a rule but stands in no list. Make it one if it is."
            self.aside.doubt(Doubted.TEXT, words, self.area.code)

    def _list(self, pieces: list[Piece]) -> None:
        """A list that is no rule, as Markdown behind the paragraph that leads to it."""
        kept = self.drafts[-1].after if self.drafts else self.before
        kept.append("\n".join(f"- {piece.block.text}" for piece in pieces))
        for piece in pieces:
            if self.drafts:
                self.drafts[-1].after_pieces.append((piece, piece.block.text))
            else:
                self.aside.put(piece, Place.AREA_INTRODUCTION, self.area.code)

    def _rule(self, draft: _Draft) -> RuleText:
        code = self.codes.rule(draft.number, self.area.code)
        said = strengths.heard(draft.text, draft.limbs)
        if not said.is_sure or (
            said.strength == "information" and draft.piece.block.kind in (Kind.BULLET, Kind.NUMBERED)
        ):
            words = f"Rule {code}: is it “{said.strength.label}”? Its wording does not settle it."
            self.aside.doubt(Doubted.STRENGTH, words, code)
        self.aside.put(draft.piece, Place.RULE, code, draft.text)
        for piece in draft.limb_pieces:
            self.aside.put(piece, Place.LIMB, code)
        for piece, text in draft.after_pieces:
            self.aside.put(piece, Place.FOLLOWING, code, text)
        return RuleText(
            code=code,
            strength=said.strength,
            text=draft.text,
            audiences=self._readers(draft, code),
            limbs=tuple(draft.limbs),
            related=cited(" ".join([draft.text, *draft.limbs])),
            following=_GAP.join(draft.after),
        )

    def _readers(self, draft: _Draft, code: str) -> tuple[Audience, ...]:
        named = doers.of_rule(draft.text)
        if not named and self.area.audiences == audiences.EVERYBODY and doers.goes_on_about_them(draft.text):
            named = self.spoken_of
        self.spoken_of = named
        if not named or set(named) == set(self.area.audiences):
            return self.area.audiences
        if not set(self.area.audiences) >= set(named):
            words = f"Rule {code} speaks of others than its area does: look whom it is for."
            self.aside.doubt(Doubted.AUDIENCE, words, code)
        return named


def _texts(pieces: list[Piece]) -> list[str]:
    return [piece.block.text for piece in pieces]


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79].rstrip() + "…"
