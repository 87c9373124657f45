"""What one column means, by its heading and its cells. Which of several columns wins is decided elsewhere."""

from dataclasses import dataclass, field, replace

from .finding import PurposeFinder
from .headings import ChildNumber, Heading, child_number
from .looks import Look
from .options import Options, find_options
from .people import Guess, guess_role
from .person_words import COMMENT
from .polarity import stance
from .sense import Kind, Sense, sense
from .topics import OTHER_TOPIC, SPECIAL, USAGE
from .words import content, has, plain, whole

NEUTRAL = whole("tick|following|apply|select|choose|options|permission*|consent*|which|photo*|image*|please")


@dataclass(frozen=True)
class Spot:
    """A column with all that is known of it. `rank` decides between columns of one role; low wins."""

    index: int
    heading: Heading
    look: Look
    sense: Sense
    role: str = "ignore"
    rank: int = 0
    child: ChildNumber | None = None
    confirm: str = ""
    options: Options = field(default_factory=Options)
    purposes: tuple[str, ...] = ()
    polarity: str = "consent"


def read_column(index: int, heading: Heading, look: Look, finder: PurposeFinder) -> Spot:
    """The first reading of a column."""
    meant = sense(heading.text, finder, heading.tail)
    spot = Spot(index, heading, look, meant, child=child_number(heading.text), polarity=meant.polarity)
    if not look.filled:
        return spot
    guess = guess_role(heading.text)
    if meant.asks and not (guess and guess.role != "ignore" and not look.answers and _fits(guess, look)):
        return _permission(spot, finder)
    if guess and _fits(guess, look):
        return _person(spot, guess)
    return _otherwise(spot, finder)


def _permission(spot: Spot, finder: PurposeFinder) -> Spot:
    meant, look = spot.sense, spot.look
    ticked = None if look.answers else _ticks(spot, finder)
    if ticked:
        return ticked
    asked = replace(spot, role="consent", purposes=meant.purposes, confirm=" ".join(meant.reasons))
    if look.answers:
        return asked
    if look.free_text:
        return _comment(spot)
    if meant.kind is Kind.WEAKLY:
        return replace(spot, confirm="The heading names a place, but few of its cells are a clear yes or no.")
    doubt = "Few of its cells are a clear yes or no."
    return replace(asked, confirm=" ".join(filter(None, [asked.confirm, doubt])))


def _ticks(spot: Spot, finder: PurposeFinder) -> Spot | None:
    """The column as a list of ticked labels, if it is one."""
    options = find_options(spot.look.values, finder)
    enough = len([label for label, option in options.labels.items() if option])
    single = len(spot.look.values) == 1 and spot.sense.asks
    if not options.purposes or options.covered < 0.6 or (enough < 2 and not single):
        return None
    why = ["Several answers stand in one cell. Check what each label stands for."]
    refusal = options.refusing or spot.sense.polarity == "refusal" or _refuses(spot)
    if refusal:
        why.append("A tick seems to refuse permission. Check that it is marked so.")
    polarity = "refusal" if refusal else "consent"
    return replace(spot, role="consent_multi", options=options, polarity=polarity, confirm=" ".join(why))


def _refuses(spot: Spot) -> bool:
    # The heading of a tick list may name no place, and then its sense has no polarity yet.
    from_heading = stance(spot.heading.text)
    return from_heading.polarity == "refusal"


def _fits(guess: Guess, look: Look) -> bool:
    """Whether the cells can be what the heading says."""
    if guess.role in {"ignore", "response_id", "relationship"}:
        return not look.answers or guess.role == "response_id"
    if guess.role == "when":
        return (look.dated or guess.rank < 20) and not (look.answers or look.share("time") > 0.5)
    if guess.role == "dob":
        return not look.answers
    if guess.role == "email":
        return look.share("email") > 0.2 or look.share("anonymous") > 0.2
    if guess.role in {"upn", "admission_number", "class"}:
        return not look.dated or look.share("class") > 0
    return not (look.answers or look.dated or look.share("email") > 0.5 or look.share("number") > 0.5)


def _person(spot: Spot, guess: Guess) -> Spot:
    role, rank = guess.role, guess.rank
    if role == "when" and spot.look.birthdays:
        return replace(spot, role="dob", confirm="These dates look like dates of birth.")
    if role == "email":
        rank += int(10 * spot.look.share("anonymous"))
    if role == "who" and spot.look.share("pupil") > 0.6 and spot.look.share("contact") < 0.3:
        return replace(spot, role="child_fullname", rank=5, confirm="The names in it are those of pupils.")
    if role == "child_fullname" and spot.look.share("comma") >= 0.6:
        role = "child_surname_comma_forename"
    if role == "response_id" and spot.look.share("admission") >= 0.8:
        return replace(spot, role="admission_number", rank=5, confirm="Its numbers are those of pupils.")
    return replace(spot, role=role, rank=rank)


def _otherwise(spot: Spot, finder: PurposeFinder) -> Spot:
    meant, look, words = spot.sense, spot.look, content(spot.heading.text)
    if meant.kind is Kind.SPECIAL or has(SPECIAL, words):
        return spot
    if meant.kind is Kind.STATEMENT:
        return replace(spot, confirm="It reads like a promise by the parent, not like a permission. It is not read.")
    if _may_be_ticks(spot) and not look.answers and (ticked := _ticks(spot, finder)):
        return ticked
    if has(COMMENT, plain(spot.heading.text)) and not look.answers and not look.dated:
        return _comment(spot)
    if meant.kind is Kind.NO_PLACE:
        place = "It asks about pictures, but names no place of the school's list. It is not read."
        return _comment(spot) if look.free_text else replace(spot, confirm=place)
    return _by_cells(spot)


def _may_be_ticks(spot: Spot) -> bool:
    words = content(spot.heading.text)
    if spot.sense.pictures:
        return True
    return has(NEUTRAL, words) and not has(OTHER_TOPIC, words) and not has(USAGE, words)


def _comment(spot: Spot) -> Spot:
    why = "Parents may have written conditions here. Each filled cell is shown to a person once."
    return replace(spot, role="comment", confirm=why)


_CELLS = (
    ("upn", "upn", 0.6),
    ("email", "email", 0.6),
    ("pupil", "child_fullname", 0.6),
    ("contact", "who", 0.6),
    ("teacher", "class", 0.8),
)


def _by_cells(spot: Spot) -> Spot:
    """Where the heading says nothing, the cells may: the roll's names, addresses, dates, sentences."""
    look = spot.look
    for kind, role, enough in _CELLS:
        if look.share(kind) >= enough:
            if role == "child_fullname" and look.share("comma") >= 0.6:
                role = "child_surname_comma_forename"
            return replace(
                spot, role=role, rank=50, confirm="Only the cells suggest this; the heading does not say it."
            )
    if look.share("date") >= 0.8 and not look.birthdays:
        return replace(spot, role="when", rank=50, confirm="Only the cells suggest this; the heading does not say it.")
    return _comment(spot) if look.free_text else spot
