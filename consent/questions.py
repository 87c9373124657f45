"""The survey as the school may write it: one clear question for each purpose, which the importer reads by itself."""

from dataclasses import dataclass

from .models import Purpose

ABOUT_CHILD = (
    "Your child's full name",
    "Your child's class",
)
ABOUT_PARENT = ("Your name", "Your e-mail address")
WORDINGS: dict[str, str] = {
    "website": "May we use photographs of your child on the school website?",
    "facebook": "May we use photographs of your child on the school's Facebook page?",
    "x_twitter": "May we use photographs of your child on the school's X (Twitter) account?",
    "instagram": "May we use photographs of your child on the school's Instagram account?",
    "newsletter": "May we use photographs of your child in the school newsletter?",
    "prospectus": "May we use photographs of your child in the school prospectus?",
    "display": "May we use photographs of your child in displays around school?",
    "press": "May we give photographs of your child to the local press?",
    "photographer": "May the school photographer take pictures of your child?",
    "video": "May your child be filmed for these purposes?",
    "name_with_photo": "May your child's first name stand with the photograph?",
}
ANSWERS = ("Yes", "No")


@dataclass(frozen=True)
class SurveyQuestionText:
    """One question to paste into the survey tool."""

    purpose: Purpose
    text: str


def survey_questions(purposes: list[Purpose]) -> list[SurveyQuestionText]:
    """One question for each purpose: one place a question, Yes or No, nothing ticked beforehand."""
    return [
        SurveyQuestionText(p, WORDINGS.get(p.slug, f"May we use photographs of your child: {p.label}?"))
        for p in purposes
    ]


def headings(purposes: list[Purpose]) -> list[str]:
    """The headings of the export that such a survey gives."""
    return [*ABOUT_PARENT, *ABOUT_CHILD, *(question.text for question in survey_questions(purposes))]
