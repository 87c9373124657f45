"""A case destroyed with all that hangs on it; a record of a data breach; what of this app is an account's own."""

from functools import partial

from django.db import transaction
from django.db.models import Q

from audit.erasing import belonging, erase
from incidents import evidence_store
from incidents.models import AskedGovernor, Campaign, Case, DataBreach, EvidenceFile, ReportDraft
from incidents.search import forget, settle
from people.disposal import Erased
from people.models import Notification

from .erasing_names import APART


def erase_case(erased: Erased) -> None:
    """Rows, files, what it is found by, mails that name its reference. A record of a data breach stays, on its own."""
    case = erased.record
    names = list(EvidenceFile.objects.filter(case=case, destroyed_at=None).values_list("kept_as", flat=True))
    campaigns = set(Campaign.objects.filter(complaints__case=case).values_list("pk", flat=True))
    DataBreach.objects.filter(incident=case).update(incident=None)
    erase(Notification.objects.filter(Q(subject__contains=case.reference) | Q(body__contains=case.reference)))
    for model, way in belonging(Case, APART):
        erase(model._base_manager.filter(**{way: case.pk}))
    erase(Case.objects.filter(pk=case.pk))
    erase(Campaign.objects.filter(pk__in=campaigns, complaints=None))
    forget(case.pk)
    settle()
    for name in names:
        transaction.on_commit(partial(evidence_store.store().delete, name))


def erase_breach(erased: Erased) -> None:
    """Its entries and the children linked to it."""
    for model, way in belonging(DataBreach):
        erase(model._base_manager.filter(**{way: erased.record.pk}))
    erase(DataBreach.objects.filter(pk=erased.record.pk))


def erase_own_of_account(erased: Erased) -> None:
    """Reports begun and not sent; questions that a governor was asked."""
    for model in (ReportDraft, AskedGovernor):
        erase(model._base_manager.filter(user=erased.record))
