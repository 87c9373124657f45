"""Headings about the child, the parent and the submission: which role their words ask for."""

import re
from dataclasses import dataclass

from .headings import without_number
from .person_words import (
    ADMISSION,
    BORN,
    BY,
    CHILD,
    CHILD_WORDS,
    CLASS,
    FORE,
    NAME_OF,
    NOT_OURS,
    NOT_OWN_DATE,
    OF_CHILD,
    OF_PARENT,
    PARENT,
    PART,
    RELATION,
    RESPONSE,
    SUR,
    TEACHER,
    WHEN_BEGUN,
    WHEN_DONE,
    WHEN_PLAIN,
    YEAR,
)
from .words import has, plain, whole


@dataclass(frozen=True)
class Guess:
    """A role that a heading suggests. Of several columns with one role, the lowest rank is taken."""

    role: str
    rank: int = 0


def guess_role(text: str) -> Guess | None:
    """The role that the words of a heading about people or the submission ask for, None if they ask for none.

    >>> guess_role("Parent/Carer Name").role, guess_role("Child's Surname").role, guess_role("Completion time").role
    ('who', 'child_surname', 'when')
    """
    if text.strip() in {"#", "№", "No."}:
        return Guess("response_id")
    words = without_number(text) or plain(text)
    if not words or len(words.split()) > 14:
        return None
    return _number_or_date(words) or _place_in_school(words) or _name(words)


def _number_or_date(words: str) -> Guess | None:
    if has(r"\bemails?\b|\bebost\b|\be bost\b", words) and len(words.split()) <= 7:
        other = has(rf"\b(?:confirm|repeat|second|{CHILD}|school|newsletter|receive|consent|sent)\b", words)
        return None if has(r"\b(?:receive|newsletter|consent|happy)\b", words) else Guess("email", 5 if other else 0)
    if has(r"\bupn\b|\bunique pupil\b", words):
        return Guess("upn")
    if has(BORN, words):
        return Guess("dob")
    if has(ADMISSION, words):
        return Guess("admission_number")
    if has(BY, words) or has(r"\bby$", words):
        return Guess("who", 1)
    if has(RESPONSE, words):
        return Guess("response_id")
    return _moment(words)


def _moment(words: str) -> Guess | None:
    if len(words.split()) > 8 or has(whole(f"name|names|{NOT_OWN_DATE}"), words):
        return None
    if has(WHEN_BEGUN, words):
        return Guess("when", 20)
    if has(WHEN_DONE, words):
        return Guess("when", 0)
    return Guess("when", 10) if has(WHEN_PLAIN, words) else None


def _place_in_school(words: str) -> Guess | None:
    if has(TEACHER, words):
        return Guess("class", 10)
    if has(CLASS, words):
        return Guess("class", 0)
    if has(YEAR, words):
        return Guess("class", 5)
    if has(RELATION, words) and len(words.split()) <= 10:
        return Guess("relationship")
    return None


def _name(words: str) -> Guess | None:
    if has(NOT_OURS, words) and not has(r"\bname of (?:your )?child\b", words):
        return Guess("ignore")
    of = NAME_OF.search(words)
    child = bool(of and of["child"]) or (bool(OF_CHILD.search(words)) and not (of and of["parent"]))
    parent = not child and (bool(of) or bool(OF_PARENT.search(words)))
    named = has(rf"\b(?:{PART})\b", words)
    if not (child or parent):
        child = has(CHILD_WORDS, words) and not has(whole(PARENT.replace("|your|my", "")), words)
        parent = not child and has(whole(PARENT), words)
    if not named:
        return _bare_person(words, child, parent)
    part = _part(words)
    if child:
        return Guess({"fore": "child_forename", "sur": "child_surname"}.get(part, "child_fullname"))
    if parent:
        return Guess("who", {"full": 0, "fore": 2, "sur": 3}[part])
    return Guess(f"name_{part}") if len(words.split()) <= 5 else None


def _bare_person(words: str, child: bool, parent: bool) -> Guess | None:
    if child and re.fullmatch(rf"(?:(?:your|my|the|of|for|this|which|s) )*(?:{CHILD})(?: details)?", words):
        return Guess("child_fullname", 3)
    bare = r"(?:(?:the|of|s|or|and) )*(?:parents?|carers?|guardians?|respondents?|responder|submitter|user)"
    if parent and re.fullmatch(rf"{bare}(?: {bare})*", words):
        return Guess("who", 1)
    return None


def _part(words: str) -> str:
    fore, sur = has(FORE, words), has(SUR, words)
    if fore == sur:
        return "full"
    return "fore" if fore else "sur"
