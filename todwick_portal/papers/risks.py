"""The risks for people that the impact assessment names: how likely, how grave, what is done, what is left."""

from dataclasses import dataclass
from enum import IntEnum


class Likely(IntEnum):
    """How likely it is in a school year."""

    UNLIKELY = 1
    POSSIBLE = 2
    LIKELY = 3


class Grave(IntEnum):
    """How much it would harm somebody."""

    SMALL = 1
    SERIOUS = 2
    GRAVE = 3


def level(likely: Likely, grave: Grave) -> str:
    """Both together, in one word.

    >>> level(Likely.UNLIKELY, Grave.SERIOUS), level(Likely.POSSIBLE, Grave.GRAVE), level(Likely.UNLIKELY, Grave.GRAVE)
    ('low', 'high', 'medium')
    """
    product = likely * grave
    return "low" if product <= 2 else "medium" if product <= 4 else "high"


@dataclass(frozen=True)
class Risk:
    """What may happen to whom; `before` without measures and `after` with them, each how likely and how grave."""

    title: str
    happens: str
    before: tuple[Likely, Grave]
    measures: tuple[str, ...]
    after: tuple[Likely, Grave]
    left: str


RISKS: tuple[Risk, ...] = (
    Risk(
        "A picture goes out without permission",
        "A child, perhaps one in hiding, can be seen and found. An unclear, outdated or wrongly matched answer "
        "counted as a yes.",
        (Likely.LIKELY, Grave.GRAVE), ("final", "append", "least"), (Likely.UNLIKELY, Grave.GRAVE),
        "Somebody may post without asking, or take one child for another.",
    ),
    Risk(
        "Somebody reads a case about themself or a colleague",
        "Whoever reported is found out and suffers for it; what happened is hushed up.",
        (Likely.POSSIBLE, Grave.GRAVE), ("walls", "record", "roles"), (Likely.UNLIKELY, Grave.GRAVE),
        "A text may name somebody whom nobody entered as a person of the case, until somebody reads it.",
    ),
    Risk(
        "Whoever complained is found out against their wish",
        "A parent or their child is treated worse.",
        (Likely.POSSIBLE, Grave.SERIOUS), ("anonymous", "walls", "mail"), (Likely.UNLIKELY, Grave.SERIOUS),
        "Words may give somebody away to a reader who knows them.",
    ),
    Risk(
        "A stranger gets into an account",
        "They read what its owner may read, and act in their name.",
        (Likely.POSSIBLE, Grave.GRAVE), ("second-step", "throttle", "cookies", "zones"),
        (Likely.UNLIKELY, Grave.SERIOUS),
        "Who gives a password and a code away at the same moment lets somebody in for hours.",
    ),
    Risk(
        "A laptop, phone or tablet is lost or left open",
        "Whoever finds it reads on.",
        (Likely.LIKELY, Grave.SERIOUS), ("zones", "cookies", "least"), (Likely.POSSIBLE, Grave.SMALL),
        "What is on the screen stays on it until the next request; downloaded files stay on the device.",
    ),
    Risk(
        "One person misuses their rights",
        "Roles, evidence or answers are changed to somebody’s advantage.",
        (Likely.UNLIKELY, Grave.GRAVE), ("two-people", "record", "chain", "append"), (Likely.UNLIKELY, Grave.SERIOUS),
        "Who has the server and all keys can do all of it; seals kept by the chair then show that it was done.",
    ),
    Risk(
        "The server or a backup is stolen",
        "Everything about children, families and cases is in other hands.",
        (Likely.UNLIKELY, Grave.GRAVE), ("backups", "sealed", "rest"), (Likely.UNLIKELY, Grave.GRAVE),
        "A backup opens for nobody without its private key. The server’s own disk does, unless it is encrypted.",
    ),
    Risk(
        "Data is lost",
        "Permissions that were stopped are forgotten; evidence and complaints are gone.",
        (Likely.POSSIBLE, Grave.SERIOUS), ("backups", "append"), (Likely.UNLIKELY, Grave.SERIOUS),
        "What was said between the last backup and the loss has to be asked for again.",
    ),
    Risk(
        "More is kept, or for longer, than is needed",
        "Old words about a child follow it, or come out years later.",
        (Likely.LIKELY, Grave.SERIOUS), ("least", "evidence", "disposal"), (Likely.POSSIBLE, Grave.SMALL),
        "What is due goes when two people of the school decide so; somebody must look.",
    ),
    Risk(
        "A bundle tells of others or goes to the wrong person",
        "A child, a family or whoever reported is read about by somebody who must not; somebody gets the data of "
        "another by a name alone.",
        (Likely.POSSIBLE, Grave.GRAVE), ("bundle", "two-people", "walls", "record"), (Likely.UNLIKELY, Grave.SERIOUS),
        "A nickname or a tale may give somebody away to a reader who knows them; papers can be forged.",
    ),
    Risk(
        "Something is destroyed that was still needed",
        "A child or adult cannot show later what happened to them; a complaint or claim cannot be answered.",
        (Likely.POSSIBLE, Grave.SERIOUS), ("disposal", "two-people", "record"), (Likely.UNLIKELY, Grave.SERIOUS),
        "Two people may be wrong together, and what was destroyed does not come back.",
    ),
    Risk(
        "Files from outside do harm",
        "A survey, list or picture carries something that reads or breaks the rest.",
        (Likely.POSSIBLE, Grave.SERIOUS), ("isolation", "evidence"), (Likely.UNLIKELY, Grave.SMALL),
        "A fault in a library that nobody knows yet.",
    ),
    Risk(
        "A child or family is known by a number",
        "Governors or parents work out who is meant by a small figure.",
        (Likely.POSSIBLE, Grave.SERIOUS), ("small", "roles"), (Likely.UNLIKELY, Grave.SMALL),
        "Who knows of a case already may recognise it.",
    ),
    Risk(
        "A separated parent learns what they must not",
        "An address, an answer or a place of a child comes to somebody under a court order.",
        (Likely.POSSIBLE, Grave.GRAVE), ("roles", "mail", "record"), (Likely.UNLIKELY, Grave.GRAVE),
        "The portal knows of a court order only when somebody enters it.",
    ),
)  # fmt: skip
