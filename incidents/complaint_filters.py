"""What the list of complaints can be narrowed by. No word of a search and no name stands in an address."""

import django_filters

from .complaints.abouts import About
from .complaints.stages import Progress, Stage
from .list_filter import DAY, DUE, MINE, ListFilter, choice
from .models import OPEN_STATES, State
from .models.cases import CaseQuerySet
from .sorts import Sort

PROGRESS = [("new", "New, not yet seen"), ("open", "Open, wherever it stands"), *Progress.choices]


class ComplaintFilter(ListFilter):
    """Complaints by where they stand, at which stage, about whom, when due and with whom.

    The choices are the same for everybody, so that none tells of a complaint that its reader may not see.
    """

    SORT = Sort.COMPLAINT
    MAIN = ("progress", "mine", "due")
    MORE = ("stage", "about", "since", "until")

    progress = choice("Where it stands", PROGRESS, "Anywhere", method="in_progress")
    mine = choice("Who deals with it", MINE, "Anybody", method="of_mine")
    due = choice("Due", DUE, "At any time", method="when_due")
    stage = choice("Stage", Stage.choices, "Any stage", field_name="complaint__stage")
    about = choice("About", About.choices, "Anybody", field_name="complaint__about")
    since = django_filters.DateFilter(label="Received from", method="from_day", **DAY)
    until = django_filters.DateFilter(label="Received to", method="until_day", **DAY)

    def in_progress(self, cases: CaseQuerySet, name: str, value: str):
        if value == "new":
            return cases.filter(state=State.NEW)
        return cases.filter(state__in=OPEN_STATES) if value == "open" else cases.filter(complaint__progress=value)
