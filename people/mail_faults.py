"""Why a mail did not get out, in words for the office: the transport's reason, never a mail's text or a password."""

import smtplib

from django.conf import settings

FIT = 300
LONGEST_QUOTE = 160
SHORTEST_WORD = 6


def is_for_good(fault: Exception) -> bool:
    """Whether the server refused the address itself for good (550 to 559): another try gets the same answer.

    Any other refusal, one of the portal's own name among them, may be mended meanwhile.
    """
    refused = getattr(fault, "recipients", None)
    if not isinstance(fault, smtplib.SMTPRecipientsRefused) or not refused:
        return False
    return all(550 <= code <= 559 for code, _ in refused.values())


def in_words(fault: Exception, text: str, *, is_secret: bool) -> str:
    """A sentence about `fault`. What a server said is quoted only where it holds nothing of the mail's `text`;
    of a mail with a code or link only the server's number is told (security 2.4)."""
    refused = getattr(fault, "recipients", None)
    if isinstance(fault, smtplib.SMTPRecipientsRefused) and refused:
        code, said = next(iter(refused.values()))
        words = _with_quote(f"The mail server does not take this address ({code}).", said, text, is_secret)
    elif isinstance(fault, smtplib.SMTPAuthenticationError):
        words = f"The mail server refused the portal's name or password ({fault.smtp_code}). Look at EMAIL_URL."
    elif isinstance(fault, smtplib.SMTPResponseException):
        said = fault.smtp_error
        words = _with_quote(f"The mail server refused it ({fault.smtp_code}).", said, text, is_secret)
    elif isinstance(fault, smtplib.SMTPServerDisconnected):
        words = "The mail server broke off."
    elif isinstance(fault, OSError) and not isinstance(fault, smtplib.SMTPException):
        words = f"The mail server cannot be reached ({type(fault).__name__})."
    elif status := getattr(fault, "status_code", None):
        words = f"The mail service answered {int(status)}."
    else:
        words = f"The mail could not be handed over ({type(fault).__name__})."
    return words[:FIT]


def _with_quote(sentence: str, said: bytes | str, text: str, is_secret: bool) -> str:
    quote = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    quote = " ".join("".join(sign if sign.isprintable() else " " for sign in quote).split())[:LONGEST_QUOTE]
    if is_secret or not quote or _holds_some_of(quote, text):
        return sentence
    return f"{sentence} It said: {quote}"


def _holds_some_of(quote: str, text: str) -> bool:
    """Whether a long word or a number of the mail, or the portal's password, stands in what the server said."""
    words = {word for word in text.split() if len(word) >= SHORTEST_WORD or any(sign.isdigit() for sign in word)}
    words |= {settings.EMAIL_HOST_PASSWORD} if settings.EMAIL_HOST_PASSWORD else set()
    return any(word in quote for word in words)
