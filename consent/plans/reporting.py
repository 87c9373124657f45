"""The report of an import (contract 4)."""

from typing import Any

from consent.survey.verdict import Judged

from .comparing import SurveyPlan


def report(plan: SurveyPlan, **about: Any) -> dict[str, Any]:
    """The report of `import_survey --report` (contract 4)."""
    numbers = {pupil.pk: pupil.admission_number for pupil in plan.roll.pupils}
    return {
        **about,
        "rows": [_row(judged, numbers) for judged in plan.judged],
        "answers": plan.answers(),
        "changes": {
            "yes_to_no": len(plan.difference.yes_to_no),
            "no_to_yes": len(plan.difference.no_to_yes),
        },
        "outside_year": plan.outside_year,
        "respondents_unnamed": sum(judged.respondent_unnamed for judged in plan.judged),
        "comments_unread": len(plan.comments_unread),
    }


def _row(judged: Judged, numbers: dict[int, str]) -> dict[str, Any]:
    return {
        "record": judged.entry.record,
        "child": judged.entry.child,
        "outcome": judged.outcome.value,
        "pupil": numbers.get(judged.pupil or 0),
        "suggestions": [numbers.get(suggestion.pupil, "") for suggestion in judged.suggestions],
        "reason": judged.reason.value,
    }
