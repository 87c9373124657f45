"""What a survey file would do: read, matched, judged and compared, before anything is written."""

from .comparing import SurveyPlan, plan_survey, survey_opened
from .reading import ReadSurvey, day_of_roll, read_survey, roll_for
from .repeats import Comment
from .reporting import report

__all__ = [
    "Comment",
    "ReadSurvey",
    "SurveyPlan",
    "day_of_roll",
    "plan_survey",
    "read_survey",
    "report",
    "roll_for",
    "survey_opened",
]
