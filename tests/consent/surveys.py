"""Small surveys as files, and loading them the way the command and the office do."""

import hashlib
import json

from consent.actions import import_survey
from consent.loading import known_slugs, read_table
from consent.models import SurveyImport
from consent.plans import SurveyPlan, plan_survey
from consent.survey import mapping as mappings
from consent.survey.mapping import Mapping
from people.models import Pupil, PupilContact
from tests.factories import PupilContactFactory, PupilFactory

HEADINGS = ["When", "Parent", "E-mail", "Child", "Class", "Website", "X", "Film", "Comment", "Allergies"]
COLUMNS = [
    {"header": "When", "role": "when"},
    {"header": "Parent", "role": "who"},
    {"header": "E-mail", "role": "email"},
    {"header": "Child", "role": "child_fullname"},
    {"header": "Class", "role": "class"},
    {"header": "Website", "role": "consent", "purposes": ["website"], "polarity": "consent"},
    {"header": "X", "role": "consent", "purposes": ["x_twitter"], "polarity": "consent"},
    {"header": "Film", "role": "consent", "purposes": ["video"], "polarity": "consent"},
    {"header": "Comment", "role": "comment"},
    {"header": "Allergies", "role": "ignore"},
]


def mapping(**changes) -> Mapping:
    """The confirmed mapping of `csv_of`."""
    whole = {
        "layout": "wide", "sheet": None, "header_row": None, "date_order": None,
        "only_parents_could_answer": True, "survey_opened": None, "columns": COLUMNS, "questions": [],
    }  # fmt: skip
    return mappings.load(json.dumps({**whole, **changes}), known_slugs())


def row(
    child, *answers, when="02/09/2026 08:00", parent="Imogen Ashdown", email="", code="3H", comment="", allergies=""
):
    """One line: answers for website, X and film, yes unless given."""
    website, x, film = (*answers, *("Yes",) * (3 - len(answers)))
    return [when, parent, email, child, code, website, x, film, comment, allergies]


def csv_of(*rows) -> bytes:
    """A survey export with these rows."""
    lines = [HEADINGS, *rows]
    return "\r\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()


def plan_of(content: bytes, school_year: int = 2026, **changes) -> SurveyPlan:
    """What a load of `content` would do."""
    agreed = mapping(**changes)
    return plan_survey(read_table(content, "survey.csv", agreed), agreed, school_year=school_year)


def load(content: bytes, school_year: int = 2026, *, by=None, accepted_changes=None, **changes) -> SurveyImport:
    """Load `content` as the unattended import does."""
    agreed = mapping(**changes)
    table = read_table(content, "survey.csv", agreed)
    return import_survey(
        table=table,
        plan=plan_survey(table, agreed, school_year=school_year),
        file_name="survey.csv",
        sha256=hashlib.sha256(content).hexdigest(),
        by=by,
        accepted_changes=accepted_changes,
    )


def child_with_parents(forename: str, *parents: str, code: str = "3H", surname: str = "Ashdown") -> Pupil:
    """A pupil whose contacts have these names, all with parental responsibility."""
    pupil = PupilFactory(legal_forename=forename, legal_surname=surname, code=code)
    for name in parents or (f"Imogen {surname}",):
        PupilContactFactory(pupil=pupil, name=name, email=f"{name.split()[0].lower()}.{pupil.pk}@families.example")
    return pupil


def seen_on(page) -> dict[str, str]:
    """What a page with places to decide sends along of what it showed."""
    return {f"seen-{place.purpose.slug}": place.stamp for place in page.context["form"].places}


def contact_of(pupil: Pupil) -> PupilContact:
    return pupil.contacts.get()
