"""Complaints for tests, made by the same action as the form's."""

import uuid
from typing import Any

from incidents.actions.complaining import Complained, send_complaint
from incidents.complaints.abouts import About
from incidents.complaints.codes import new_code
from incidents.complaints.stages import ComplainantRelation, ReachBy
from incidents.models import Case
from people.models import User


def complain(about: About = About.SCHOOL, by: User | None = None, code: str | None = None, **said: Any) -> Case:
    """A complaint of a parent about this. `said` changes what was typed."""
    typed = {
        "words": "The newsletter showed my daughter although I had said no.",
        "wish": "That the picture is taken down.",
        "name": "Nadia Ferrier",
        "relation": ComplainantRelation.PARENT,
        "email": "nadia.ferrier@example.org",
        "reach_by": ReachBy.EMAIL,
    } | said
    complained = Complained(about=about, **typed)
    return send_complaint(complained=complained, form_key=uuid.uuid4(), code=code or new_code(), by=by)
