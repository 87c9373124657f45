"""Whether a yes to a question gives permission or refuses it."""

import re
from dataclasses import dataclass

from .words import plain, whole, with_apostrophes, without_pair

_CLAUSES = re.compile(r"[.?!;:,()\[\]\n]|\s[-–—]\s")
_SENTENCES = re.compile(r"[.?!;()\[\]\n]")
_VERBS = (
    "object|objects|objected|objection|objections|refuse|refuses|refusal|refused|withhold|withheld"
    "|withholding"
    "|opt out|opting out|opted out|exclude|excluded|exclusion|excluding|decline|declined|opposed|oppose"
    "|deny|denied|forbid|disagree|withdraw|unhappy"
)
_NOUNS = "objections?|problems?|issues?|exclusions?|concerns?"
_LINK = (
    "(?:(?:have|has|any|a|an|to|wish|want|be|particularly|at|all|strong|strongly|my|child|you|would|with"
    "|like|being) ){0,6}"
)
# "No objection", "do not object": a refusal denied.
_DENIED_REFUSAL = re.compile(
    rf"\b(?:(?:not|dont|doesnt|never|cannot|cant|wouldnt) {_LINK}(?:{_VERBS}|mind|{_NOUNS})"
    rf"|(?:no|without|havent any) {_LINK}(?:{_NOUNS}))\b"
)
# Words that hold a "not" and deny nothing.
_HARMLESS = re.compile(
    r"\b(?:whether or not|or not|if not|not only|not for profit|yes (?:or )?no|y n|"
    r"(?:agree|consent|accept|allow|approve) (?:or )?(?:disagree|refuse|decline|deny|object|withhold)|"
    r"(?:can|may|could|able to|right to|free to)(?: \w+)? withdraw|"
    r"(?:leave|leaving) (?:\w+ ){0,4}(?:blank|empty|unticked) if (?:you )?(?:do not|dont|object)|"
    r"(?:do not|dont) tick if (?:you )?(?:do not|dont|object)|"
    r"(?:without|no)(?: any| using| full| first| last| their| childs| pupils)* (?:names?|surnames?"
    r"|captions?)|"
    r"do (?:or )?do not|do (?:or )?dont|"
    r"(give|consent|agree|wish|want) (?:consent |permission )?(?:or )?(?:i )?(?:do not|dont) \1)\b"
)
_OPT_IN_OUT = re.compile(r"\bopt(?:ed|ing)? in (?:or )?(?:opt(?:ed|ing)? )?out\b")
_DENYING = whole(
    f"not|dont|doesnt|never|cannot|cant|wont|wouldnt|optout|{_VERBS}"
    "|without my permission|without my consent|without our permission|do you mind|would you mind"
    "|didnt|isnt|arent|wasnt|werent|shouldnt|mustnt|couldnt|neednt|havent|hasnt|hadnt|no longer|avoid*|prevent*"
    "|refrain*|unwilling|reluctant|ban|banned|cancel*|hold back|held back|no to|(?:everywhere|all|any\\w+) but"
    "|(?:keep|kept|stay|remain) (?:\\w+ ){0,5}private"
    "|prohibit*|restrict*|against|except|excepting|other than|apart from|leave out|left out|omit|omitted"
    r"|revoke*|withdrawn|withdrawal|keep off|keep out|(?:keep|kept|leave|left) (?:\w+ ){0,4}(?:off|out)|unless"
    r"|neither|hide|hidden|anonymis*|blur*|pixel*|stop|remove|removed|block"
    "|blocked|rather my child was"
    "|forbid*|disallow*|veto*|exempt*|reject*|disapprov*|dissent*|non (?:consent*|permission|participation)"
    "|nonconsent|unsubscribe|dislike|skip"
    "|opt outs|optouts|refusals|refusers?|objectors?|uncomfortable|upset|worried|nowhere|off limits|out of sight"
    "|(?:keep|kept|stay) (?:\\w+ ){0,6}away"
    "|opt(?:s|ed|ing)? (?:\\w+ ){0,6}out|protect|protected|deleted?|taken down|take down|covered|obscured|cropped"
    "|anonymous|limit|limited|no|nein|nicht|keine?|nie|niet|nao|objecting|opposing|disagreeing"
    "|(?:do|es|id|is|re|ca|wo|ould)n t|problems?|issues?|concerns?|reasons? why"
    "|(?:blank|empty|unticked) if"
    # Permission under a condition is none until the condition is met: a plain yes must not publish.
    "|only (?:if|when|with|after|the)|(?:photos?|photographs?|pictures?|images?) only|ask me|asking me|contact me"
    "|check with me|(?:my|our|prior|parental) (?:\\w+ )?(?:approval|agreement) (?:only|each)|each time|first ask"
    "|only without|kept safe|case by case|before (?:\\w+ing|any|each|it|they)"
    "|no (?:photos?|photographs?|images?|pictures?|filming|film|videos?|consent|permission|use|social)"
    "|no (?:facebook|twitter|x|instagram|website|press|media|newsletter|display|prospectus)"
    "|ddim|nid|peidio|peidiwch"
)
_STARTS_WITH_NO = re.compile(r"^no (?!of\b|number\b)\w+")
_ASKS = whole(
    "do you (?:give|consent|agree|allow)|may we|can we|may the school|can the school|i give|i consent|i agree"
    "|i am happy|are you happy|permission|we would like"
)
# What the school says about itself beside the question: "Names will not be published."
_PROMISE = re.compile(r"\b(?:will|would|shall) (?:not|never)\b")
_PARENT_SPEAKS = whole("i|my|me|you|your")


