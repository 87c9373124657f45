"""The privacy statement: in short, then in layers; of the same tables as the records of processing."""

from collections.abc import Sequence

from django.urls import reverse

from people.settings import Key
from todwick_portal.papers.activities import ACTIVITIES
from todwick_portal.papers.documents import Block, Document, Part, facts, grid, points, way, words
from todwick_portal.papers.outgoing import backups, kinds_of_recipients
from todwick_portal.papers.periods import PERIODS, Own, all_kept
from todwick_portal.papers.shape import Activity

from .contacts import how_to_complain, who_answers

SHORT = (
    "We use what we hold here to run the school safely: for photo permission, for complaints and for what happens "
    "online.",
    "You can stop a photo permission at any time, and nobody asks why.",
    "Each person in school reads only what they need. Teachers read Yes, No or Ask the office.",
    "We sell nothing, count no visits, and let no program judge anybody.",
    "You may see what we hold about you or your child, and have mistakes put right.",
    "If something is wrong, tell us. You may also turn to the Information Commission (ICO).",
)
RIGHTS = (
    "To know: what we hold about you or your child, why, and who read it. We answer within one month.",
    "To have it put right where it is wrong, and completed where something is missing.",
    "To have it taken away, where we need it no longer and no law says that we must keep it.",
    "To have its use held back while something is looked into.",
    "To object, where we use it for our public task.",
    "To take a permission back at any time. What was done before stays lawful; pictures come down.",
    "To get what you gave us in a form that a computer reads.",
    "Not to be judged by a program alone. Nobody is, here.",
)
RIGHTS_HOW = (
    "Ask the school office or the data-protection officer, in any form: by word of mouth, letter or mail. It costs "
    "nothing. For a young child a parent asks, but the right is the child’s."
)
PUBLIC = (
    "No cookie is set, nothing about you is kept, and nothing is loaded from anybody else’s server. If you ask about "
    "a picture or complain without an account, the address of your device is not kept."
)
COURT = (
    "We pass on what a law or a court tells us to, and what must be told to protect a child: to the local authority, "
    "the police, or a school to which a child moves. A person decides that each time; the portal sends nothing there."
)


def document(own: Own, places: Sequence[str]) -> Document:
    """The whole statement. `places` are those where a picture may go, with permission."""
    return Document(
        "Privacy",
        "What the school keeps here about children, families and staff, why, and what you can do.",
        (
            Part("short", "In short", [points(*SHORT)]),
            Part("who", "Who answers for it", [who_answers(own)]),
            Part("what", "What we keep, and why", [_what(ACTIVITIES)], is_folded=True),
            Part("basis", "On what ground", [_grounds(own)], is_folded=True),
            Part("pictures", "Where pictures may go", _places(places), is_folded=True),
            Part("how-long", "For how long", [_how_long(own)], is_folded=True),
            Part("gets", "Who gets it", _recipients(own), is_folded=True),
            Part("rights", "Your rights", [points(*RIGHTS), *words(RIGHTS_HOW), _how_to_ask()]),
            Part("complain", "To complain", how_to_complain(own)),
            Part("public", "If you only read the public pages", words(PUBLIC)),
        ),
    )


def _how_to_ask() -> Block:
    return way("How to ask about your data", reverse("incidents:data-rights"))


def _what(activities: Sequence[Activity]) -> Block:
    rows = [(one.title, one.purpose, one.data, one.readers) for one in activities]
    return grid(("For what", "Why", "What is kept", "Who reads it in school"), rows)


def _grounds(own: Own) -> Block:
    """The lawful basis of each; of photo permission the school's own words first."""
    said = {"permission": own[Key.PERMISSION_BASIS].strip()}
    rows = [(one.title, " ".join(filter(None, (said.get(one.key, ""), one.basis, one.special)))) for one in ACTIVITIES]
    return grid(("For what", "Ground in the UK GDPR"), rows)


def _places(places: Sequence[str]) -> list[Block]:
    if not places:
        return words("The school uses no place for pictures at present.")
    return [*words("Only with your permission, for each place on its own:"), points(*places)]


def _how_long(own: Own) -> Block:
    times = all_kept(own)
    rows = [(period.what, times[key]) for key, period in PERIODS.items()]
    return grid(("What", "How long"), rows)


def _recipients(own: Own) -> list[Block]:
    """Who outside the school has something of it, by kind and holder: what is set up on this server, nothing else.
    Never a host or a building: whoever wants to break in would begin there, and nobody else needs it."""
    out = kinds_of_recipients()
    sealed = "Sealed copies of everything. Only who holds the private key opens them." if backups() else ""
    return [
        facts(("The server", own[Key.SERVER_KEPT_BY]), *out, ("Backups", sealed)),
        *words("" if out else "This server sends nothing to anybody else.", COURT),
    ]
