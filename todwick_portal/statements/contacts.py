"""Where to turn: the school, its data-protection officer, the ICO, the body for equality."""

from people.regulator import ICO as ICO_NAME
from people.regulator import ICO_PHONE, ICO_SITE
from people.settings import Key, number
from todwick_portal.papers.documents import Block, facts, points, words
from todwick_portal.papers.periods import Own

ICO = (
    (ICO_NAME, "until September 2026 the Information Commissioner’s Office"),
    ("Telephone", ICO_PHONE),
    ("Website", f"{ICO_SITE}/make-a-complaint"),
    ("By post", "it moved in autumn 2026: its address stands on its website, or ask by telephone"),
)
EQUALITY = (
    ("Equality Advisory and Support Service", "gives free advice on equality and human rights"),
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
            "If you are not content, turn to the ICO. It costs nothing. It expects that you told the school first, and "
            "asks what the school answered.",
        ),
        *words("The ICO watches over data protection in the United Kingdom:"),
        facts(*ICO),
    ]
