"""What is kept and what waits: newest first, page by page, and as many queries for many rows and holds as for few."""

import datetime as dt

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consent.models import SurveyImport
from incidents.actions.second_person import second_role, seconds
from incidents.models import BreachAbout, Case, DataBreach
from incidents.newest import SIZE
from incidents.relations import Act
from people.disposal import Kind
from people.models import DestructionRequest, KeepOrder, Pupil, RoleAssignment, RollImport, User
from people.roles import Role
from policies.models import Policy, PolicyVersion
from tests.disposal.due import THEN, closed, data_request, incident, left, left_long_ago, photo_request
from tests.factories import PupilContactFactory, SchoolClassFactory, UserFactory
from tests.incidents.complaints.made import complain
from tests.incidents.made import about, again
from todwick_portal.disposal.kinds import BY_SLUG, KINDS
from todwick_portal.disposal.waiting import kept_for, page_of_kept, page_of_waiting, reviews_due, waiting_for

IN_A_MONTH = timezone.localdate() + dt.timedelta(days=30)


def hold(slug: str, row, by: User, **said) -> KeepOrder:
    """*Keep, do not destroy*, as it stands in its row."""
    typed = {"reference": BY_SLUG[slug].reference(row), "reason": "A claim.", "review_on": IN_A_MONTH}
    return KeepOrder.objects.create(kind=slug, record=row.pk, set_by=by, **typed | said)


def asked_for(slug: str, row, by: User, role: Role, **said) -> DestructionRequest:
    """Destruction that waits for whoever holds `role`."""
    typed = {"reference": BY_SLUG[slug].reference(row), "reason": "Its time is over.", "ground": "due"}
    return DestructionRequest.objects.create(
        kind=slug, record=row.pk, asked_by=by, second_role=role, **typed | said
    )  # fmt: skip


def breach(school, **said) -> DataBreach:
    """A data breach of long ago."""
    number = DataBreach.objects.count()
    return DataBreach.objects.create(
        reference=f"DB-{number:04}-7KQ4", title="A list", aware_at=THEN, opened_by=school.head, closed_at=THEN, **said
    )


def replaced_wording() -> PolicyVersion:
    """A wording that held long ago, and was replaced."""
    policy = Policy.objects.create(slug=f"phones-{Policy.objects.count()}", title="Phones")
    version = PolicyVersion.objects.create(policy=policy, number=1)
    agreed = {"approved_by_text": "The governors", "approved_on": THEN.date(), "published_at": THEN}
    PolicyVersion.objects.filter(pk=version.pk).update(status="superseded", effective_from=THEN.date(), **agreed)
    return version


def one_of_each(school) -> dict[str, object]:
    """A record of every kind, each due for long."""
    number = str(SurveyImport.objects.count())
    surveys = SurveyImport.objects.create(status="applied", school_year=2014, uploaded_at=THEN, sha256=number)
    return {
        "pupil": left_long_ago(),
        "parent": left(Role.PARENT),
        "staff": left(),
        "list": RollImport.objects.create(school_year=2015, file_name="a.csv", status="applied", uploaded_at=THEN),
        "survey": surveys,
        "photo-request": photo_request(),
        "incident": incident(school),
        "incident-staff": incident(school, about(school.colleague)),
        "complaint": closed(complain()),
        "data-breach": breach(school),
        "data-request": data_request(school),
        "policy": replaced_wording(),
    }


def queries_of(client, user: User, address: str) -> int:
    client.force_login(again(user))
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


LISTS = {
    "overview": reverse("disposal:overview"),
    "kept": reverse("disposal:kept"),
    "to be looked at again": reverse("disposal:kept") + "?review=due",
    "records": reverse("disposal:records"),
    **{f"due: {kind.slug}": reverse("disposal:due", args=[kind.slug]) for kind in KINDS},
}


def test_every_list_asks_the_same_for_one_row_and_for_three_of_every_kind_with_holds_of_others(client, school):
    """Of a case the second of the owner asks for every hold whether it is theirs; once that was a query for each."""
    dpo, readers = UserFactory(role=Role.DPO), ("head", "dsl", "chair", "vice_chair")

    def one_more() -> None:
        for row_of_each, do in ((one_of_each(school), "kept"), (one_of_each(school), "asked")):
            for slug, row in row_of_each.items():
                by = school.chair if slug in ("complaint", "policy") else school.head
                if do == "kept":
                    hold(slug, row, by, review_on=timezone.localdate())
                else:
                    asked_for(slug, row, by, Role.DSL if slug.startswith("incident") else Role.CHAIR)

    def all_counted() -> dict[tuple[str, str], int]:
        who = {name: getattr(school, name) for name in readers} | {"dpo": dpo}
        return {
            (one, name): queries_of(client, user, address)
            for one, user in who.items() for name, address in LISTS.items()
        }  # fmt: skip

    one_more()
    once = all_counted()
    one_more(), one_more()

    assert all_counted() == once
    assert {kind.slug for kind in KINDS} == set(one_of_each(school))
    kept = {name: kept_for(getattr(school, name)).count() for name in readers}
    assert kept["head"] == 36 and kept["dsl"] == 6 and kept["chair"] >= 24, kept