@dataclass(frozen=True)
class Stance:
    """`polarity` as in a mapping. `reason` is filled wherever the wording holds a negation of any kind."""

    polarity: str
    reason: str = ""


REFUSAL = "A yes to this question seems to refuse permission. Check that it is marked so."
NO_OBJECTION = "This wording says no to a refusal, so a yes seems to give permission. Check it."
HARMLESS = "This wording holds a “not” that seems to change nothing. Check that a yes gives permission."


def stance(text: str) -> Stance:
    """Which way a yes to `text` points, and whether a person must look because it holds a negation.

    A refusal denied ("no objection") gives permission. Where any other denial is left, a yes refuses: to read
    a permission as a refusal publishes nothing.

    >>> stance("I do NOT want my child on the website").polarity
    'refusal'
    >>> stance("I have no objection to my child being on the website").polarity
    'consent'
    """
    text = without_pair(with_apostrophes(text))
    kept, harmless = _without_promises(text)
    left, denied = [], 0
    for clause in _CLAUSES.split(kept):
        words, found = _HARMLESS.subn(" ", _OPT_IN_OUT.sub(" optinout ", plain(clause)))
        harmless = harmless or bool(found) or "optinout" in words
        words, doubled = _DENIED_REFUSAL.subn(" ", " ".join(words.split()))
        denied += doubled
        left.append(words)
    return _of_words(plain(text), left, denied > 0, harmless)


def _of_words(whole_text: str, left: list[str], denied: bool, harmless: bool) -> Stance:
    """The stance, once harmless words and denied refusals are taken out of the clauses `left`."""
    if any(_DENYING.search(words) for words in left) or (_STARTS_WITH_NO.search(whole_text) and not denied):
        return Stance("refusal", REFUSAL)
    if denied:
        return Stance("consent", NO_OBJECTION)
    if harmless and (_DENYING.search(whole_text) or _OPT_IN_OUT.search(whole_text)):
        return Stance("consent", HARMLESS)
    return Stance("consent")


def _without_promises(text: str) -> tuple[str, bool]:
    sentences = _SENTENCES.split(text)
    if not any(_ASKS.search(plain(sentence)) for sentence in sentences):
        return text, False
    kept = [sentence for sentence in sentences if not _is_promise(plain(sentence))]
    return "; ".join(kept), len(kept) < len(sentences)


def _is_promise(words: str) -> bool:
    return bool(_PROMISE.search(words)) and not _PARENT_SPEAKS.search(words) and not _ASKS.search(words)
