"""By what a page knows that nothing was recorded since it last worked something out: the last seal that matters."""

from django.db.models import Subquery

from .models import AuditEvent, Verb

# What happens often and changes nothing that a page keeps. Everything else that is recorded lets it be worked out anew.
# Of cases nothing counts, whatever it is: a page that takes longer than usual would tell its reader that something of
# a case was recorded, and it may be about them.
OF_CASES = ("incident.", "evidence.", "complaint.", "breach.", "report.")
HARMLESS = (
    Verb.SIGNED_IN, Verb.SIGN_IN_REFUSED, Verb.SESSIONS_ENDED, Verb.RECORD_READ, Verb.CHECK_RECORDED,
    Verb.CLASS_LIST_PRINTED, Verb.REGISTER_EXPORTED, Verb.NON_ANSWERS_EXPORTED, Verb.SURVEY_UPLOADED,
    Verb.SURVEY_MAPPED, Verb.ASSESSMENT_WORDED, Verb.ASSESSMENT_SUBMITTED, Verb.ASSESSMENT_APPROVED,
    *(verb for verb in Verb if verb.value.startswith(OF_CASES)),
)  # fmt: skip


def last_seal() -> Subquery:
    """The seal of the last event that may change what a page keeps, to be read beside whatever else the page asks.
    Nothing kept may come of a case: what is recorded of one does not count here."""
    return Subquery(AuditEvent.objects.exclude(verb__in=HARMLESS).order_by("-pk").values("seal")[:1])
