"""Who uses the portal in the load: fifty accounts beside those of the demo school, parents with children of its list.

Run by `manage.py shell` in the portal that is measured; prints the address and the role of each.
"""

import json

from django.contrib.auth.hashers import make_password

from people.models import PupilContact, RoleAssignment, User
from people.roles import Role
from tests.bench.load_people import MIX, PASSWORD


def main() -> None:
    """Called by the load alone."""
    hashed = make_password(PASSWORD)
    contacts = PupilContact.objects.filter(user=None, gets_nothing=False, has_parental_responsibility=True)
    families = iter(contacts.exclude(email="").order_by("pk"))
    made = []
    for name, many in MIX.items():
        for number in range(many):
            email = f"{name}{number}@load.example"
            user = User.objects.create(
                email=email, forename="Robin", surname=f"{name.title()} {number}", password=hashed
            )
            RoleAssignment.objects.create(user=user, role=Role(name))
            if name == Role.PARENT:
                contact = next(families)
                PupilContact.objects.filter(pk=contact.pk).update(user=user, email=email, folded_email=email)
            made.append([email, name])
    print(json.dumps(made))
