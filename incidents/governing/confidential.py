"""The part that the clerk adds for the governors: complaints about the headteacher, in one line, and the clerk's words.

It stands in no total of the report, and no page of the report says whether there is one (requirements 1.15). The line
counts what the clerk has before them, and says so: it is the same whether or not there are others. What is added beside
the clerk holds no number, so that nobody who reads both finds one by subtraction.
"""

from incidents.list_filter import in_days
from incidents.models import Case, GovernorsReport
from incidents.relations import Act
from incidents.sorts import Sort
from incidents.walls import Wall
from people.models import User

from .hiding import of_staff
from .names import Known, Leak, leaks_in
from .tables import Kept

LINE = "Complaints about the headteacher that came in, of those the clerk reads"


def complaints_about_head(report: GovernorsReport, by: User) -> str:
    """How many complaints about the headteacher came in during the term of a report, of those that this person may
    list; under five is not said, nought neither. Words for the page."""
    listed = Case.objects.allowing(Act.LIST, by, Sort.COMPLAINT).filter(wall=Wall.HEAD)
    return of_staff(in_days(listed, report.first_on, report.last_on).count()).said


def content_of_part(report: GovernorsReport, words: str, by: User, *, is_beside_clerk: bool) -> Kept:
    """What the part says, once it is added."""
    kept: Kept = {"report": report.digest, "words": words}
    return kept if is_beside_clerk else kept | {"line": LINE, "count": complaints_about_head(report, by)}


def leaks_of_part(words: str, known: Known) -> list[Leak]:
    """The names in what was written."""
    return list(leaks_in("What the governors need to know", words, known))