def without(role: Role) -> None:
    RoleAssignment.objects.filter(role=role).delete()


def pupil_kept_by_head(school):
    return incident(school), school.head


def without_a_lead(school):
    without(Role.DSL)
    return incident(school), school.head


def without_lead_and_chair(school):
    without(Role.DSL)
    without(Role.CHAIR)
    return incident(school), school.head


def about_the_lead(school):
    return incident(school, about(school.dsl)), school.head


def about_the_chair_and_no_lead(school):
    without(Role.DSL)
    return incident(school, about(school.chair)), school.vice_chair


def head_is_lead_too(school):
    without(Role.DSL)
    RoleAssignment.objects.create(user=school.head, role=Role.DSL)
    return incident(school), again(school.head)


def two_leads_one_of_them_the_owner(school):
    RoleAssignment.objects.create(user=school.head, role=Role.DSL)
    return incident(school), again(school.head)


def kept_by_the_lead(school):
    return incident(school), school.dsl


def about_the_headteacher(school):
    return incident(school, about(school.head)), school.chair


def about_the_headteacher_and_no_lead(school):
    without(Role.DSL)
    return incident(school, about(school.head)), school.chair


def kept_by_a_headteacher_who_left(school):
    gone = left(Role.HEAD)
    return incident(school), gone


def kept_by_a_headteacher_whose_account_ended(school):
    gone = UserFactory(role=Role.HEAD, ends_on=timezone.localdate() - dt.timedelta(days=1))
    return incident(school), gone


def complaint_kept_by_its_owner(school):
    case = closed(complain())
    return case, User.objects.holding(case.owner_role).get()


@pytest.mark.parametrize(
    "made",
    [
        pupil_kept_by_head, without_a_lead, without_lead_and_chair, about_the_lead, about_the_chair_and_no_lead,
        head_is_lead_too, two_leads_one_of_them_the_owner, kept_by_the_lead, about_the_headteacher,
        about_the_headteacher_and_no_lead, kept_by_a_headteacher_who_left, kept_by_a_headteacher_whose_account_ended,
        complaint_kept_by_its_owner,
    ],
)  # fmt: skip
def test_a_hold_on_a_case_is_known_to_its_owner_and_to_whoever_is_the_second_of_who_had_it_kept(school, made):
    """The list asks in one query what the rule of the two people says of one case and one person."""
    case, by = made(school)
    by = again(by)
    slug = "complaint" if case.sort == Case.Sort.COMPLAINT else "incident" if case.wall == "pupil" else "incident-staff"
    hold(slug, case, by)
    role = second_role(case, by)
    second = set(seconds(case, role, by).values_list("pk", flat=True)) if role else set()
    everybody = [again(user) for user in User.objects.all()]
    owners = {
        user.pk for user in everybody
        if case.owner_role in user.roles and Case.objects.allowing(Act.DESTROY, user, case.sort).filter(pk=case.pk)
    }  # fmt: skip

    told = {user.pk for user in everybody if kept_for(user).exists()}

    assert told == owners | second
    assert told


@pytest.mark.parametrize(
    ("whose", "told"),
    [
        (BreachAbout.NOBODY, {"head", "chair"}),
        (BreachAbout.HEAD, {"chair"}),
        ("chair", {"head"}),
    ],
)
def test_a_hold_on_a_data_breach_is_known_to_nobody_whom_it_is_about(school, whose, told):
    dpo = UserFactory(role=Role.DPO)
    case = incident(school, about(school.chair)) if whose == "chair" else None
    hold("data-breach", breach(school, incident=case, about="" if case else whose), dpo)

    people = ("head", "dsl", "chair", "vice_chair", "clerk", "governor", "office", "reporter")
    assert {who for who in people if kept_for(getattr(school, who)).exists()} == told


