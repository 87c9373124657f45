"""Purposes, survey imports, answers and what waits for a person."""

from .answers import ConsentAnswer, ConsentDecision, ConsentResponse, ConsentRetraction
from .imports import StagedSurvey, SurveyImport, SurveyMapping, SurveyQuestion
from .purposes import Purpose
from .reviews import ReviewEntry, ReviewWaiting

__all__ = [
    "ConsentAnswer",
    "ConsentDecision",
    "ConsentResponse",
    "ConsentRetraction",
    "Purpose",
    "ReviewEntry",
    "ReviewWaiting",
    "StagedSurvey",
    "SurveyImport",
    "SurveyMapping",
    "SurveyQuestion",
]
