"""Honest limits: what somebody gets who has a device, a backup, an account, the server; what not; what to do first.

Each claim names what shows it (`proofs`: a test, or a page of the docs); a test looks whether those are there.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.http import SignedInRequest
from people.permissions import Permission, requires
from people.settings import Key, number, read_for
from todwick_portal.papers.documents import Document, Part, facts, points, words
from todwick_portal.papers.periods import Own

from .limit import Limit
from .limits_of_accounts import ACCOUNTS
from .limits_of_servers import SERVERS


def limits(own: Own) -> tuple[Limit, ...]:
    """All of them, with the minutes and hours that the school has set."""
    away, leading = number(dict(own), Key.IDLE_MINUTES), number(dict(own), Key.IDLE_MINUTES_LEADING)
    hours = number(dict(own), Key.SIGNED_IN_HOURS)
    return (
        Limit(
            "device",
            "A laptop or phone is lost while somebody is signed in",
            (
                "What is on the screen, until something is pressed.",
                f"For {away} minutes after it was last used ({leading} for headteacher, safeguarding lead, chair and "
                "clerk) all that its owner may read.",
                f"After that, until {hours} hours after signing in: Yes, No and Ask the office.",
                "Files that were downloaded to it.",
            ),
            (
                "No list and no export without proving again who it is, nor a change of anybody’s rights.",
                "Nothing by the back button: pages are not kept in the browser.",
            ),
            (
                "Its owner signs in elsewhere: Your account, Where you are signed in, Sign out everywhere. It counts "
                "at once.",
                "Else the office ends the account or its sign-ins. Then tell the data-protection officer.",
            ),
            ("tests/people/test_zones.py", "tests/project/test_zone_walk.py", "tests/people/test_sign_in_sessions.py"),
        ),
        Limit(
            "tablet",
            "A class tablet is lost",
            ("The names of children in its classes with Yes, No or Ask the office, for one place at a time.",),
            ("No answer, no parent, no incident, no other page: nobody is signed in there. It prints nothing.",),
            ("The office takes it out of use under School, Class tablets. It counts with its next question.",),
            ("tests/people/test_devices_tablet.py", "tests/project/test_next_request.py"),
        ),
        *SERVERS,
        *ACCOUNTS,
        Limit(
            "network",
            "Somebody listens on the network",
            ("Which site is visited, when, and how much is sent.",),
            (
                "Nothing of what is sent: the portal speaks by https alone, and browsers are told so for a year.",
                "A mail on its way may be read by others. That is why it names nobody.",
            ),
            (
                "Nothing, unless the browser warns of a certificate: then sign in nowhere, and ring whoever runs the "
                "server.",
            ),
            ("tests/project/test_production.py", "tests/incidents/test_mails.py"),
        ),
        Limit(
            "link",
            "A parent opens somebody else’s link",
            ("The page for signing in, as everybody does.",),
            (
                "Nothing of another child or of a complaint that is not theirs, not even whether it is there.",
                "A link in a mail opens nothing without signing in.",
            ),
            ("Nothing has to be done.",),
            ("tests/project/test_walk.py", "tests/consent/test_mine_views.py"),
        ),
        Limit(
            "code",
            "Somebody finds the access code of a complaint",
            ("Where the complaint stands and what was said since, and they can write in it.",),
            (
                "Not what stood in the form, nor who complained.",
                "No other complaint. A code is never guessed: it has 125 bits, and tries are counted.",
            ),
            ("Whoever complained rings the office and gets a new code. The old one ends at once.",),
            ("tests/incidents/complaints/test_codes_handed_on.py", "tests/incidents/complaints/test_form_limits.py"),
        ),
    )


LEAD = "No portal keeps everything from everybody. This is what somebody gets who has what they should not have."


def document(own: Own) -> Document:
    """The page of it: a part for each, folded."""
    told = facts(("Who decides", "The headteacher, with the data-protection officer; within 72 hours of knowing."))
    parts = [Part("first", "Whatever it is", [*words(FIRST), told])]
    for one in limits(own):
        blocks = []
        for title, said in (("They get", one.gets), ("They do not get", one.not_gets), ("Do this first", one.first)):
            blocks += [*words(f"{title}:"), points(*said)]
        parts.append(Part(one.key, one.who, blocks, is_folded=True))
    return Document("Honest limits", LEAD, parts)


FIRST = (
    "Tell the headteacher at once, and write it down under Data breaches, even where it turns out to be nothing. From "
    "there you see who is to be told."
)


@require_safe
@requires(Permission.HOME)
def limits_page(request: SignedInRequest) -> HttpResponse:
    """For everybody with an account: whoever loses a laptop must find it."""
    return render(request, "guides/limits.html", {"document": document(read_for(request)).as_dict()})
