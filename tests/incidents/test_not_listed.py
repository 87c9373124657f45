"""Words that stand only in cases that somebody may not see are in no list, choice, count, search, file or figure."""

import pytest

from incidents.actions.dealing import assign_case
from incidents.kinds import Affected, Kind
from incidents.models import Case
from incidents.walls import Standing
from people.models import User

from .made import Linked, Part, School, about, again, report
from .rules import a_rule
from .test_exporting import FILE
from .test_list import LIST
from .test_search import look
from .test_statistics import FIGURES

pytestmark = pytest.mark.django_db
CANARY, CODE, NAME = "Quetzalwords", "Q77", "Ocelot Perch"


def hidden(school: School, *about_whom: Linked) -> Case:
    """A case with words that stand nowhere else."""
    return report(
        school.reporter, *about_whom, Linked(Part.WITNESS, Standing.OTHER, NAME), title=f"{CANARY} in the title",
        words=f"{CANARY} were said.", kind=Kind.CONTACT, rules=[a_rule(CODE)], affected=[Affected.GOVERNOR],
    )  # fmt: skip


def pages(client, user: User) -> dict[str, str]:
    """Everything this person can ask of many incidents at once, as text."""
    client.force_login(user)
    asked = {
        "list": LIST, "state": f"{LIST}?state=new", "kind": f"{LIST}?kind=contact", "rule": f"{LIST}?rule={CODE}",
        "group": f"{LIST}?group=governor", "mine": f"{LIST}?mine=nobody", "figures": FIGURES,
    }  # fmt: skip
    found = {name: client.get(address).content.decode() for name, address in asked.items()}
    for words in (CANARY, NAME):
        found[words] = look(client, words).content.decode()
    sent = client.post(FILE, {"form": "csv"})
    found["file"] = b"".join(sent.streaming_content if sent.streaming else [sent.content]).decode()
    return found


@pytest.mark.parametrize("few", [5_000, 0], ids=["few hits", "too many hits to fetch"])
@pytest.mark.parametrize("who", ["head", "dsl", "handler", "colleague", "clerk"])
def test_the_canary_sings_nowhere(school, client, monkeypatch, who, few):
    monkeypatch.setattr("incidents.search.FEW", few)
    user = getattr(school, who)
    plain = report(school.reporter, about(None, Standing.PUPIL, "A child"), title="A plain one")
    assign_case(case=plain, user=school.handler, by=again(school.head))
    before = pages(client, again(user))
    case = hidden(school, about(school.head if who in {"head", "handler"} else school.colleague))

    after = pages(client, again(user))

    reference = case.reference
    for name, text in after.items():
        assert _counts(text) == _counts(before[name]), name
        assert reference not in text, name
        if name not in {CANARY, NAME}:  # what one types oneself comes back in the box
            assert CANARY not in text, name
        assert text.count(CANARY) == before[name].count(CANARY), name
        assert text.count(NAME) == before[name].count(NAME), name
        if name != "rule":
            assert CODE not in text, name


def test_whoever_may_see_it_finds_it_everywhere(school, client):
    """So the canary can sing."""
    hidden(school, about(school.colleague))

    found = pages(client, school.head)

    singing = {name for name, text in found.items() if f"{CANARY} in the title" in text}
    assert singing == set(found) - {"figures"}
    assert CODE in found["figures"]


def _counts(text: str) -> list[str]:
    """What a page says of how many there are, and how long it is apart from what changes with each answer."""
    return [line for line in text.splitlines() if "newest first" in line or 'class="num"' in line]
