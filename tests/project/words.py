"""The words of the school on screen: which terms of the code no page may show, and what templates show."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"

# Terms of code and design (left), and what people read instead.
NOT_ON_SCREEN = {
    r"consent check": "Can I use this picture?",
    r"consents?": "photo permission",
    r"verdicts?": "may it be used",
    r"do_not_publish": "not to be published",
    r"take-?downs?": "pictures to remove",
    r"custodians?": "account holder in school",
    r"dry run": "look before saving",
    r"imports?": "load the survey",
    r"importing|imported": "loading, loaded",
    r"mappings?": "match the questions",
    r"undo|undone": "take this load back",
    r"rolls?": "pupil list",
    r"review queue|triage": "answers to sort out",
    r"acknowledge\w*": "I have read this",
    r"(?<!data )breach(es)?": "rule not followed, data breach",
    r"tombstones?|legal holds?|retention proposals?": "record of destruction, keep, due for disposal",
    r"redact\w*": "names blacked out",
    r"statutes?": "laws that may apply",
    r"handlers?": "who is dealing with it",
    r"escalat\w*": "ask for the next stage",
    r"TOTP": "code from your phone app",
    r"passkeys?": "fingerprint, face or PIN",
    r"second factors?": "second step",
    r"conflicts?": "parents answered differently",
    r"coverage": "148 of 210 families have answered",
    r"successfully|please note|invalid": "plain words",
}


def shown(template: str) -> str:
    """What a template writes itself, without its tags, comments and attributes that nobody reads."""
    text = re.sub(r"(?s){% comment .*?{% endcomment %}|{#.*?#}", " ", template)
    text = re.sub(r"(?s)<(script|svg)\b.*?</\1>", " ", text)
    read = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', text)
    text = re.sub(r"(?s){%.*?%}|{{.*?}}", " ", text)
    text = re.sub(r"(?s)<[^>]*>", " ", text)
    return " ".join([text, *(re.sub(r"(?s){%.*?%}|{{.*?}}", " ", one) for one in read)])


def wrong_words(text: str) -> list[str]:
    """Each term that stands in `text`, with what to write instead."""
    return [
        f"{found.group()!r}: write {instead!r}"
        for pattern, instead in NOT_ON_SCREEN.items()
        if (found := re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE))
    ]
