"""Pieces of a page that are kept as drawn: by every word of them, made of plain words alone, and of nothing else."""

from typing import NamedTuple

import pytest
from django.template.loader import get_template
from django.utils.safestring import SafeString

from incidents.complaint_rows import Listed
from incidents.rows import Cited, Row
from people import drawn as module
from people.drawn import MOST, NotPlain, all_drawn, drawn
from todwick_portal.frame import Bar, Foot, Person, Place, Tabs

ROW = "incidents/_row.html"
COMPLAINT = "incidents/complaints/_row.html"
KEPT = {
    ROW: Row("/i/1/", "Words", "A threat", "INC-1", (Cited("A4", "must", "a"),), "Seen", "Ms Holt", "today",
             "2 March 2026", "late", ""),
    COMPLAINT: Listed("/c/1/", "Homework", "concern", "COM-1", "A talk", "Ms Holt", "Stage 1", "received", "today",
                      "Answer by 2 March 2026", "late", ""),
    "components/tabs.html": Tabs((Place("/today/", "Today", "2", "page"),)),
    "components/foot.html": Foot("Todwick", "01909 770000", "", "account"),
    "components/demo_bar.html": Bar((Person("head", "Headteacher", "true"), Person("nobody", "Nobody", "false"))),
}  # fmt: skip
CLOSED = {ROW: {"age": "", "closed": "1 May 2026"}, COMPLAINT: {"next": "", "late": "", "closed": "1 May 2026"}}


@pytest.fixture
def drawn_times(monkeypatch) -> list[str]:
    """The templates by which something was drawn and not taken out of what is kept."""
    times: list[str] = []

    def get(name: str):
        times.append(name)
        return get_template(name)

    monkeypatch.setattr(module, "get_template", get)
    return times


def _fields(words: tuple) -> list[str]:
    return list(words._fields)  # type: ignore[attr-defined]


def test_the_same_words_are_drawn_once_and_others_anew(drawn_times):
    row = KEPT[ROW]

    first, again, other = drawn(ROW, row), drawn(ROW, row._replace()), drawn(ROW, row._replace(title="Others"))

    assert first == again
    assert "Others" in other
    assert drawn_times == [ROW, ROW]


@pytest.mark.parametrize(
    ("template", "name"),
    [(template, name) for template, words in KEPT.items() for name in _fields(words)],
)
def test_another_word_anywhere_is_another_piece(template, name):
    words = KEPT[template]
    if name == "closed":
        words = words._replace(**CLOSED[template])
    value = getattr(words, name)
    other = tuple(_other(one) for one in value) if isinstance(value, tuple) else ("" if value else "said")
    if isinstance(value, str) and name in {"closed", "title", "state", "kind"}:
        other = "Others"

    changed = drawn(template, words._replace(**{name: other}))

    assert changed != drawn(template, words)


def _other(words: tuple) -> tuple:
    return words._replace(**{name: f"other {name}" for name in _fields(words)})


@pytest.mark.parametrize(
    "template", [name for name, words in KEPT.items() if any(isinstance(one, tuple) for one in words)]
)
def test_another_word_of_a_word_is_another_piece(template):
    [(name, inner)] = [(name, one) for name, one in KEPT[template]._asdict().items() if isinstance(one, tuple)]
    for field in _fields(inner[0]):
        changed = inner[0]._replace(**{field: "" if field in {"waiting", "current", "pressed"} else f"other {field}"})
        other = KEPT[template]._replace(**{name: (changed, *inner[1:])})

        assert drawn(template, other) != drawn(template, KEPT[template]), field


def test_typed_words_stay_words_the_first_time_and_the_second():
    for _ in range(2):
        assert "&lt;b&gt;" in drawn(ROW, KEPT[ROW]._replace(title="<b>"))


@pytest.mark.parametrize("odd", [True, 1, None, SafeString("<b>"), ("plain", 1)])
def test_what_might_be_taken_for_other_words_is_refused(odd):
    with pytest.raises(NotPlain):
        drawn(ROW, KEPT[ROW]._replace(title=odd))


def test_words_that_count_as_html_get_what_was_drawn_for_words():
    typed = drawn(ROW, KEPT[ROW]._replace(title="<b>"))

    assert drawn(ROW, KEPT[ROW]._replace(title=SafeString("<b>"))) == typed
    assert "<b>" not in typed


@pytest.mark.parametrize("template", KEPT)
def test_nothing_of_a_request_or_a_moment_is_in_a_piece(template):
    source = get_template(template).template.source

    for word in ("csrf", "request", "user", "perms", "nonce", "messages", "{% now", "timesince", "{% load"):
        assert word not in source, word


def test_several_pieces_stand_one_after_the_other_and_count_as_html():
    rows = [KEPT[ROW], KEPT[ROW]._replace(title="Others")]

    both = all_drawn(ROW, rows)

    assert both == drawn(ROW, rows[0]) + drawn(ROW, rows[1])
    assert isinstance(both, SafeString)
    assert all_drawn(ROW, []) == ""


def test_no_more_are_kept_than_there_is_room_for():
    class Words(NamedTuple):
        places: tuple

    for number in range(MOST + 5):
        drawn("components/tabs.html", Words((Place("/", str(number), "", ""),)))

    assert drawn.cache_info().currsize == MOST
