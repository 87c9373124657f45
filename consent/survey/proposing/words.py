"""Headings and option labels brought into one plain form, so that wordings can be compared."""

import re
import unicodedata

ARTICLES = {"the", "a", "an", "our", "schools", "its", "their", "this", "y", "yr"}
_PICTURE = (
    "photos photograph photographs image images picture pictures pic pics portraits snaps snapshot snapshots "
    "llun lluniau ffoto ffotograffau"
)
ONE_WORD = {
    **dict.fromkeys(_PICTURE.split(), "photo"),
    "names": "name",
    "firstname": "first name",
    "lastname": "last name",
    "fullname": "full name",
    "forenames": "forename",
    "surnames": "surname",
    "todwick": "school",
}
JOINED = {
    "FaceBook": "Facebook",
    "YouTube": "youtube",
    "TikTok": "tiktok",
    "WhatsApp": "whatsapp",
    "LinkedIn": "linkedin",
    "DoB": "dob",
    "D.O.B": "dob",
    "UPNs": "UPN",
    "eMail": "email",
    "EMail": "email",
}
_COUNT = "one two three four five six seven eight nine".split()  # noqa: SIM905
_ORDER = "first second third fourth fifth sixth seventh eighth ninth".split()  # noqa: SIM905
NUMBER_WORDS = {
    **{word: n for words in (_COUNT, _ORDER) for n, word in enumerate(words, start=1)},
    **{f"{n}{end}": n for n in range(1, 10) for end in ("st", "nd", "rd", "th")},
    **{str(n): n for n in range(1, 10)},
}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z]+\b)|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Z][a-z])")
# What an apostrophe turns into on its way through programs: accents, entities, bytes read in the wrong alphabet.
_APOSTROPHES = re.compile(
    "[\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02c8\u2032\u2035\u00b4\u0060\u0092\uff07\ufffd]|\u00e2\u20ac\u2122|\u00e2\u20ac\u02dc|\u00e2\u0080\u0099"
    r"|&(?:#0?39|#8217|#x2019|apos|rsquo|lsquo);|(?<=n)\?(?=t\b)",
    re.IGNORECASE,
)
_GAP = re.compile(r"\s+n\s?'\s?t\b|(?<=[a-z])n\s?'\s?t\b|(?<=do|es|id|is|re|as|wo|ld|st|ca|ve)n t\b", re.IGNORECASE)
_PAIR = re.compile(r"(?<![\w'])(?:yes|y)\s*(?:/|\||,|\bor\b|-)\s*(?:no|n)(?![\w'])", re.IGNORECASE)
_QUESTION_NUMBER = re.compile(r"^\s*(?:q(?:uestion)?\s*\d+[a-z]?[\s.:)-]+|\d+[a-z]?[.)]\s+|\(?\d+\)\s+)", re.I)


def plain(text: str) -> str:
    """`text` as lower-case words parted by single blanks, without marks, apostrophes and punctuation.

    >>> plain("Child's First Name:"), plain("ParentEmail"), plain("X (Twitter)")
    ('childs first name', 'parent email', 'x twitter')
    """
    text = with_apostrophes(text)
    for joined, apart in JOINED.items():
        text = text.replace(joined, apart)
    text = _CAMEL.sub(" ", text)
    decomposed = unicodedata.normalize("NFKD", text)
    seen = "".join(s for s in decomposed if not unicodedata.combining(s) and unicodedata.category(s) != "Cf")
    bare = re.sub(r"['\u2018\u2019\u02bc`]", "", seen.casefold())
    bare = re.sub(r"\be[\s-]mail", "email", bare).replace("&", " and ")
    return " ".join(re.findall(r"[^\W_]+", bare))


def with_apostrophes(text: str) -> str:
    """`text` with a plain apostrophe wherever one was meant, and no gap in "don't".

    >>> with_apostrophes("I don\u00b4t, I don?t, I do n't")
    "I don't, I don't, I don't"
    """
    return _GAP.sub("n't", _APOSTROPHES.sub("'", text))


def without_pair(text: str) -> str:
    """`text` without the two answers that it offers: "Photos? (Yes / No)".

    >>> without_pair("Website (Y/N)")
    'Website ( )'
    """
    return _PAIR.sub(" ", text)


def content(text: str) -> str:
    """The words of `text` that carry meaning: as `plain`, one word for every kind of picture, no articles.

    >>> content("Q5. The photographs on our website")
    'photo on website'
    """
    words = plain(_QUESTION_NUMBER.sub("", text)).split()
    return " ".join(ONE_WORD.get(word, word) for word in words if word not in ARTICLES)


def has(pattern: str | re.Pattern[str], text: str) -> bool:
    """Whether whole words of `text` match `pattern`."""
    return re.search(pattern, text) is not None


def whole(words: str) -> re.Pattern[str]:
    """A pattern for any of the phrases in `words`, parted by "|", as whole words. "*" ends an open word.

    >>> bool(whole("allerg*|gp").search("any allergies")), bool(whole("gp").search("gpx"))
    (True, False)
    """
    joined = words.replace(" ", r"\s").replace("*", r"\w*")
    return re.compile(rf"\b(?:{joined})\b")
