"""Requests about data for tests, received, gathered, looked through and checked the way the portal does."""

import datetime as dt
import io
import json
import uuid
import zipfile
from typing import Any

from django.utils import timezone

from incidents.actions.bundle_parts import gather_parts, release_part
from incidents.actions.bundles import check_part, fetch_bundle, make_bundle
from incidents.actions.data_requests import Asked, add_to_request, ask_for_own, receive_request, say_whose
from incidents.models import BundlePart, DataBundle, DataRequest, DataRequestEntry, Right
from people.models import RoleAssignment, User
from people.roles import Role
from tests.factories import PupilContactFactory, UserFactory
from tests.incidents.made import again

Kind = DataRequestEntry.Kind
Way, AskedAs = DataRequest.Way, DataRequest.AskedAs


def received(by: User, **changes: Any) -> DataRequest:
    """A letter that came today: somebody wants a copy of their data."""
    said = {
        "right": Right.ACCESS, "way": Way.LETTER, "received_on": timezone.localdate(), "words": "Everything, please.",
        "asked_as": AskedAs.SELF, "asker_name": "Imogen Ashdown", "about_name": "Imogen Ashdown",
    } | changes  # fmt: skip
    return receive_request(asked=Asked(**said), form_key=uuid.uuid4(), by=again(by))


def say(request: DataRequest, kind: DataRequestEntry.Kind, by: User, **said: Any) -> DataRequestEntry:
    return add_to_request(request=request, kind=kind, said=said, form_key=uuid.uuid4(), by=again(by))


def own(by: User, right: Right = Right.ACCESS, **more: Any) -> DataRequest:
    """Somebody signed in asks."""
    return ask_for_own(right=right, words="", form_key=uuid.uuid4(), by=again(by), **more)


def mother_of(pupil: Any, **more: Any) -> User:
    """A mother with an account, on the contact list of the child with parental responsibility."""
    user = UserFactory(forename="Imogen", surname="Ashdown")
    RoleAssignment.objects.create(user=user, role=Role.PARENT)
    PupilContactFactory(pupil=pupil, name="Imogen Ashdown", user=user, email=user.email, **more)
    return user


def known_person(request: DataRequest, by: User, **person: Any) -> DataRequest:
    """Whose data it is, and how they are known."""
    say_whose(request=request, by=again(by), **person)
    say(request, Kind.IDENTITY, by, how="known", on=timezone.localdate().isoformat())
    return fresh(request)


def gathered(request: DataRequest, by: User) -> list[BundlePart]:
    gather_parts(request=fresh(request), by=again(by))
    return list(request.parts.order_by("pk"))


def checked(part: BundlePart, first: User, second: User) -> None:
    """One releases it, the other checks it."""
    release_part(part=fresh(part), by=again(first))
    check_part(part=fresh(part), by=again(second))


def bundled(request: DataRequest, by: User) -> DataBundle:
    return make_bundle(request=fresh(request), by=again(by))


def files_of(bundle: DataBundle, by: User) -> dict[str, bytes]:
    """What is in the zip, by name."""
    archive = zipfile.ZipFile(io.BytesIO(fetch_bundle(bundle=bundle, by=again(by))))
    return {name: archive.read(name) for name in archive.namelist()}


def data_of(bundle: DataBundle, by: User) -> dict[str, Any]:
    return json.loads(files_of(bundle, by)["bundle.json"])


def fresh(row: Any) -> Any:
    return type(row)._default_manager.get(pk=row.pk)


def days(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
