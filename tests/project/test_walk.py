"""Every address, walked as nobody and as each of the ten roles, by GET and by POST (security 3, rows 1 and 2)."""

import copy
import csv
import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.models import Pupil, SchoolSetting, User
from people.permissions import Permission
from people.roles import Role
from policies.models import PolicyVersion
from tests import html
from tests.factories import PupilContactFactory, PupilFactory, UserFactory
from tests.in_each_run import some_of
from tests.project.access import (
    ACCESS,
    ACCOUNT,
    AUDIT,
    BACKUP,
    BY_RELATION,
    DISPOSAL,
    OF_ONES_COMPLAINT,
    POLICY,
    PUBLIC,
    READING_ROWS,
)
from tests.project.words import wrong_words
from tests.project.world import World

pytestmark = pytest.mark.slow  # a whole demo school, and each address a dozen times
OWN_MATRIX = Path(__file__).resolve().parents[2] / "docs" / "permissions.csv"
DESIGN_MATRIX = Path(__file__).resolve().parents[3] / "shared" / "design" / "access_matrix.csv"
SIGN_IN = "/accounts/login/"


def _answer(
    client: Client, method: str, name: str, arguments: dict[str, Any], fields: dict[str, str] | None = None
) -> Any:
    """What the portal answers; whatever the request did is taken back, a sign-out too."""
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        response = getattr(client, method)(reverse(name, kwargs=arguments), fields)
        if getattr(response, "streaming", False):
            list(response.streaming_content)  # a file is read to its end and closed, as a browser does
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def _client(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def _walk(world: World, user: User | None) -> Iterator[tuple[str, str, str, int, str]]:
    """(address, method, which arguments, status, where to) of every address."""
    yield from _walk_as(_client(user), world)


def _walk_as(client: Client, world: World) -> Iterator[tuple[str, str, str, int, str]]:
    for name in ACCESS:
        ways = [("known", world.known.get(name, {}))]
        if name in world.unknown:
            ways.append(("unknown", world.unknown[name]))
        for which, arguments in ways:
            for method in ("get", "post"):
                response = _answer(client, method, name, arguments)
                yield name, method, which, response.status_code, response.headers.get("Location", "")


def _is_right_for_nobody(name: str, method: str, which: str, status: int, where: str) -> bool:
    if ACCESS[name] == PUBLIC:
        return _is_let_in(name, method, which, status, where)
    return (status == 302 and where.startswith(SIGN_IN)) if method == "get" else status == 401


def _is_let_in(name: str, method: str, which: str, status: int, where: str) -> bool:
    """An answer of the page itself. What does not exist is not found, but by who may look."""
    if which == "unknown" and method == "get" and not name.startswith("account_"):
        return status in {404, 405}
    expected = {200, 302, 400, 405, 409, 422} | ({404} if which == "unknown" else set())
    return status in expected and not (status == 302 and ACCESS[name] != PUBLIC and where.startswith(SIGN_IN))


def test_nobody_is_sent_to_sign_in_everywhere_but_on_the_public_pages(db, world):
    wrong = [step for step in _walk(world, None) if not _is_right_for_nobody(*step)]

    assert wrong == []


@pytest.mark.parametrize("role", Role)
def test_each_role_reaches_what_is_its_own_and_is_refused_the_rest(db, world, short_refusals, role):
    steps = list(_walk(world, world.users[role]))
    own = [step for step in steps if ACCESS[step[0]] == PUBLIC or role in ACCESS[step[0]]]
    refused: dict[tuple[str, str], set[int]] = defaultdict(set)
    for name, _, which, status, _ in (step for step in steps if step not in own):
        refused[name, which].add(status)

    hidden = [step for step in own if role not in BY_RELATION.get(step[0], {role})]
    assert [step for step in own if step not in hidden and not _is_let_in(*step)] == []
    assert [step for step in hidden if step[3] not in {404, 405}] == []
    # Refused whether or not the record exists; 405 only for the method that nobody may use there.
    assert {place: got for place, got in refused.items() if got - {405} != {403}} == {}


@pytest.mark.parametrize("role", [Role.STAFF, Role.OFFICE, Role.HEAD, Role.DSL, Role.PARENT, None])
def test_every_page_is_in_order_and_speaks_the_words_of_the_school(db, world, role):
    client, wrong = _client(world.users[role] if role else None), {}
    for name in ACCESS:
        response = _answer(client, "get", name, world.known.get(name, {}))
        if not html.is_page(response):
            continue
        page = response.content.decode()
        words = [] if name.startswith("policies:") else wrong_words(html.Page(page).text)  # the policy's own words
        if found := html.faults(page) + words:
            wrong[name] = found

    assert wrong == {}


# --- the school's own table ---------------------------------------------------------------------------------

PLACES = {
    ("policy_published", "read"): ("policies:policy", "get"),
    ("policy_published", "print"): ("policies:audience", "get"),
    ("consent_check", "read_yes_no"): ("consent:check", "get"),
    ("consent_full_record", "read"): ("consent:pupil", "get"),
    ("consent_full_record", "correct"): ("consent:entry", "get"),
    ("consent_import", "run"): ("consent:import-new", "get"),
    ("consent_import", "undo"): ("consent:undoing", "post"),
    ("consent_export", "download"): ("consent:register", "post"),
}
FIELDS = {"consent:register": {"format": "csv"}}
ROLE_OF = {
    **dict.fromkeys(("parent_own", "parent_other", "former_parent"), Role.PARENT),
    **dict.fromkeys(("staff_unrelated", "staff_reporter", "staff_handler", "staff_subject"), Role.STAFF),
    **dict.fromkeys(("class_teacher", "teacher_other_class", "former_staff"), Role.STAFF),
    **dict.fromkeys(("head", "head_subject"), Role.HEAD),
    **dict.fromkeys(("chair", "chair_subject"), Role.CHAIR),
    **dict.fromkeys(("governor", "governor_panel"), Role.GOVERNOR),
    "dsl": Role.DSL, "clerk": Role.CLERK, "office": Role.OFFICE, "dpo": Role.DPO,
}  # fmt: skip
DRAFT, FIGURES = ("policy_draft", "read"), ("consent_figures", "read")
OWN_CHILD = {("consent_own_child", action) for action in ("read", "withdraw", "grant")}
SUBJECTS = {"head_subject", "chair_subject"}  # drafts and figures are about nobody; these begin with incidents
WITHOUT_ACCOUNT = {"anon", "receipt_holder", "it_admin"}  # who runs the server has commands, and no page


def _rows() -> list[dict[str, str]]:
    with OWN_MATRIX.open(newline="") as file:
        return list(csv.DictReader(file))


def _user(row: str, world: World) -> User | None:
    if row in WITHOUT_ACCOUNT:
        return None
    if not row.startswith("former_"):
        return world.users[ROLE_OF[row]]
    left = timezone.localdate() - dt.timedelta(days=1)
    user = UserFactory(ends_on=left if row == "former_staff" else None)
    user.assignments.create(role=ROLE_OF[row], starts_on=left, ends_on=left)
    return user


@pytest.mark.parametrize(("thing", "action"), PLACES)
def test_the_table_of_permissions_holds(db, world, thing, action):
    """Rows policy_published, consent_check, consent_full_record, consent_import and consent_export, by name."""
    name, method = PLACES[(thing, action)]
    rows = [row for row in _rows() if (row["object"], row["action"]) == (thing, action)]
    assert len(rows) == 23

    reached = {
        row["role"]: _answer(
            _client(_user(row["role"], world)), method, name, world.known.get(name, {}), FIELDS.get(name)
        )
        for row in rows
    }

    for row in rows:
        response = reached[row["role"]]
        let_in = response.status_code in {200, 302} and not response.headers.get("Location", "").startswith(SIGN_IN)
        assert let_in == (row["verdict"] != "N"), f"{row['role']} {row['object']} {action}: {response.status_code}"


def test_the_row_of_drafts_holds_wherever_one_is_read(db, world):
    """Row policy_draft, read: whether it exists in the table of versions, and on its page."""
    draft = PolicyVersion.objects.under_way().select_related("policy").get()
    rows = [row for row in _rows() if (row["object"], row["action"]) == DRAFT and row["role"] not in SUBJECTS]
    assert len(rows) == 21

    seen = {row["role"]: _sees(draft, _user(row["role"], world)) for row in rows}

    assert seen == {row["role"]: row["verdict"] != "N" for row in rows}


def test_the_row_of_figures_holds(db, world):
    """Row consent_figures, read: on the start page, class by class for those who see the children.

    The safeguarding lead sees the same classes as a reader of every record, not by this row. Head and chair who are
    themselves the subject of a record begin with incidents: there is no record yet of which they could be it.
    """
    rows = [row for row in _rows() if (row["object"], row["action"]) == FIGURES and row["role"] not in SUBJECTS]
    assert len(rows) == 21

    seen = {row["role"]: _reads_figures(_user(row["role"], world)) for row in rows}

    assert seen == {row["role"]: row["verdict"] != "N" for row in rows}


def _reads_figures(user: User | None) -> bool:
    page = _client(user).get(reverse("dashboard")).content.decode()
    by_class = 'aria-labelledby="perm"' in page
    assert by_class == (user is not None and user.has_perm(Permission.CONSENT_RECORD_VIEW))
    return "Photo permission in figures" in page or (by_class and Role.DSL not in user.roles)


def _sees(draft: PolicyVersion, user: User | None) -> bool:
    exists = PolicyVersion.objects.visible_to(user or AnonymousUser()).filter(pk=draft.pk).exists()
    assert _client(user).get(draft.get_absolute_url()).status_code == (200 if exists else 404)
    return exists


def test_every_row_of_the_table_is_asserted():
    walked = {*PLACES, *OWN_CHILD, *ACCOUNT, *AUDIT, *BACKUP, *DISPOSAL, *POLICY, *READING_ROWS, DRAFT, FIGURES}
    assert {(row["object"], row["action"]) for row in _rows()} == walked
    assert {row["role"] for row in _rows()} == set(ROLE_OF) | WITHOUT_ACCOUNT


@pytest.mark.skipif(not DESIGN_MATRIX.exists(), reason="the design pages are not beside this clone")
def test_the_table_of_permissions_is_the_one_of_the_design():
    pairs = {*PLACES, *OWN_CHILD, *ACCOUNT, *AUDIT, *BACKUP, *DISPOSAL, *POLICY, *READING_ROWS, DRAFT, FIGURES}
    with DESIGN_MATRIX.open(newline="") as file:
        design = [row for row in csv.DictReader(file) if (row["object"], row["action"]) in pairs]

    assert _rows() == design


@pytest.mark.parametrize("action", ["read", "withdraw", "grant"])
def test_the_rows_of_ones_own_child_hold(db, world, action):
    """Row consent_own_child: a parent's own child, nobody else's; for giving, the school has turned that on."""
    SchoolSetting.objects.create(key="parents_may_give", value="yes")
    rows = [row for row in _rows() if (row["object"], row["action"]) == ("consent_own_child", action)]
    assert len(rows) == 23

    reached = {row["role"]: _does_for_own_child(action, _own_user(row["role"], world), world) for row in rows}

    assert reached == {row["role"]: row["verdict"] != "N" for row in rows}


def _own_user(row: str, world: World) -> User | None:
    """The demo's parent is the parent of the child; any other parent has an account, too."""
    return UserFactory(role=Role.PARENT) if row == "parent_other" else _user(row, world)


def _does_for_own_child(action: str, user: User | None, world: World) -> bool:
    name = {"grant": "consent:giving"}.get(action, "consent:stop")
    method, sent = ("get", {}) if action == "read" else ("post", {"place": "website", "token": str(uuid.uuid4())})
    arguments = {**world.known[name], **({"slug": "x_twitter"} if action == "grant" else {})}
    response = _answer(_client(user), method, name, arguments, sent)
    if action == "read":
        return response.status_code == 200
    return response.headers.get("Location", "") == reverse("consent:mine")


@pytest.mark.parametrize("role", some_of([Role.HEAD, Role.OFFICE, Role.STAFF, Role.PARENT], {Role.HEAD}))
def test_an_account_whose_last_day_was_yesterday_is_nobody_at_every_address(db, world, role):
    """Its session is alive and its role runs on: the account has ended, so every address asks to sign in."""
    user = UserFactory(role=role)
    client = _client(user)
    assert client.get(reverse("people:me")).status_code == 200
    User.objects.filter(pk=user.pk).update(ends_on=timezone.localdate() - dt.timedelta(days=1))

    wrong = [step for step in _walk_as(client, world) if not _is_right_for_nobody(*step)]

    assert wrong == []


def test_a_parent_whose_only_child_left_sees_no_child_at_any_address(db, world):
    """The account works on: own pages are there and empty, each child's page is not found, the rest is refused."""
    user = UserFactory(role=Role.PARENT)
    child = PupilFactory(code="3H")
    PupilContactFactory(pupil=child, user=user, email=user.email)
    mine = reverse("consent:mine")
    client = _client(user)
    assert child.called in client.get(mine).content.decode()
    Pupil.objects.filter(pk=child.pk).update(left_on=timezone.localdate() - dt.timedelta(days=1))

    steps = list(_walk_as(client, world))

    assert child.called not in client.get(mine).content.decode()
    assert client.get(reverse("consent:stop", args=[child.public_id])).status_code == 404
    own = [step for step in steps if ACCESS[step[0]] == PUBLIC or Role.PARENT in ACCESS[step[0]]]
    # Each child's pages, another parent's complaint and data: not found.
    others = {"consent:stop", "consent:giving", "incidents:own-data-file"}
    others |= {f"incidents:complaint-mine{end}" for end in OF_ONES_COMPLAINT}
    assert {status for name, _, _, status, _ in own if name in others} <= {404, 405}
    assert [step for step in own if step[0] not in others and not _is_let_in(*step)] == []
    assert {status for *_, status, _ in (step for step in steps if step not in own)} <= {403, 405}


def test_a_role_that_ended_yesterday_opens_nothing_today(db, world):
    client = _client(_user("former_parent", world))

    assert client.get(reverse("dashboard")).status_code == 403
