"""What changed from one version of a policy to another, on paper for the governors' meeting (A4, A5)."""

from collections.abc import Sequence

from people.pdf import pieces
from people.pdf.pieces import Paper, Piece, Run
from policies.differences import AreaDifference, Differences, RuleDifference, Was
from policies.models import PolicyVersion
from policies.word_differences import Kind, TextDifference

from .front import Desk, state_of, taken
from .wording import line, paragraphs, wording


def paper_of_changes(
    before: PolicyVersion, after: PolicyVersion, found: Differences, desk: Desk, present: PolicyVersion | None
) -> Paper:
    """The same as the page says, in the same order: every change in words, so that no colour is needed."""
    versions = [
        pieces.text(f"Version {one.number}: {state_of(one, desk.today, present)}.", small=True)
        for one in (before, after)
    ]
    summary: list[Piece] = [pieces.text(pieces.strong(pieces.plain(found.summary)))]
    if found.is_empty:
        summary.append(pieces.text("The two versions say the same, word for word."))
    made = [*versions, pieces.note(summary)]
    if found.changed or found.areas or found.texts:
        made.append(pieces.text(pieces.taken_out("struck out"), " ", pieces.put_in("underlined"), small=True))
    made += _rules("Changed rules", found.changed, "Changed")
    made += _rules("New rules", found.added, "New")
    made += _rules("Rules taken out", found.removed, "Taken out")
    made += _other(found)
    made += _rules("Only moved or renumbered", found.moved, "Moved")
    title = before.policy.title
    return Paper(
        title=f"What changed: {title}",
        school=desk.school,
        day=desk.today,
        over=f"From version {before.number} to version {after.number}",
        pieces=made,
        foot=(f"{title}, from version {before.number} to version {after.number}.", taken(before.policy, desk)),
    )


def _rules(title: str, found: Sequence[RuleDifference], state: str) -> list[Piece]:
    return [pieces.heading(title), pieces.rules([_rule(one, state) for one in found])] if found else []


def _rule(one: RuleDifference, state: str) -> Piece:
    if one.texts:
        said = [_text(text) for text in one.texts]
    else:
        said = wording(one.rule.text)
        if not one.is_changed and not one.places:
            said += [pieces.listed([[line(limb)] for limb in one.rule.limbs])] if one.rule.limbs else []
            said += [*wording(one.rule.consequence), *wording(one.rule.following)]
    said += [_was(was, is_quoted=True) for was in one.facts]
    said += [_was(was) for was in one.places]
    area = one.code[:1]
    if one.before is None or one.after is None:
        state = f"{state} {one.for_whom}"
    return pieces.rule(one.code, area, one.power, str(one.rule.strength.label), said, state)


def _text(text: TextDifference) -> Piece:
    """One text word by word."""
    runs: list[Run] = [pieces.strong(pieces.plain(f"{text.label}:")), pieces.plain(" ")] if text.label else []
    for number, piece in enumerate(text.pieces):
        runs += [pieces.plain(" ")] if number else []
        if piece.kind is Kind.OUT:
            runs.append(pieces.taken_out(piece.words))
        elif piece.kind is Kind.IN:
            runs.append(pieces.put_in(piece.words))
        else:
            runs.append(pieces.plain(piece.words))
    return pieces.text(*runs)


def _was(was: Was, is_quoted: bool = False) -> Piece:
    before, after = (f"“{words}”" if is_quoted else words for words in (was.before, was.after))
    label = pieces.strong(pieces.plain(f"{was.label}:"))
    return pieces.text(label, f" was {before}, is now {after}.")


def _other(found: Differences) -> list[Piece]:
    if not (found.areas or found.texts):
        return []
    made = [pieces.heading("Other parts"), *(_text(text) for text in found.texts)]
    for one in found.areas:
        made += _area(one)
    return made


def _area(one: AreaDifference) -> list[Piece]:
    beside = "New" if one.before is None else "Taken out" if one.after is None else ""
    title = pieces.heading(f"Area {one.area.code}. {one.area.title}", 2, beside)
    if beside:
        return [title, *paragraphs(one.area.introduction)]
    return [title, *(_text(text) for text in one.texts), *(_was(was) for was in one.facts)]
