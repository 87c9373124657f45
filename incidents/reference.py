"""References of cases: short enough for the telephone, telling nothing of how many there are (requirements 2.3)."""

import secrets

# No sign that is read as another one: no I, L, O, U, 0, 1.
SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 4


def new_reference(prefix: str, school_year: int) -> str:
    """A reference such as INC-2627-7KQ4, by chance. May meet one that exists: whoever keeps it tries again.

    It is no secret, and neither a count nor an order can be read from it.
    """
    random = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return f"{prefix}-{school_year % 100:02d}{(school_year + 1) % 100:02d}-{random}"
