"""Which children a name typed on the public page may mean (requirements 1.13)."""

import datetime as dt

from people.models import SchoolYear
from people.names import fold, split_surname_first
from people.roll.current import current_roll

from .survey.classes import ClassReader
from .survey.matching_index import RollIndex


def pupils_meant(child_name: str, class_name: str, day: dt.date) -> list[int]:
    """Row numbers of every child on the roll on `day` who has exactly this name, folded as survey rows are.

    Names in use and legal ones, with or without middle names, and "Surname, Forename". A class that fits some of
    them leaves the others out; a class that fits none was mistyped, so all of them may be meant. Empty where nobody
    has the name: then a person must search. The work is the same for every name, found or not.
    """
    roll = current_roll(SchoolYear.objects.year_on(day), day)
    index, classes = RollIndex(roll), ClassReader(roll)
    written = " ".join(split_surname_first(child_name)) if "," in child_name else child_name
    named = index.exact.get(fold(written), ())
    reading = classes.read(class_name)
    fitting = [pk for pk, pupil in index.pupils.items() if classes.fits(reading, pupil)]
    return [pk for pk in named if pk in fitting] or list(named)
