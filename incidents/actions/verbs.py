"""What the record calls a deed that both sorts of case know."""

from audit.models import Verb
from incidents.models import Case


def verb_of(case: Case, deed: str) -> Verb:
    """The verb of a deed by the sort of its case, such as *noted* of an incident or of a complaint. Raises KeyError
    for a deed that one of them does not know."""
    return Verb[f"{case.sort}_{deed}".upper()]
