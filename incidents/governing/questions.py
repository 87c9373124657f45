"""Three questions that governors may ask, worked out by rules of ours. No database.

They are worked out from what is published, and from nothing else: so that which question stands there tells nothing
that the tables do not tell.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from .hiding import FEWEST
from .tables import Kept, cell_of

HOW_MANY = 3


@dataclass(frozen=True)
class Published:
    """The tables of the term and of the same term last year, and what the policy leaves open."""

    this: Sequence[Kept]
    last: Sequence[Kept]
    gaps: Sequence[Kept]

    def count(self, table: str, row: str) -> int | None:
        """A number that is shown; None where it is not."""
        return cell_of(self.this, table, row).get("count")

    def total(self, table: str, *, of_last: bool = False) -> int | None:
        tables = self.last if of_last else self.this
        return next((one.get("total") for one in tables if one["key"] == table), None)


Question = tuple[str, str]


def questions(published: Published) -> list[Kept]:
    """Three, each with its reason."""
    found: list[Question] = []
    for rule in RULES:
        found += rule(published)
    return [{"text": text, "reason": reason} for text, reason in found[:HOW_MANY]]


def _most_frequent(published: Published) -> Iterator[Question]:
    rows: Sequence[Kept] = next((one["rows"] for one in published.this if one["key"] == "areas"), [])
    counted = [row for row in rows if row["key"] not in {"staff", "none"} and row["cell"].get("count", 0) >= FEWEST]
    if counted:
        most = max(counted, key=lambda row: row["cell"]["count"])
        yield (
            f"{most['cell']['count']} incidents were about {most['label']}. Do those concerned know these rules?",
            "No other section that is shown was broken more often this term.",
        )


def _not_answered(published: Published) -> Iterator[Question]:
    cell = cell_of(published.this, "permission", "answered")
    answered, families = cell.get("count"), cell.get("said", "").rpartition(" ")[2]
    if answered is not None and families.isdigit() and int(families) - answered >= FEWEST:
        left = int(families) - answered
        yield (
            f"{left} families have not answered about pictures. Who rings them, and by when?",
            "Without an answer no picture of their child goes out.",
        )


def _late(published: Published) -> Iterator[Question]:
    late = published.count("times", "late")
    if late and late >= FEWEST:
        yield (
            f"{late} complaints were answered later than promised. What held them up?",
            "The procedure names a day for each stage.",
        )


def _more(published: Published) -> Iterator[Question]:
    for table, what in (("areas", "incidents"), ("stages", "complaints")):
        this, last = published.total(table), published.total(table, of_last=True)
        if this is not None and last is not None and this >= last + FEWEST:
            yield (
                f"There were {this} {what}, and {last} in the same term last year. What has changed?",
                "It rose by five or more.",
            )


def _open(published: Published) -> Iterator[Question]:
    still = published.count("state", "open")
    if still and still >= FEWEST:
        yield f"{still} incidents are still open. What do they wait for?", "They came in before the term ended."


def _gaps(published: Published) -> Iterator[Question]:
    if published.gaps:
        count = len(published.gaps)
        points = "One point" if count == 1 else f"{count} points"
        yield (
            f"{points} of the policy {'is' if count == 1 else 'are'} not settled. Which shall we settle first?",
            "The list of what is not settled says of each whom it waits for.",
        )


def _always(published: Published) -> Iterator[Question]:
    yield "Which rule would the school word more clearly, after this term?", "The policy is looked at again each year."
    yield "How do new colleagues and families learn of the policy?", "Every term some join the school."
    yield "What went well this term that should be kept?", "Numbers show what went wrong, and seldom what did not."


Rule = Callable[[Published], Iterable[Question]]
RULES: tuple[Rule, ...] = (_late, _more, _most_frequent, _not_answered, _open, _gaps, _always)
