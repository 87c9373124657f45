"""Purposes, survey imports, answers and what waits for a person."""

from .answers import ConsentAnswer, ConsentDecision, ConsentResponse, ConsentRetraction
from .checks import CheckedChild, RecordedCheck
from .desk import DeskItem
from .imports import StagedSurvey, SurveyImport, SurveyMapping, SurveyQuestion
from .posts import FoundOutStill, PictureReview, Post, PostedChild, PostHanding, TakenDown
from .purposes import Purpose, Shut
from .removals import RemovalCause, RemovalItem, RemovalList, RemovalLook
from .requests import PhotoHold, PhotoRequest
from .reviews import ReviewEntry, ReviewWaiting

__all__ = [
    "CheckedChild",
    "ConsentAnswer",
    "ConsentDecision",
    "ConsentResponse",
    "ConsentRetraction",
    "DeskItem",
    "FoundOutStill",
    "PhotoHold",
    "PhotoRequest",
    "PictureReview",
    "Post",
    "PostHanding",
    "PostedChild",
    "Purpose",
    "RecordedCheck",
    "RemovalCause",
    "RemovalItem",
    "RemovalList",
    "RemovalLook",
    "ReviewEntry",
    "ReviewWaiting",
    "Shut",
    "StagedSurvey",
    "SurveyImport",
    "SurveyMapping",
    "SurveyQuestion",
    "TakenDown",
]
