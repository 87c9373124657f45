"""Texts made to keep a pattern busy for ever: each is read, or refused, in under two seconds."""

import time

import pytest

from people.spreadsheets.limits import DEFAULT_LIMITS
from policies.importing import NotAPolicy, propose
from policies.reading import kinds

LONG = 100_000
TRAPS = {
    "one word": "a" * LONG,
    "spaces": "a" + " " * LONG + "b",
    "tabs": "a\t" * (LONG // 2),
    "no full stop": "word " * (LONG // 5),
    "full stops": "a. " * (LONG // 3),
    "dots": "." * LONG + "x",
    "dots and spaces": ". " * (LONG // 2) + "x",
    "leaders without a page": ("Title " + "." * 250 + "\n") * 300,
    "opened brackets": "[" * LONG,
    "opened links": "[a](" * (LONG // 4),
    "opened tags": "<a " * (LONG // 3),
    "opened comments": "<!--" * (LONG // 4),
    "stars": "*a" * (LONG // 2),
    "wholly bold": "**" + "a " * (LONG // 2),
    "backslashes": "\\" * LONG,
    "hyphens at ends": "verylongword-\nrest of it " * (LONG // 25),
    "numbers": "1.1.1.1.1.1.1" * (LONG // 13),
    "numbered lines": "1.1 A\n" * 1000,
    "bullets going in": "".join(" " * (n % 60) + "- a\n" for n in range(3000)),
    "quotes in quotes": ">" * 20_000 + " a",
    "lists in lists": "".join("  " * n + "- a\n" for n in range(400)),
    "capitals": "Aa Of The And In " * (LONG // 17) + "Policy",
    "all would": "all " + "a " * (LONG // 2) + " wil",
    "recommend": "recommend " * (LONG // 10) + "no",
    "readers": "staff, " * (LONG // 7) + "x",
    "only with": "only with " * (LONG // 10),
    "headings": "".join(f"{n}. Heading\n" for n in range(1, 1000)),
    "page feet": "the\n\nPage 1 of 2\n\n" * 1500,
    "same heading": "A. Staff\nB. Pupils\n" * 700,
    "please": "please " * (LONG // 7),
    "may with": "may a with " * (LONG // 11),
    "done by": "be a by " * (LONG // 8),
    "conditions": "if a, " * (LONG // 6),
    "no and words": "no " + "a " * (LONG // 2),
    "in the": "in " + "the " * (LONG // 4),
    "heads in bold": "**A.** B c d e f.\n\n" * 3000,
    "questions": "Q: a?\n\nA: b\n\n" * 3000,
    "do and do not": "Do\n\nDon't\n\n" * 2000,
    "long rules": "".join(f"- Staff must {n} {'very ' * 300}long\n" for n in range(60)),
}


def test_there_are_at_least_twenty_five_traps():
    assert len(TRAPS) >= 25


@pytest.mark.parametrize("ending", [".txt", ".md"])
@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_takes_less_than_two_seconds(name, ending):
    begun = time.process_time()
    try:
        propose(kinds.read(TRAPS[name].encode(), "trap" + ending, DEFAULT_LIMITS))
    except NotAPolicy as refusal:
        assert str(refusal)

    assert time.process_time() - begun < 2
