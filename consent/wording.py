"""The sentences under which doubtful rows are shown to the office."""

from .survey.verdict import Reason

WORDS: dict[Reason, str] = {
    Reason.SEVERAL_PUPILS: "The name fits more than one child.",
    Reason.NAME_NEARLY: "No child has exactly this name; one or more have nearly this name.",
    Reason.OTHER_CLASS: "The name fits, but the child is in another class.",
    Reason.CLASS_UNCLEAR: "We cannot tell which class is meant.",
    Reason.NUMBER_AND_NAME_DISAGREE: "The number and the name belong to different children.",
    Reason.BIRTH_DATE_DISAGREES: "The name and class fit, but the date of birth is another.",
    Reason.NO_NAME: "There is no name of a child.",
    Reason.SEVERAL_CHILDREN_IN_ONE_CELL: "Several children are named in one answer.",
    Reason.RESPONDENT_NOT_ON_LIST: "The person who answered is not on the child’s contact list.",
    Reason.RESPONDENT_WITHOUT_RESPONSIBILITY: "Whoever answered has no parental responsibility on the pupil list.",
    Reason.RESPONDENT_UNNAMED: "The answer does not say which parent or carer gave it.",
    Reason.RESPONDENT_NAMESAKE: "The name is on the child’s contact list, but the e-mail address is another family’s.",
    Reason.DATE_MISSING: "The answer has no date.",
    Reason.DATE_UNREADABLE: "We cannot read the date of the answer.",
    Reason.DATE_IN_FUTURE: "The answer is dated in the future.",
    Reason.OUTSIDE_YEAR: "dated in another school year",
    Reason.UNKNOWN_CHILD: "no child of this name on the pupil list",
    Reason.TEST_ROW: "a test, not a child",
    Reason.PUT_ASIDE: "put aside by a person before",
    Reason.NOT_A_RESPONSE: "not an answer",
}

# Reasons about who answered or when: the child is certain, so the question on the page is another one.
ABOUT_RESPONDENT = {
    Reason.RESPONDENT_NOT_ON_LIST,
    Reason.RESPONDENT_WITHOUT_RESPONSIBILITY,
    Reason.RESPONDENT_UNNAMED,
    Reason.RESPONDENT_NAMESAKE,
}
ABOUT_DATE = {Reason.DATE_MISSING, Reason.DATE_UNREADABLE, Reason.DATE_IN_FUTURE}


def reason_words(reason: Reason | str) -> str:
    """Why a row waits or is not used. An unknown reason says the honest least."""
    try:
        return WORDS.get(Reason(reason), "It could not be used by itself.")
    except ValueError:
        return "It could not be used by itself."


# Why rows are not used, after their number: of one, and of several.
NOT_USED: dict[Reason, tuple[str, str]] = {
    Reason.TEST_ROW: ("test row", "test rows"),
    Reason.NO_NAME: ("without a name", "without a name"),
    Reason.UNKNOWN_CHILD: ("not on our pupil list", "not on our pupil list"),
    Reason.OUTSIDE_YEAR: ("of another year", "of another year"),
    Reason.PUT_ASIDE: ("put aside before", "put aside before"),
    Reason.NOT_A_RESPONSE: ("not an answer", "not answers"),
}


def not_used_words(reason: Reason, count: int) -> str:
    """How many rows are not used for one reason, as the tile of the preview has room for it.

    >>> not_used_words(Reason.TEST_ROW, 3)
    '3 test rows'
    """
    one, several = NOT_USED.get(reason, ("for another reason", "for another reason"))
    return f"{count:,} {one if count == 1 else several}"


def title_of(reason: Reason | str) -> str:
    """The question at the top of the page on which a person sorts it out."""
    if reason in ABOUT_RESPONDENT:
        return "May this person answer?"
    if reason in ABOUT_DATE:
        return "When was this answered?"
    return "Which child is this?"
