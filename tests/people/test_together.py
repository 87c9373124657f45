"""Several reads in one query: the rows that each query gives by itself, whatever their columns, and few questions."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db.models import BooleanField, Count, DecimalField, Exists, ExpressionWrapper, F, Max, OuterRef, Q, Value
from django.utils import timezone

from consent.models import Purpose
from people.models import Notification, Pupil, PupilContact, RoleAssignment, SchoolClass, User
from people.roles import Role
from people.together import alone, asking, beside, each, hang, read, together
from tests.factories import PupilContactFactory, PupilFactory, SchoolClassFactory, UserFactory

pytestmark = pytest.mark.django_db
SAID = "Léa “says” \\ 100% {of} it,\nthen\ttwice\U0001f600"


@pytest.fixture
def rows(head):
    """Something of everything: text that is hard to quote, days, moments, lists, keys, nothing at all."""
    wren = PupilFactory(legal_forename=SAID, born_on=dt.date(2018, 2, 28))
    PupilContactFactory(pupil=wren, user=head, ends_on=None)
    PupilContactFactory(pupil=PupilFactory(), user=None, ends_on=dt.date(2026, 1, 1), gets_nothing=True)
    SchoolClassFactory(code="1A", year_groups=["1", SAID])
    head.last_login = timezone.now().replace(microsecond=1200)
    head.save()


def all_of_it():
    mine = PupilContact.objects.filter(pupil=OuterRef("pk"), gets_nothing=True)
    return {
        "objects": User.objects.all(),
        "with others": PupilContact.objects.select_related("pupil", "user"),
        "without a column": Pupil.objects.defer("do_not_publish_reason"),
        "annotated": Pupil.objects.annotate(barred=Exists(mine), known=F("legal_forename"), many=Count("contacts")),
        "yes and no": Purpose.objects.annotate(it=ExpressionWrapper(Q(account=None), output_field=BooleanField())),
        "values": SchoolClass.objects.values("code", "year_groups"),
        "lists": Pupil.objects.values_list("public_id", "born_on", "left_on"),
        "flat": User.objects.values_list("last_login", flat=True),
        "grouped": RoleAssignment.objects.order_by().values_list("role").annotate(Max("starts_on"), Count("pk")),
        "a number": User.objects.order_by().values_list("pk", Value(Decimal("1.50"), DecimalField())),
        "the key of another": PupilContact.objects.values_list("pupil", "user"),
        "many columns": PupilContact.objects.select_related("pupil", "user").annotate(
            **{f"n{number}": Value(number) for number in range(150)}
        ),
        "none there": Notification.objects.all(),
        "none at all": Pupil.objects.none(),
    }


def seen(one):
    """All that was read of one row, of the objects that came with it too."""
    if not hasattr(one, "_meta"):
        return one
    came = {name: seen(of_it) for name, of_it in one._state.fields_cache.items() if of_it is not None}
    return type(one), {name: value for name, value in vars(one).items() if name != "_state"}, came


@pytest.mark.usefixtures("rows")
def test_each_query_gives_the_rows_that_it_gives_by_itself(django_assert_num_queries):
    expected = {name: [seen(one) for one in asked] for name, asked in all_of_it().items()}

    with django_assert_num_queries(1):
        found = dict(zip(all_of_it(), read(list(all_of_it().values())), strict=True))

    assert any(expected["objects"]) and expected["none at all"] == []
    for name, rows in expected.items():
        told = [seen(one) for one in found[name]]
        assert len(told) == len(rows) and all(one in rows for one in told) and all(one in told for one in rows), name


@pytest.mark.usefixtures("rows")
def test_what_was_read_needs_no_query_more_and_can_be_saved(django_assert_num_queries):
    [contacts] = read([PupilContact.objects.filter(ends_on=None).select_related("pupil", "user")])

    with django_assert_num_queries(0):
        [(name, address)] = [(one.pupil.legal_forename, one.user.email) for one in contacts]
    contacts[0].pupil.legal_surname = "Other"
    contacts[0].pupil.save()

    assert name == SAID and User.objects.get(email=address)
    assert Pupil.objects.get(legal_surname="Other").legal_forename == SAID


def test_what_was_sliced_comes_in_its_order():
    for code in ("2B", "1A", "3C"):
        SchoolClassFactory(code=code)

    [found, _] = read([SchoolClass.objects.order_by("-code")[:2], User.objects.all()])

    assert [one.code for one in found] == ["3C", "2B"]


def test_pieces_of_work_are_asked_together_as_often_as_the_longest_has_rounds(django_assert_num_queries):
    UserFactory(), PupilFactory()

    def short():
        [pupils] = yield [Pupil.objects.all()]
        return len(pupils)

    def long():
        [users], inner = yield from beside(asking(User.objects.all()), short())
        [roles] = yield [RoleAssignment.objects.filter(user__in=[one.pk for one in users])]
        return len(users), len(roles), inner

    with django_assert_num_queries(2):
        assert together(short(), None, long(), beside()) == [1, None, (1, 0, 1), []]


def test_where_nothing_is_asked_there_is_no_query(django_assert_num_queries):
    def silent():
        return "done"
        yield

    with django_assert_num_queries(0):
        assert together(silent(), asking(), asking(Pupil.objects.none())) == ["done", [], [[]]]


def test_alone_a_query_is_asked_only_where_its_rows_are_looked_at(django_assert_num_queries):
    PupilFactory()

    def work():
        pupils, _ = yield [Pupil.objects.all(), User.objects.all()]
        return [one.pk for one in each(pupils)]

    with django_assert_num_queries(1):
        found = alone(work())

    assert found == [Pupil.objects.get().pk]


def test_what_is_hung_on_an_object_is_not_asked_for_again(django_assert_num_queries):
    contact = PupilContactFactory()

    with django_assert_num_queries(0):
        hang(contact.pupil, "contacts", [contact])
        assert list(contact.pupil.contacts.all()) == [contact]


def test_an_error_of_one_piece_of_work_is_not_lost():
    def wrong():
        yield [Pupil.objects.all()]
        raise ValueError("this one")

    with pytest.raises(ValueError, match="this one"):
        together(asking(User.objects.all()), wrong())


def test_roles_read_so_are_roles(head):
    [held] = read([RoleAssignment.objects.filter(user=head)])

    assert [Role(one.role) for one in held] == [Role.HEAD]
