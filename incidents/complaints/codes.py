"""The access code of a complaint: the one secret of its receipt. Shown once, kept as a digest alone (security 2.4).

Five groups of five signs, each by chance out of 32: 125 bits.
"""

import hashlib
import hmac
import secrets

from django.conf import settings

# No letter O, no number 0, no letter I, no number 1. Small and capital letters are the same sign.
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
GROUPS, LENGTH = 5, 5
MAILED_DIGITS = 6


def new_code() -> str:
    """A code by chance, in five groups of five: 125 bits."""
    return " ".join("".join(secrets.choice(SIGNS) for _ in range(LENGTH)) for _ in range(GROUPS))


def code_out_of(secret: str) -> str:
    """The code that belongs to a secret, which lies in one browser's session and nowhere else: the same however often
    it is asked for, so that a form sent twice has one code. `secret` is of 125 bits or more.

    >>> code_out_of("a") == code_out_of("a") != code_out_of("b")
    True
    """
    found = hmac.new(settings.DATA_KEY.encode(), f"complaint code out of {secret}".encode(), hashlib.sha256).digest()
    number = int.from_bytes(found)
    signs = [SIGNS[(number >> (5 * place)) % len(SIGNS)] for place in range(GROUPS * LENGTH)]
    return " ".join("".join(signs[start : start + LENGTH]) for start in range(0, len(signs), LENGTH))


def new_mailed_code() -> str:
    """Six digits for a mail. Short, so it holds for minutes and for a few tries."""
    return "".join(secrets.choice("0123456789") for _ in range(MAILED_DIGITS))


def plain(typed: str) -> str:
    """A code as it counts: capital letters and digits, whatever stands between them.

    >>> plain("k7qmd-3wxpa hn9ft"), plain("")
    ('K7QMD3WXPAHN9FT', '')
    """
    return "".join(sign for sign in typed.upper() if sign in SIGNS)


def digest_of(code: str) -> str:
    """What is kept and looked for. Keyed, so that the table alone lets nobody try codes out."""
    return _keyed("access code", plain(code))


def mailed_digest(case_key: int, code: str) -> str:
    """What is kept of a mailed code: of one complaint, so that no digest fits another."""
    return _keyed(f"mailed code {case_key}", "".join(sign for sign in code if sign.isdecimal()))


def _keyed(what: str, text: str) -> str:
    return hmac.new(settings.DATA_KEY.encode(), f"complaint {what}: {text}".encode(), hashlib.sha256).hexdigest()
