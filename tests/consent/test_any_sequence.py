"""Whatever happens in whatever order: a yes is shown only where every voice that counts says yes, or it was decided."""

import datetime as dt
import random

import pytest
import time_machine
from django.utils import timezone

from consent.actions import decide_places, read_comment, reopen_entry, undo_import
from consent.deciding import undecided_of
from consent.effective import Status
from consent.faults import ConsentFault
from consent.models import ConsentAnswer, ConsentDecision, Purpose, ReviewEntry, SurveyImport
from consent.register import register_on

from .surveys import child_with_parents, csv_of, load, row

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)
PARENTS = ("Imogen Ashdown", "Felix Ashdown")
STEPS = 14


class School:
    """One child, two parents, and an office that loads, reads, decides and takes back at random."""

    def __init__(self, seed, office):
        self.chance, self.office, self.rows, self.loads = random.Random(seed), office, [], 0
        self.wren = child_with_parents("Wren", *PARENTS)

    def survey(self):
        said = self.chance.choice(["Yes", "Yes", "No", "", "Perhaps"])
        day = f"{self.chance.randint(1, 4):02}/10/2026"
        when = self.chance.choice([day, f"{day} {self.chance.randint(8, 17):02}:00"])
        comment = self.chance.choice(["", "", f"words {len(self.rows)}"])
        new = row("Wren Ashdown", "Yes", said, when=when, parent=self.chance.choice(PARENTS), comment=comment)
        self.rows = [*self.rows, new] if self.chance.random() < 0.6 else [new]
        self.loads += 1
        load(csv_of(*self.rows, row(f"Nobody {self.loads}")), accepted_changes=None)

    def read(self):
        for entry in ReviewEntry.objects.open().filter(kind="comment")[:1]:
            found = self.chance.random() < 0.5
            read_comment(entry=entry, has_condition=found, condition="Never so" if found else "", by=self.office)

    def reopen(self):
        read = ReviewEntry.objects.filter(kind="comment", survey__status="applied").exclude(status="open")
        for entry in read.order_by("?")[:1] if self.chance.random() < 0.5 else read[:1]:
            reopen_entry(entry=entry, by=self.office)

    def decide(self):
        for place in undecided_of(self.wren, TODAY).places:
            values = {place.purpose.slug: self.chance.choice(["yes", "no"])}
            decide_places(pupil=self.wren, values=values, school_year=2026, reason="Rang.", by=self.office)

    def undo(self):
        standing = list(SurveyImport.objects.standing().order_by("pk"))
        if standing:
            undo_import(survey=self.chance.choice(standing), by=self.office)

    def responsibility(self):
        contact = self.wren.contacts.get(name=self.chance.choice(PARENTS))
        contact.has_parental_responsibility = not contact.has_parental_responsibility
        contact.save()

    def step(self):
        acts = [self.survey, self.survey, self.read, self.read, self.reopen, self.decide, self.undo]
        try:
            self.chance.choice([*acts, self.responsibility])()
        except ConsentFault:
            return


def voices(answers):
    """Each parent's latest answer by the model's own reckoning: on a day without times the worst one."""
    latest = {}
    for key in {a.response.respondent_key for a in answers}:
        own = [a for a in answers if a.response.respondent_key == key]
        last = max(own, key=lambda a: (a.response.answered_at, a.response.recorded_at, a.pk))
        day = timezone.localdate(last.response.answered_at)
        same = [a for a in own if timezone.localdate(a.response.answered_at) == day]
        some_day = any(a.response.answered_precision == "day" for a in same)
        latest[key] = [a for a in same if some_day and "day" in (
            a.response.answered_precision, last.response.answered_precision)] + [last]  # fmt: skip
    return latest


def is_certain(answer, without):
    """Whether a yes has no condition beside it, and its parent a say."""
    beside = {"respondent_key": answer.response.respondent_key, "answered_at": answer.response.answered_at}
    conditions = ReviewEntry.objects.filter(status="condition", survey__status="applied", **beside)
    return answer.value == "yes" and answer.response.respondent_name not in without and not conditions.exists()


def may_be_yes(pupil, purpose):
    """The model, written without the portal's rules: whether anything allows a yes."""
    if ReviewEntry.objects.open().filter(waits__pupil=pupil).exists():
        return False
    standing = {"response__survey__status": "applied", "response__retraction": None, "purpose": purpose}
    answers = list(ConsentAnswer.objects.filter(response__pupil=pupil, **standing).select_related("response"))
    without = set(pupil.contacts.filter(has_parental_responsibility=False).values_list("name", flat=True))
    decided = [
        one
        for one in ConsentDecision.objects.filter(pupil=pupil, purpose=purpose, value="yes")
        if set(one.basis) <= {a.pk for a in answers}
    ]
    for covered in [set(), *(set(one.basis) for one in decided)]:
        latest = [a for said in voices([a for a in answers if a.pk not in covered]).values() for a in said]
        certain = all(a.value == "blank" or is_certain(a, without) for a in latest)
        if certain and (covered or any(a.value == "yes" for a in latest)):
            return True
    return False


@pytest.mark.parametrize("seed", range(20))
def test_no_sequence_shows_a_yes_that_nothing_allows(office, seed):
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC), tick=True):
        school = School(seed, office)
        purposes = list(Purpose.objects.filter(slug__in=["website", "x_twitter"]))
        for _ in range(STEPS):
            school.step()
            register = register_on([school.wren], TODAY)
            shown = [p for p in purposes if register.of(school.wren, p).status is Status.YES]
            assert all(may_be_yes(school.wren, purpose) for purpose in shown)
