"""One school year of the demo school, from last year's answers to what waits on the office's desk today."""

import datetime as dt

from django.db import transaction

from consent.actions import decide, record_paper_answers, reject_entry, settle_entry
from consent.actions.paper import PaperAnswers
from consent.models import Purpose, ReviewEntry
from people.actions.flags import flag_pupil
from people.delivery import send_due
from people.models import Pupil, User
from people.school_year import first_day, label, school_year_of
from policies.demo import load_demo_policy, load_former_policy

from . import (
    breach_story,
    calendar_story,
    complaint_story,
    cover_story,
    disposal_story,
    incident_story,
    late_forms,
    leavers_story,
    lists_story,
    marker,
    policy_story,
    posts_story,
    reading_story,
    record_story,
    report_story,
    rights_story,
    school,
    school_accounts_story,
    survey,
)
from .accounts import create_accounts, link_parents
from .answers import DECIDED, FLAGGED, PURPOSES, said_by_default
from .checks import record_checks
from .clock import StoryClock
from .diary import Diary
from .families import Child, children
from .loading import File, load_pupils, load_staff, load_survey, upload_survey
from .requests import answer_what_is_agreed, ask_to_take_down, ask_what_is_agreed
from .rows import Season, weekday_before
from .telephone import ring_about_facebook

NOWHERE = "django.core.mail.backends.dummy.EmailBackend"  # the mails of the story are of the past: nobody gets them
_READ = {"Thank you": "", "Lovely to see": "", "Only in group pictures": "Only in group pictures, never on his own."}


@transaction.atomic
def tell(today: dt.date) -> None:
    """Fill an empty database: all of it or nothing. Each step has its own day; nothing in it lies after `today`."""
    year = school_year_of(today)
    everybody = children()
    with StoryClock() as clock:
        _go_on(clock, first_day(year - 1), "08:30")
        people = create_accounts(year)
        clock.meanwhile = Diary(
            incident_story.happenings(people, today),
            breach_story.happenings(people, today),
            rights_story.happenings(people, today),
            complaint_story.happenings(people, today, calendar_story.school_days_of(year)),
            posts_story.happenings(people, today, Season.of(year, today).day(23)),
        ).until
        lists_story.enter_the_standards(people["office"])
        disposal_story.bring_over(year)
        who = {"by_head": people["head"], "by_chair": people["chair"]}
        former = load_former_policy(**who, effective_from=first_day(year - 1))
        _last_year(everybody, year, people["office"], clock)
        _go_on(clock, first_day(year) - dt.timedelta(days=54), "17:20")
        load_demo_policy(**who, effective_from=first_day(year), replacing=former)
        _go_on(clock, first_day(year), "08:10")
        calendar_story.enter_calendar(year, by=people["office"], today=today)
        season = Season.of(year, today)
        _this_year(everybody, season, people, clock)
        _these_days(everybody, season, people, clock, today)
        _go_on(clock, today, "08:00")
    marker.put()


def _last_year(everybody: list[Child], year: int, office: User, clock: StoryClock) -> None:
    """The year before: its own lists, its own survey. Its answers give nothing any more."""
    before, season = year - 1, Season.of(year - 1, first_day(year))
    load_pupils(File(f"Pupils {label(before)}.csv", school.former_pupil_list(everybody, year), before), office)
    load_staff(File(f"Staff {label(before)}.csv", school.former_staff_list(year), before), office)
    export = File(f"Photo permission {label(before)}.csv", survey.former_export(everybody, season), before)
    _go_on(clock, season.day(22), "09:40")
    load_survey(export, office, _READ)


def _this_year(everybody: list[Child], season: Season, people: dict[str, User], clock: StoryClock) -> None:
    """September: the lists, the survey after three weeks, paper at the gate, the first doubtful rows."""
    year, office = season.school_year, people["office"]
    load_pupils(File(f"Pupils {label(year)}.csv", school.pupil_list(everybody, year), year), office)
    load_staff(File(f"Staff {label(year)}.csv", school.staff_list(year), year), office)
    link_parents(people)
    cover_story.settle_in(office)
    school_accounts_story.register_accounts(people, first_day(year))
    reading_story.ask(people["head"])
    _go_on(clock, season.tuesday(), "07:30")
    reading_story.tell()
    _go_on(clock, season.day(8), "15:40")
    report_story.release_summer(year, people)
    leavers_story.write_to_whoever_left(people["head"], office)
    _go_on(clock, season.day(8), "16:20")
    reading_story.read(office)
    reading_story.check_up()
    _go_on(clock, season.day(9), "10:15")
    posts_story.enter_what_was_out(people, year)
    _go_on(clock, season.day(21), "15:10")
    flagged = Pupil.objects.get(legal_forename=FLAGGED.split()[0], legal_surname=FLAGGED.split()[1])
    flag_pupil(pupil=flagged, reason="Family court order of March. Ask Mrs Tindall first.", by=people["dsl"])
    cover_story.shut_out_a_father(people["dsl"])
    _go_on(clock, season.day(22), "08:05")
    posts_story.take_down_for_the_flagged(people)
    _go_on(clock, season.day(22), "09:15")
    load_survey(File(_named(year, ""), survey.first_export(everybody, season), year), office, _READ)
    _paper(everybody, season, office)
    _go_on(clock, season.day(23), "11:05")
    _sort_out(season, office)


