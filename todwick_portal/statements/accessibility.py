"""The accessibility statement, with what the regulations of 2018 ask of one.

Three sentences stand in the words of the government's model statement, which are not to be changed: what the school is
committed to, how far the site complies, who enforces it (docs/sources.md).
"""

import datetime as dt

from people.settings import Key
from policies.papers.front import on_paper
from todwick_portal.papers.documents import Document, Part, facts, points, words
from todwick_portal.papers.periods import Own

from .contacts import EQUALITY

REGULATIONS = "Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018"
STANDARD = "Web Content Accessibility Guidelines version 2.2 AA standard"
WORKS = (
    "Everything can be done with a keyboard alone, and without JavaScript.",
    "An answer is never told by colour alone: there is always a word.",
    "You can enlarge the text to four times its size, and read on a screen of 320 pixels without scrolling sideways.",
    "Pages follow the light or dark colours and the reduced motion that you set on your device.",
    "Errors say what is wrong and how to mend it, and what you typed stays.",
    "Pages can be printed. PDFs made here carry headings, lists and tables that help software can read.",
)
FAILS = (
    "Documents that the school has uploaded, such as policies by others, may be scans or without headings (1.1.1, "
    "1.3.1, 2.4.2). Ask us for them in another form.",
    "Pictures of evidence of an incident have no words for what they show but those that somebody wrote beside them "
    "(1.1.1). Whoever deals with the incident tells you.",
)
OUTSIDE = (
    "The grid of a class on a wide screen is a table that scrolls both ways. On a phone it becomes a list.",
    "Files that somebody downloads as a spreadsheet look as the program in which they are opened shows them.",
)
HOW = (
    "Every page, at the width of a desk and of a phone, in light and in dark, is looked through by machine with "
    "axe-core each time the portal is changed; so are the errors of its forms.",
    "Tests go through the main tasks by keyboard and without JavaScript, and measure that nothing scrolls sideways.",
    "The contrast of each colour is computed: 4.5 to 1 for text, 3 to 1 for the edges of what can be pressed.",
)


def document(own: Own) -> Document:
    """The statement of this school."""
    return Document(
        "Accessibility",
        f"How far everybody can use this site of {own[Key.SCHOOL_NAME]}, and what to do where it does not work for "
        "you.",
        (
            Part("works", "What works", [points(*WORKS)]),
            Part(
                "help",
                "If you need it in another form",
                [
                    *words(
                        "Anything on this site can be had on paper, in large print, by telephone or in person. "
                        "Complaints, answers about pictures and everything else too."
                    ),
                    facts(
                        ("Telephone", own[Key.OFFICE_PHONE]),
                        ("E-mail", own[Key.OFFICE_EMAIL]),
                        ("Post", own[Key.SCHOOL_ADDRESS]),
                    ),
                ],
            ),
            Part(
                "tell",
                "If something does not work",
                words(
                    "Tell the school office which page it is and what you wanted to do. It is passed to whoever looks "
                    "after the site, and you hear what comes of it."
                ),
            ),
            Part(
                "enforced",
                "If you are not content with our answer",
                [
                    *words(
                        "The Equality and Human Rights Commission (EHRC) is responsible for enforcing the "
                        f"{REGULATIONS}. Turn first to the service that advises on it:"
                    ),
                    facts(*EQUALITY),
                ],
            ),
            Part(
                "status",
                "How far it complies",
                [
                    *words(
                        f"{own[Key.SCHOOL_NAME]} is committed to making its website accessible, in accordance with "
                        f"the {REGULATIONS}. They ask it of a school for what people need in order to deal with it "
                        "online, such as forms; here it holds for every page.",
                        f"This website is partially compliant with the {STANDARD}, due to the non-compliances listed "
                        "below.",
                    ),
                    points(*FAILS),
                ],
            ),
            Part("outside", "What else to know", [points(*OUTSIDE)]),
            Part("tested", "How it was tested", [points(*HOW, _tried(own))]),
            Part("made", "When this statement was looked through", words(*_looked_through(own))),
        ),
    )


def _tried(own: Own) -> str:
    """Whether people tried the site who need it: no machine says how it is to them."""
    tried = own[Key.ACCESSIBILITY_TRIED_ON]
    if not tried:
        return "It has not been tried yet by people who use a screen reader every day."
    day = on_paper(dt.date.fromisoformat(tried))
    return f"Somebody who needs it tried the site with a screen reader or by keyboard on {day}."


def _looked_through(own: Own) -> tuple[str, str]:
    """When somebody in school held the statement against the site. No day is made up: without one that is said."""
    read = own[Key.ACCESSIBILITY_READ_ON]
    return (
        f"The school last looked this statement through on {on_paper(dt.date.fromisoformat(read))}."
        if read
        else "The school has not written down yet when it last looked this statement through.",
        "It comes with the portal: what it says of tests holds for the portal as it is on this site today. Whether it "
        "holds for what the school put in is for somebody in school to see, once a year.",
    )
