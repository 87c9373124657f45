"""The demo's five moments worth seeing. Each opens the product as the right person at the right page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scene:
    """One *Show me* link: who you become, where you land, and what you will see there."""

    person: str
    who: str
    address: str
    title: str
    text: str


SCENES: tuple[Scene, ...] = (
    Scene(
        "teacher",
        "Miss Hallam, class 3H",
        "/consent/check/",
        "Six children, one picture, one answer",
        "In the corridor, on a phone: tap the children, read whom to leave out and where the picture may go instead.",
    ),
    Scene(
        "office",
        "Mrs Okoro, school office",
        "/consent/review/",
        "Answers nobody could place",
        "A misspelt name, a grandmother, two parents who differ: each waits for a person, with guesses and why.",
    ),
    Scene(
        "office",
        "Mrs Okoro, school office",
        "/consent/imports/new/",
        "Load a survey in a layout nobody prepared for",
        "Choose a file, look at what we make of each column, see every change by name before anything is saved.",
    ),
    Scene(
        "head",
        "Mr Penrose, headteacher",
        "/consent/classes/3H/",
        "One class at a glance",
        "All answers of 3H. The exceptions speak, a plain yes stays quiet; it prints on one page for the day.",
    ),
    Scene(
        "nobody",
        "A parent, without an account",
        "/policies/social-media/for/parents/",
        "What the policy asks of parents",
        "Three rules, plainly said, readable on any phone in a second, without a cookie.",
    ),
)