def test_of_many_that_are_kept_the_newest_stand_first_and_every_one_on_one_page(client, school):
    now = timezone.now()
    rows = [left_long_ago() for _ in range(SIZE + 2)]
    orders = [
        hold("pupil", row, school.head, set_at=now - dt.timedelta(hours=number)) for number, row in enumerate(rows)
    ]
    client.force_login(again(school.chair))
    first = client.get(reverse("disposal:kept"))

    second = client.get(reverse("disposal:kept"), {"older": first.context["page"].older})

    pages = [[one.item for one in answer.context["page"].lines] for answer in (first, second)]
    assert [len(page) for page in pages] == [SIZE, 2]
    assert pages[0] + pages[1] == orders
    assert 'rel="next"' in first.content.decode() and 'rel="next"' not in second.content.decode()
    wrong = client.get(reverse("disposal:kept"), {"older": "nonsense"})
    assert [one.item for one in wrong.context["page"].lines] == pages[0]
    assert queries_of(client, school.chair, f"{reverse('disposal:kept')}?older={first.context['page'].older}") == (
        queries_of(client, school.chair, reverse("disposal:kept"))
    )


def test_of_many_that_wait_the_newest_stand_first_and_every_one_on_one_page(client, school):
    now = timezone.now()
    asked = [
        asked_for("pupil", left_long_ago(), school.head, Role.CHAIR, asked_at=now - dt.timedelta(hours=number))
        for number in range(SIZE + 2)
    ]
    client.force_login(again(school.chair))
    first = client.get(reverse("disposal:overview"))

    second = client.get(reverse("disposal:overview"), {"older": first.context["page"].older})

    pages = [[one.item for one in answer.context["page"].lines] for answer in (first, second)]
    assert [len(page) for page in pages] == [SIZE, 2]
    assert pages[0] + pages[1] == asked
    assert waiting_for(again(school.chair)).count() == SIZE + 2


def test_a_page_is_filled_with_what_its_reader_may_know_however_much_of_others_lies_between(school):
    """What is not theirs is left out before the page is cut, or a page would be short and say that there is more."""
    now = timezone.now()
    for number in range(SIZE + 5):
        slug, row = ("incident", incident(school)) if number % 2 else ("pupil", left_long_ago())
        hold(slug, row, school.head, set_at=now - dt.timedelta(hours=number))

    page = page_of_kept(again(school.dsl))

    assert len(page.lines) == (SIZE + 5) // 2 and not page.older
    assert {one.kind.slug for one in page.lines} == {"incident"}


def test_what_is_to_be_looked_at_again_is_a_list_of_its_own(client, school):
    late, later = (
        hold("pupil", left_long_ago(), school.head, review_on=day) for day in (timezone.localdate(), IN_A_MONTH)
    )
    client.force_login(again(school.chair))

    answer = client.get(reverse("disposal:kept"), {"review": "due"})

    assert [one.item for one in answer.context["page"].lines] == [late]
    assert "To be looked at again: 1" in answer.content.decode() and "Today or overdue" in answer.content.decode()
    assert {one.item for one in page_of_kept(again(school.chair)).lines} == {late, later}
    assert list(reviews_due(again(school.chair))) == [late]


def test_nothing_of_it_is_known_to_who_opens_no_page_of_it(school):
    for slug, row in one_of_each(school).items():
        hold(slug, row, school.head)

    for who in (school.office, school.reporter, school.governor):
        assert not kept_for(again(who)).exists() and not page_of_waiting(again(who)).lines


def test_a_kind_asks_its_rows_by_one_query_and_by_none_before_it_is_looked_at(school):
    """Kinds are put together in one query: one that asked on its own would ask for every reader and page anew."""
    for kind in KINDS:
        for user in (again(school.head), again(school.chair), again(school.dsl), again(school.vice_chair)):
            assert user.permissions
            with CaptureQueriesContext(connection) as queries:
                rows = _opened(kind, user)
            assert len(queries) == 0, kind.slug
            with CaptureQueriesContext(connection) as queries:
                list(rows)
            assert len(queries) <= 1, kind.slug


def _opened(kind: Kind, user: User):
    return kind.opened(user).filter(Q(pk__gte=0))


def test_those_who_ask_to_be_erased_are_found_in_as_many_queries_for_three_as_for_one(client, school):
    def one_more() -> None:
        pupil = left_long_ago(legal_surname="Quillfeather")
        for year in (2012, 2013):
            pupil.memberships.create(school_class=SchoolClassFactory(school_year=year))
        PupilContactFactory(pupil=pupil, user=left(Role.PARENT, surname="Quillfeather"))
        left(surname="Quillfeather")

    def asked() -> int:
        client.force_login(again(school.head))
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(reverse("disposal:somebody"), {"name": "quillf"})
        assert answer.content.decode().count("last in 3H (2013/14)") == Pupil.objects.count()
        return len(queries)

    one_more()
    asked()
    once = asked()
    one_more(), one_more()

    assert asked() == once
