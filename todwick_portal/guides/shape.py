"""What a guide is made of: for one role, in a screen or two, in the order in which things come up."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Step:
    """One thing to do. `route` is the page for it, `door` the words of the link; `shot` a picture beside it."""

    title: str
    text: str
    route: str = ""
    door: str = ""
    shot: str = ""


@dataclass(frozen=True)
class Guide:
    """The guide of one role."""

    slug: str
    name: str
    lead: str
    steps: tuple[Step, ...] = field(default_factory=tuple)


SIGN_IN = Step(
    "Sign in",
    "With your work address: a code comes by mail, or choose a password. The first time you set up a second step, on "
    "your phone or with fingerprint, face or PIN. Keep the recovery codes on paper.",
    "account_login",
    "Sign in",
)
STANDS_IN = Step(
    "Before you are away",
    "Name who stands in for you. They get your rights for those days and no longer.",
    "people:cover",
    "Who stands in",
)
