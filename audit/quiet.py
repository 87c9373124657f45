"""By what a page knows that nothing was recorded since it last worked something out: the last seal that matters."""

from collections.abc import Collection

from django.db.models import Subquery

from .models import AuditEvent, Verb

# What happens often and changes nothing that a page keeps. Everything else that is recorded lets it be worked out anew.
# Of cases nothing counts, whatever it is: a page that takes longer than usual would tell its reader that something of
# a case was recorded, and it may be about them.
OF_CASES = ("incident.", "evidence.", "complaint.", "breach.", "report.", "rights.", "disposal.")
HARMLESS = (
    Verb.SIGNED_IN, Verb.SIGN_IN_REFUSED, Verb.SESSIONS_ENDED, Verb.RECORD_READ, Verb.TRAIL_EXPORTED,
    Verb.CHECK_RECORDED,
    Verb.CLASS_LIST_PRINTED, Verb.REGISTER_EXPORTED, Verb.NON_ANSWERS_EXPORTED, Verb.SURVEY_UPLOADED,
    Verb.SURVEY_MAPPED, Verb.DRILL_HELD, Verb.BACKUP_COPY_SEEN, Verb.EVERYTHING_EXPORTED, Verb.DAMAGE_FOUND,
    Verb.ASSESSMENT_WORDED, Verb.ASSESSMENT_SUBMITTED, Verb.ASSESSMENT_APPROVED,
    *(verb for verb in Verb if verb.value.startswith(OF_CASES)),
)  # fmt: skip

# What changes policies and who has read them, and nothing of children, families and their answers; and the other way
# round. Whatever stands in neither (people, roles, settings, the calendar) counts for both, so that a verb nobody has
# thought of lets everything be worked out anew.
OF_POLICIES = (
    "policy.", "laws.", "document.", "note.", "point.", "checkup.", "letter.", "mail.digest_sent",
)  # fmt: skip
OF_ANSWERS = (
    "survey.", "entry.", "comment.", "conflict.", "paper.", "permission.", "answer.", "photo_request.", "post.",
    "pictures.", "removal.",
)  # fmt: skip
OF_POLICIES_ALONE = tuple(verb for verb in Verb if verb.value.startswith(OF_POLICIES))
OF_ANSWERS_ALONE = tuple(verb for verb in Verb if verb.value.startswith(OF_ANSWERS))


def last_seal(but: Collection[Verb] = ()) -> Subquery:
    """The seal of the last event that may change what a page keeps, to be read beside whatever else the page asks.
    Nothing kept may come of a case: what is recorded of one does not count here. `but`: verbs that change nothing of
    what is kept under it (`OF_POLICIES_ALONE` for what comes of answers)."""
    counting = AuditEvent.objects.exclude(verb__in=[*HARMLESS, *but])
    return Subquery(counting.order_by("-pk").values("seal")[:1])
