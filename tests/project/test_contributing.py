"""docs/contributing.md is true to the code: each path, name and address that it speaks of is there."""

import re

import pytest
from django.urls import reverse

from people.models import SharedDevice
from people.permissions import Permission
from people.views import devices
from tests.project.test_docs import ROOT, _code_words, _text

PAGE = "docs/contributing.md"
FOLDERS = {
    "audit",
    "people",
    "consent",
    "policies",
    "incidents",
    "todwick_portal",
    "templates",
    "tests",
    "docs",
    "static",
}
PATHS = sorted({word for word in _code_words(PAGE) if word.split("/")[0] in FOLDERS and "/" in word})


@pytest.mark.parametrize("path", PATHS)
def test_every_path_of_the_contributors_guide_exists(path):
    assert (ROOT / path).exists()


def test_it_names_enough_of_them_to_be_a_guide():
    assert len(PATHS) > 25


def test_the_feature_that_it_walks_is_as_it_says():
    import_line = "from people.actions.devices import"
    action = _text("people/actions/devices.py")

    assert reverse("people:device-revocation", args=["00000000-0000-0000-0000-000000000007"]).endswith("/revocation/")
    assert devices.device_revocation.permission == Permission.DEVICE_ENROL
    assert hasattr(SharedDevice.objects.all(), "visible_to")
    assert "def revoke_device(" in action and "Verb.DEVICE_REVOKED" in action and "class DeviceRevoked" in action
    assert import_line in _text("people/views/devices.py")
    assert "class DeviceForm" in _text("people/forms/devices.py")
    assert "0 of 200" in _text(PAGE) and "200" in _text("tests/project/test_next_request.py")


def test_it_walks_ten_steps_and_points_to_the_pages_of_the_docs():
    steps = re.findall(r"(?m)^(\d+)\. \*\*", _text(PAGE))

    assert steps == [str(number) for number in range(1, 11)]
    for page in ("architecture.md", "glossary.md", "permissions.md", "record.md", "look.md", "operations.md"):
        assert f"]({page})" in _text(PAGE)
