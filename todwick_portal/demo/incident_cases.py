"""Every incident that the demo school tells, and the reports that were begun."""

from incidents.kinds import Kind

from .incidents_autumn import THIS_AUTUMN
from .incidents_now import THESE_WEEKS
from .incidents_past import LONG_AGO

TOLD = (*LONG_AGO, *THIS_AUTUMN, *THESE_WEEKS)
DRAFTS: tuple[tuple[str, dict[str, object]], ...] = (
    ("teacher", {"kind": str(Kind.COMMENT), "words": "Under the picture of the eco club somebody wrote"}),
    ("office", {"kind": str(Kind.PHOTO_EVENT), "words": "A grandmother rang about the sports day picture."}),
)
