"""Whether a wording holds nothing but words that are known to change nothing.

A list of the words that deny is never whole: schools write "veto", "off limits" or "nein". So it is asked the other
way round: once the places, the pictures and the words of a plain request are taken out, nothing may be left.
"""

import re
import unicodedata

from .finding import TAKEN, PurposeFinder
from .words import content, without_pair

_PEOPLE = (
    "i we my your you me us it they them his her he she parent parents parental carer carers guardian guardians"
    " ren child childs children childrens pupil pupils student students son daughter sons daughters school todwick"
)
_REQUEST = (
    "may can could will would do does are is be am being please give gives giving given grant granted consent"
    " consents consented consenting permission permissions permit permitted agree agrees agreed agreement allow"
    " allowed allows happy willing authorise authorised authorize authorized okay ok approve approved want wish"
    " opted opt in yes tick ticked ticking box boxes select selected choose options following apply below here"
    " form gdpr confirm accept hereby"
)
_DOING = (
    "use used uses using publish published share shared show shown showing display displayed displaying appear"
    " appears appearing include included including feature featured featuring take taken taking upload uploaded"
    " post posted posting put print printed go record recorded recording recordings sent send emailed appearance"
)
_PICTURE = (
    "photo photographed photography photographing photographic photographer film films filmed filming video"
    " videos videoed footage likeness camera webcam recording image digital gallery clip clips portrait portraits"
)
_PLACE = (
    "page pages account accounts site feed channel channels profile official social media platform platforms"
    " public area areas local national weekly monthly termly regular magazine magazines newspaper newspapers radio"
    " tv television online internet web publication publications material materials promotional publicity"
    " marketing building hall entrance corridor corridors classroom classrooms display displays boards board"
    " screens wall walls room rooms indoors around within inside printed electronic paper communication"
    " communications promote promoting celebrate celebrating achievement achievements community learning formerly"
    " known now previously called events event productions production plays performance performances concerts"
    " concert assembly assemblies sports day days nativity trips lessons activities school individual class year"
    " team whole"
)
_SMALL = (
    "to for of on in at by from with into via through and or as that which where so during sometimes purpose"
    " purposes about all any every both also new there these those it name names caption captions first-name full-"
    " name e g eg i ie etc inc such example s alongside beside stand stands next accompany near under"
)
KNOWN = frozenset(f"{_PEOPLE} {_REQUEST} {_DOING} {_PICTURE} {_PLACE} {_SMALL}".split())
# Beside these, what a title above a table says about the table.
_TITLES = (
    "survey results result responses response replies answers export exported list register primary academy"
    " infant junior september october november december january february march april may june july august type"
    " kind status autumn spring summer term summary data sheet sheet1"
)
OF_TITLES = frozenset(_TITLES.split())
_EXAMPLES = re.compile(
    r"\b(?:e\.?g\.?|such as|for example|for instance|including|inc\.?)[\s,:]+([^()\[\].?!;:]*)", re.I
)
_NAME = re.compile(r"\b[A-Z][a-z]{2,}\b")
_PERSON_NAME = re.compile(r"\b(?:first|full|last|christian|given|family)[ _-]?names?\b", re.IGNORECASE)
# A question after a fact: "Do you share photos on Facebook?", "Are photos of your child on the website?"
_FACT = re.compile(
    r"(?:have|has|had|did|does|were|was|is(?! (?:it|this) ok)|are(?! you (?:happy|willing|ok))"
    r"|do(?: (?:i|you|we|they))?(?! (?:you )?"
    r"(?:give|consent|agree|allow|permit|grant|authori|approve|accept|want|wish)))\b"
)
_POSITIVE_SIGNS = frozenset("✓✔☑✅📷📸🎥")
_STRUCK = frozenset("\u0335\u0336\u0337\u0338")


def doubtful_words(text: str, finder: PurposeFinder, known: frozenset[str] = KNOWN) -> tuple[str, ...]:
    """The words and signs of `text` of which nobody can say that they leave a yes a yes. Empty: it is sure.

    Proper names in a list of examples ("e.g. Radio Sheffield") are let pass.
    """
    bare = _EXAMPLES.sub(lambda found: _NAME.sub(" ", found[0]), without_pair(text))
    rest = finder.remainder(_PERSON_NAME.sub("name", bare))
    words = [word for word in rest.split() if word != TAKEN and not word.isdigit() and word not in known]
    return tuple(dict.fromkeys([*_signs(text), *_fact(text), *words]))


def _fact(text: str) -> list[str]:
    """The beginning of a question after a fact: a yes to it is no permission."""
    words = content(text)
    return [" ".join(words.split()[:2])] if _FACT.match(words) else []


def _signs(text: str) -> list[str]:
    """Crosses, struck-through letters and the equals sign of a key such as "tick = no"."""
    return [sign for sign in text if _is_telling(sign)]


def _is_telling(sign: str) -> bool:
    if sign.isascii():
        return sign == "="
    if sign in _POSITIVE_SIGNS or sign == "\ufe0f":
        return False
    return sign in _STRUCK or unicodedata.category(sign) in {"So", "Sm"}


def is_known(text: str, finder: PurposeFinder) -> bool:
    """Whether a title above a table holds no word that could turn what stands below."""
    return not doubtful_words(text, finder, KNOWN | OF_TITLES) and bool(content(text))
