"""What is longer than the portal keeps. Only a file that was written by hand can hold it."""

from collections.abc import Iterator

from policies.content import PolicyText
from policies.reading.refusals import NotAPolicy


def refuse_too_long(wording: PolicyText) -> None:
    """Raise NotAPolicy for a title, code or field that does not fit, in words that say which."""
    for what, text, most in _limited(wording):
        if len(text) > most:
            raise NotAPolicy(f"{what} is longer than {most} characters: “{text[:60]}…”. Shorten it in the file.")


def _limited(wording: PolicyText) -> Iterator[tuple[str, str, int]]:
    yield "The line under the title", wording.lead, 300
    yield "The name of who looks after the policy", wording.looked_after_by, 120
    for method in wording.methods:
        yield "The short name of a way to talk", method.slug, 40
        yield "The name of a way to talk", method.name, 80
        yield "How to use a way to talk", method.how_to_use, 300
    for text, waits_for in wording.open_points:
        yield "A point that is not settled", text, 300
        yield "Who is to settle a point", waits_for, 120
    for area in wording.areas:
        yield "The code of an area", area.code, 12
        yield f"The title of area {area.code}", area.title, 160
        yield f"The second title of area {area.code}", area.long_title, 200
    for rule in wording.rules:
        yield "The code of a rule", rule.code, 12
        for title in rule.related:
            yield f"The title of a document at rule {rule.code}", title, 120
