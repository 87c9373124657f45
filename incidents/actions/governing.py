"""The governors' report: the head writes beside it and releases it; the clerk adds what concerns the head."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import AuditEvent, Verb
from audit.recorder import record, wait_for_the_chain
from incidents.governing.choosing import draft_of
from incidents.governing.confidential import content_of_part, leaks_of_part
from incidents.governing.names import Leak, known_people, leaks_of
from incidents.governing.periods import Period
from incidents.governing.sealing import digest_of, sealed_text
from incidents.models import ConfidentialPart, GovernorsReport, ReportWords
from incidents.models.reports import whom_such_cases_are_about
from people.models import User
from people.permissions import Permission
from people.roles import Role

from .faults import CannotBeSo, NotAllowed, WrongState

RELEASED = "This report is released. It cannot change any more."


class Named(Exception):
    """The report names somebody, or may. `leaks` says where."""

    def __init__(self, leaks: list[Leak]) -> None:
        self.leaks = leaks
        super().__init__("The report may name somebody. Take the names out before you release it.")


class Changed(Exception):
    """What the report says has changed since its page was opened."""

    def __init__(self) -> None:
        super().__init__("The report has changed since you opened it. Look at it once more, then release it.")


@transaction.atomic
def write_words(*, period: Period, text: str, revision: int, by: User) -> ReportWords:
    """What the head says beside the numbers of a term. `revision`: of the words on the page that was sent; 0 for none.

    Raises NotAllowed; WrongState once the report is released; Changed where somebody else wrote meanwhile.
    """
    if not by.has_perm(Permission.REPORT_MAKE):
        raise NotAllowed
    _still_open(period)
    rows = ReportWords.objects.select_for_update(no_key=True).filter(school_year=period.school_year, term=period.name)
    held = rows.first() or ReportWords(school_year=period.school_year, term=period.name)
    if held.revision != revision:
        raise Changed
    held.text, held.revision, held.changed_by, held.changed_at = text.strip(), revision + 1, by, timezone.now()
    held.save()
    record(Verb.REPORT_WORDED, target=held, by=by)
    return held


@transaction.atomic
def release_report(*, period: Period, school: str, seen: str, by: User) -> GovernorsReport:
    """Freeze the report of a term that is over, for the governors. `seen`: the fingerprint of what the head looked at.

    Raises NotAllowed; WrongState where the term goes on or its report, or that of a later term, is released; Changed
    where it would say something else by now; Named where it may name somebody (requirements 6.4).
    """
    if not by.has_perm(Permission.REPORT_MAKE):
        raise NotAllowed
    today = timezone.localdate()
    if not period.is_over(today):
        raise WrongState(f"The term goes on until {period.last:%-d %B %Y}. Release its report after that day.")
    _still_open(period)
    content = draft_of(period, school, today)
    leaks = leaks_of(content, known_people())
    if leaks:
        raise Named(leaks)
    text = sealed_text(content)
    if digest_of(text) != seen:
        raise Changed
    try:
        with transaction.atomic():
            report = GovernorsReport.objects.create(
                school_year=period.school_year, term=period.name, first_on=period.first, last_on=period.last,
                content=text, digest=digest_of(text), chain_head=_head_of_chain(), released_by=by,
            )  # fmt: skip
    except IntegrityError:
        raise WrongState(RELEASED) from None
    record(Verb.REPORT_RELEASED, target=report, by=by, sha256=report.digest)
    return report


@transaction.atomic
def add_part(*, report: GovernorsReport, words: str, by: User) -> ConfidentialPart:
    """What the governors are told of cases about the headteacher, beside one released report: by the clerk, and of what
    is about the clerk too by whoever deals with it. Once by each. Whom such a case is about now never reads it.

    Raises NotAllowed; WrongState where it is there already; CannotBeSo where it says nothing; Named where it names
    somebody.
    """
    # Of two clerks at the same moment the second finds what the first wrote.
    held = GovernorsReport.objects.select_for_update(no_key=True).get(pk=report.pk)
    is_beside_clerk = Role.CLERK not in by.roles
    if not GovernorsReport.objects.open_to_part(by).filter(pk=held.pk).exists():
        written = ConfidentialPart.objects.visible_to(by).filter(report=held, is_beside_clerk=is_beside_clerk)
        if by.has_perm(Permission.REPORT_CONFIDENTIAL_ADD) and written.exists():
            raise WrongState("The confidential part of this report is there already. It cannot change any more.")
        raise NotAllowed
    if not words.strip():
        raise CannotBeSo("words", "Write what the governors need to know, or that there is nothing.")
    leaks = leaks_of_part(words, known_people())
    if leaks:
        raise Named(leaks)
    text = sealed_text(content_of_part(held, words.strip(), by, is_beside_clerk=is_beside_clerk))
    part = ConfidentialPart.objects.create(
        report=held, content=text, digest=digest_of(text), chain_head=_head_of_chain(), added_by=by,
        is_beside_clerk=is_beside_clerk,
    )  # fmt: skip
    part.kept_from.set(whom_such_cases_are_about().exclude(pk=by.pk))
    record(Verb.REPORT_PART_ADDED, target=part, by=by, sha256=part.digest)
    return part


def _still_open(period: Period) -> None:
    """Whether the report of this term can still be made: reports come one after the other."""
    latest = GovernorsReport.objects.first()
    if latest and latest.place >= period.place:
        raise WrongState(RELEASED if latest.place == period.place else "A later report is released already.")


def _head_of_chain() -> str:
    """The last seal of the record at this moment: nothing is recorded between this look and the end."""
    wait_for_the_chain()
    return AuditEvent.objects.order_by("-sequence").values_list("seal", flat=True).first() or ""
