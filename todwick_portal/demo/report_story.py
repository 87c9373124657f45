"""The demo school's reports to governors: last summer's was released in September, this autumn's is a draft."""

from django.utils import timezone

from incidents.actions.governing import add_part, release_report, write_words
from incidents.governing.choosing import draft_of, open_period
from incidents.governing.sealing import digest_of, sealed_text
from people.models import User
from people.settings import Key, read_all

WORDS = (
    "Families took down what we asked them to take down, mostly on the same day. We will say more about pictures from "
    "school events before the summer fair."
)
PART = "Nothing was brought to me this term that the governors have to decide. I keep the file with the chair."


def release_summer(year: int, people: dict[str, User]) -> None:
    """The head releases the report of the last term of the school year before; the clerk adds the part of hers."""
    today = timezone.localdate()
    period = open_period(f"{year - 1}-summer", today)
    if period is None or not period.is_over(today):
        return
    school = read_all()[Key.SCHOOL_NAME]
    write_words(period=period, text=WORDS, revision=0, by=people["head"])
    seen = digest_of(sealed_text(draft_of(period, school, today)))
    report = release_report(period=period, school=school, seen=seen, by=people["head"])
    add_part(report=report, words=PART, by=people["clerk"])
