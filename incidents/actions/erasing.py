"""A case destroyed with all that hangs on it; a record of a data breach; what of this app is an account's own."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from audit.erasing import belonging, erase
from incidents import evidence_store
from incidents.holding_back import requests_about, requests_by
from incidents.models import (
    AskedGovernor,
    BreachAbout,
    BundlePart,
    Campaign,
    Case,
    DataBreach,
    DataBundle,
    DataRequest,
    DataRequestEntry,
    EvidenceFile,
    ReportDraft,
)
from incidents.search import forget, settle
from incidents.walls import Standing, Wall
from people.disposal import Erased
from people.models import Notification, User
from people.roles import Role
from people.sweeping import black_out
from people.tracing import Finder

from .erasing_names import APART


def erase_case(erased: Erased) -> None:
    """Rows, files, what it is found by, mails that name its reference. A record of a data breach stays, on its own."""
    case = erased.record
    names = list(EvidenceFile.objects.filter(case=case, destroyed_at=None).values_list("kept_as", flat=True))
    _erase_parts(case)
    campaigns = set(Campaign.objects.filter(complaints__case=case).values_list("pk", flat=True))
    _let_go_of_breach(case)
    erase(Notification.objects.filter(Q(subject__contains=case.reference) | Q(body__contains=case.reference)))
    for model, way in belonging(Case, APART):
        erase(model._base_manager.filter(**{way: case.pk}))
    erase(Case.objects.filter(pk=case.pk))
    erase(Campaign.objects.filter(pk__in=campaigns, complaints=None))
    forget(case.pk)
    settle()
    _delete_files(names)


def _let_go_of_breach(case: Case) -> None:
    """A record of a data breach stays, on its own, and is told to nobody who did not read it before: whom it is about
    followed from the case."""
    breaches = DataBreach.objects.filter(incident=case)
    subjects = case.people.subjects()
    head = case.wall in (Wall.HEAD, Wall.BOARD) or subjects.filter(standing=Standing.HEAD).exists()
    officer = subjects.filter(user__in=User.objects.holding(Role.DPO)).exists()
    about = {(True, True): BreachAbout.BOTH, (True, False): BreachAbout.HEAD, (False, True): BreachAbout.DPO}
    if head or officer:
        breaches.filter(about=BreachAbout.NOBODY).update(about=about[head, officer])
    breaches.update(incident=None)


def _erase_parts(case: Case) -> None:
    """What of it was put together for somebody who asked for their data. Their request stays, without it."""
    DataRequest.objects.filter(about_case=case).update(about_case=None)
    _end_files(DataBundle.objects.filter(request__parts__case=case))
    erase(DataRequestEntry.objects.filter(part__case=case))
    erase(DataBundle.objects.filter(part__case=case))
    erase(BundlePart.objects.filter(case=case))


def erase_breach(erased: Erased) -> None:
    """Its entries and the children linked to it."""
    _end_files(DataBundle.objects.filter(request__parts__breach=erased.record))
    for model, way in belonging(DataBreach):
        erase(model._base_manager.filter(**{way: erased.record.pk}))
    erase(DataBreach.objects.filter(pk=erased.record.pk))


def erase_data_request(erased: Erased) -> None:
    """What was asked, said and gathered, the file that was put together, and mails that name its reference."""
    request = erased.record
    _end_files(DataBundle.objects.filter(request=request))
    erase(Notification.objects.filter(Q(subject__contains=request.reference) | Q(body__contains=request.reference)))
    for model, way in belonging(DataRequest):
        erase(model._base_manager.filter(**{way: request.pk}))
    erase(DataRequest.objects.filter(pk=request.pk))


def erase_own_of_account(erased: Erased) -> None:
    """Reports begun and not sent; questions that a governor was asked."""
    for model in (ReportDraft, AskedGovernor):
        erase(model._base_manager.filter(user=erased.record))


def erase_bundles(erased: Erased) -> None:
    """What was put together for somebody who asked what is kept about them, with its files: it is all about them."""
    requests = DataRequest.objects.filter(requests_about(erased.record))
    bundles = DataBundle.objects.filter(request__in=list(requests))
    _end_files(bundles)
    erase(bundles)
    erase(DataRequestEntry.objects.filter(part__request__in=list(requests)))
    erase(BundlePart.objects.filter(request__in=list(requests)))


def black_out_requests(erased: Erased) -> None:
    """What they asked, and what is about them: single names too lead to them there, and how to reach them."""
    own = set(DataRequest.objects.filter(requests_by(erased.record)).values_list("pk", flat=True))
    for request in DataRequest.objects.filter(Q(pk__in=own) | requests_about(erased.record)).distinct():
        reach = {request.asker_reach} - {""} if request.pk in own else set()
        finder = Finder(erased.traces.all | reach)
        for row in (request, *request.entries.all()):
            black_out(row, finder)


def _end_files(bundles: QuerySet[DataBundle]) -> None:
    """The files of these bundles go: one of them holds what is destroyed."""
    there = list(bundles.filter(gone_at=None).distinct())
    DataBundle.objects.filter(pk__in=[one.pk for one in there]).update(gone_at=timezone.now())
    _delete_files(one.kept_as for one in there)


def _delete_files(names: Iterable[str]) -> None:
    for name in names:
        transaction.on_commit(partial(evidence_store.take_away, name), robust=True)
