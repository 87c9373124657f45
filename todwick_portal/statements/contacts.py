"""Where to turn: the school, its data-protection officer, the ICO, the body for equality. Public addresses in one "
"place."""

from people.settings import Key, number
from todwick_portal.papers.documents import Block, facts, points, words
from todwick_portal.papers.periods import Own

ICO = (
    ("Information Commissioner’s Office (ICO)", "Wycliffe House, Water Lane, Wilmslow, Cheshire SK9 5AF"),
    ("Telephone", "0303 123 1113"),
    ("Website", "ico.org.uk/make-a-complaint"),
)
EQUALITY = (
    ("Equality Advisory and Support Service", "advises you, and tells the Equality and Human Rights Commission"),
    ("Telephone", "0808 800 0082"),
    ("Website", "equalityadvisoryservice.com"),
)


def who_answers(own: Own) -> Block:
    """The school and its data-protection officer, as far as they are filled in."""
    return facts(
        ("Who answers for it", own[Key.SCHOOL_NAME]),
        ("Address", own[Key.SCHOOL_ADDRESS]),
        ("School office", _reached(own, Key.OFFICE_PHONE, Key.OFFICE_EMAIL)),
        ("Data-protection officer", own[Key.DPO_NAME]),
        ("To be reached at", _reached(own, Key.DPO_PHONE, Key.DPO_EMAIL)),
        ("Registered with the ICO as", own[Key.ICO_NUMBER]),
    )


def _reached(own: Own, phone: Key, mail: Key) -> str:
    return ", ".join(filter(None, (own[phone] and f"telephone {own[phone]}", own[mail])))


def how_to_complain(own: Own) -> list[Block]:
    """About personal data: to the school first, which must answer (Data (Use and Access) Act 2025), then to the ICO."""
    days = number(dict(own), Key.COMPLAINT_DATA_DAYS)
    return [
        points(
            "Tell the school: with the form on this site, by telephone, by letter or in person. You hear within "
            f"{days} days that it has your complaint, in the holidays too.",
            "It then looks into it without delay, tells you how far it is, and what came of it. The law says so: the "
            "Data (Use and Access) Act 2025.",
            "If you are not content, or do not want to ask the school, turn to the ICO. It costs nothing.",
        ),
        *words("The ICO watches over data protection in the United Kingdom:"),
        facts(*ICO),
    ]
