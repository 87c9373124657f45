"""Every address says who may use it, and says what `access.py` says."""

from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver, path

from people.models import User
from people.permissions import ROLE_PERMISSIONS, Permission, requires
from people.roles import Role
from tests.project.access import ACCESS, OF_ONES_COMPLAINT, PUBLIC, UNDECLARED, declared, views
from tests.project.production import environment, python


def _closed(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_every_address_is_reached_by_exactly_the_roles_listed():
    actual = {name: declared(view) for name, view in views(get_resolver().url_patterns)}

    assert actual == ACCESS


def test_an_address_that_declares_nothing_is_noticed():
    planted = dict(views([*get_resolver().url_patterns, path("planted/", _closed, name="planted")]))

    assert declared(planted["planted"]) == UNDECLARED
    assert [name for name, view in planted.items() if declared(view) == UNDECLARED] == ["planted"]


def test_a_permission_of_none_is_not_public_unless_the_view_was_opened():
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    view.permission = None

    assert declared(view) == UNDECLARED


def test_the_table_of_roles_is_complete_and_grants_only_what_exists():
    assert set(ROLE_PERMISSIONS) == set(Role)
    assert set().union(*ROLE_PERMISSIONS.values()) == set(Permission)


def test_a_declared_view_refuses_who_lacks_the_permission(rf, teacher):
    request = rf.get("/")
    request.user = teacher
    guarded = requires(Permission.CONSENT_IMPORT)(_closed)

    assert declared(guarded) == {Role.HEAD, Role.OFFICE}
    try:
        guarded(request)
    except PermissionError:
        raise AssertionError from None
    except Exception as refused:
        assert type(refused).__name__ == "PermissionDenied"
    else:
        raise AssertionError("a teacher was let in")


def test_no_account_is_all_powerful():
    names = {field.name for field in User._meta.get_fields()}

    assert not {"is_superuser", "is_staff"} & names
    assert not hasattr(User.objects, "create_superuser")


def test_production_has_none_of_the_demo_addresses(tmp_path):
    """In a process of its own, since addresses are made once."""
    program = (
        "import django; django.setup()\n"
        "from django.urls import get_resolver\n"
        "from tests.project.access import views\n"
        "print(*[name for name, _ in views(get_resolver().url_patterns)])"
    )

    done = python(environment(tmp_path), "-c", program)

    demo = {name for name in ACCESS if name.startswith("demo")}
    assert demo
    assert set(done.stdout.split()) == set(ACCESS) - demo


def test_public_addresses_are_few_and_known():
    opened = {name for name, who in ACCESS.items() if who == PUBLIC}

    assert {name if name == "people:tablet" else name.split(":")[0].split("_")[0].split("-")[0] for name in opened} == {
        "front", "health", "accessibility", "privacy", "cookies", "statement", "guides", "guide",
        "demo", "account", "policies", "mfa", "openid", "socialaccount",
        "consent", "people:tablet", "incidents", "look",
    }  # fmt: skip
    assert {name for name in opened if name.startswith("consent:")} == {
        "consent:photos", "consent:photo-request-new", "consent:photo-request-sent",
    }  # fmt: skip
    assert {name for name in opened if name.startswith("incidents:")} == {
        "incidents:data-rights",
        "incidents:complaint-new", "incidents:complaint-you", "incidents:complaint-what", "incidents:complaint-who",
        "incidents:complaint-reader", "incidents:complaint-tried", "incidents:complaint-check",
        "incidents:complaint-stop", "incidents:complaint-sent", "incidents:complaint-receipt",
        "incidents:complaint-receipt-kept",
        "incidents:complaint-status", "incidents:complaint-mail-code", "incidents:complaint-mailed-code",
        "incidents:complaint-leaving", *(f"incidents:complaint-own{end}" for end in OF_ONES_COMPLAINT),
    }  # fmt: skip
