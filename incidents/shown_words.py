"""What was typed once and stands in two places: it is read as its entry in the timeline is, blacked out or not."""

from collections.abc import Iterable

from people.models import User

from .models import Case, CaseClosure, EntryText, LegalReferral, TimelineEntry


def decisions_shown(
    case: Case, user: User | None, closures: Iterable[CaseClosure], referrals: Iterable[LegalReferral]
) -> dict[str, str]:
    """The reasons of closures and of what the governors decided, each as `user` reads it in the timeline; None for a
    paper. One query, none where nothing was decided."""
    reasons = [closure.reason for closure in closures]
    reasons += [referral.decision.reason for referral in referrals if hasattr(referral, "decision")]
    if not reasons:
        return {}
    typed = EntryText.objects.filter(entry__case=case, entry__kind=TimelineEntry.Kind.DECISION, text__in=reasons)
    shown = {one.text: one.shown_to(user) for one in typed.select_related("entry").order_by("pk")}
    return {reason: shown.get(reason, reason) for reason in reasons}