def _these_days(
    everybody: list[Child], season: Season, people: dict[str, User], clock: StoryClock, today: dt.date
) -> None:
    """The weeks before today: what is on somebody's desk."""
    year, office = season.school_year, people["office"]
    _go_on(clock, season.day(36), "14:30")
    ask_what_is_agreed()
    _go_on(clock, season.day(37), "09:25")
    answer_what_is_agreed(office)
    _go_on(clock, season.day(38), "09:25")
    ring_about_facebook(season.day(38), office)
    _go_on(clock, season.day(38), "16:10")
    posts_story.take_down_after_the_call(people)
    _go_on(clock, season.again, "10:20")
    load_survey(File(_named(year, ", all answers"), survey.second_export(everybody, season), year), office, _READ)
    again = f"Pupils {label(year)}, new.csv"
    load_pupils(File(again, school.pupil_list(everybody, year), year), office)
    _go_on(clock, weekday_before(today, 5), "15:40")
    record_story.look_into(people)
    disposal_story.settle(people)
    _go_on(clock, weekday_before(today, 5), "16:05")
    _decide(year, people["head"])
    _go_on(clock, weekday_before(today, 4), "08:40")
    posts_story.take_one_down_late(people)
    _go_on(clock, weekday_before(today, 4), "11:30")
    lists_story.settle_into_the_lists(people, today)
    _go_on(clock, weekday_before(today, 4), "16:30")
    policy_story.begin_the_next_version(people)
    _go_on(clock, weekday_before(today, 3), "15:20")
    record_checks(people)
    _go_on(clock, weekday_before(today, 3), "16:00")
    disposal_story.destroy_one(people)
    posts_story.look_through(people, weekday_before(today, 3))
    posts_story.hand_over_a_picture(people)
    _go_on(clock, weekday_before(today, 2), "13:45")
    upload_survey(File(late_forms.FILE_NAME, late_forms.late_export(everybody, season), year), office)
    cover_story.look_after(people, today)
    _go_on(clock, weekday_before(today, 1), "20:14")
    ask_to_take_down()
    incident_story.begin_reports(people)
    _go_on(clock, today, "07:40")
    posts_story.find_another(people, today)


def _go_on(clock: StoryClock, day: dt.date, time: str) -> None:
    """The mails of a step go out soon after it; then what lies between, and the story goes on at its next moment."""
    send_due(transport=NOWHERE)
    for _ in clock.meanwhile(day, time, clock):
        send_due(transport=NOWHERE)
    clock.turn_to(day, time)


def _named(year: int, more: str) -> str:
    return f"Photo permission {label(year)}{more}.xlsx"


def _paper(everybody: list[Child], season: Season, office: User) -> None:
    """Five families of 4K gave their answers on paper at the gate."""
    asked = {purpose.slug: purpose for purpose in Purpose.objects.filter(slug__in=PURPOSES)}
    rows = []
    for child in survey.on_other_ways(everybody)[2]:
        pupil = Pupil.objects.get(admission_number=child.admission_number)
        contact = pupil.contacts.order_by("priority", "pk")[0]
        refused = said_by_default(child).no.split()
        answers = {slug: "no" if slug in refused else "yes" for slug in asked}
        rows.append(PaperAnswers(pupil, contact, answers))
    record_paper_answers(
        rows=rows, school_year=season.school_year, answered_on=season.day(9), source="Paper form",
        asked=list(asked.values()), by=office,
    )  # fmt: skip


def _sort_out(season: Season, office: User) -> None:
    """Four doubtful rows that the office has settled already, each with what it found out."""
    kemi, tobe, phoebe, lily = (
        _waiting(name) for name in ("Kemi Bankole", "Tobe Bankole", "Phebe Ransome", "Lily Ramsden")
    )
    settle_entry(
        entry=kemi, pupil=_pupil("Kemi", "Bankole"), by=office, answered_on=season.tuesday(),
        note="Her mother says it was the Tuesday of the first full week.",
    )  # fmt: skip
    settle_entry(
        entry=tobe, pupil=_pupil("Tobe", "Bankole"), by=office, respondent_confirmed=True,
        note="Step-father with parental responsibility. Saw the agreement; the contact list is to be mended.",
    )  # fmt: skip
    settle_entry(entry=phoebe, pupil=_pupil("Phoebe", "Ransome"), by=office, note="Her only Phoebe in 5T, misspelt.")
    reject_entry(entry=lily, by=office, note="Rang her mother, who will answer herself.")


def _waiting(child_text: str) -> ReviewEntry:
    return ReviewEntry.objects.get(child_text=child_text, status=ReviewEntry.Status.OPEN, kind=ReviewEntry.Kind.ENTRY)


def _pupil(forename: str, surname: str) -> Pupil:
    return Pupil.objects.get(legal_forename=forename, legal_surname=surname)


def _decide(year: int, head: User) -> None:
    """Parents who differed and were asked: the head keeps what they agreed on."""
    decide(
        pupil=_pupil(*DECIDED.split()), purpose=Purpose.objects.get(slug="press"), school_year=year, value="no",
        reason="Spoke to both parents on the telephone. They agree: not in the newspaper this year.", by=head,
    )  # fmt: skip
