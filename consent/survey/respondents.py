"""Who answered: somebody on the child's contact list, somebody else, or just "Mum" (domain 5.5 and 5.10)."""

import re
from enum import StrEnum
from functools import lru_cache

from people.names import fold, split_surname_first, without_title
from people.roll.listing import ListedContact, ListedPupil

from .entry import NamedRespondent

BARE_WORDS = frozenset({"mum", "dad", "mother", "father", "parent", "carer", "guardian"})
_SIDES = {"mum": "mother", "mother": "mother", "dad": "father", "father": "father"}
_JOINED = re.compile(r"[/&+,;()\\]|\b(?:and|or)\b", re.IGNORECASE)
_BARE_ASIDE = re.compile(rf"\((?:{'|'.join(sorted(BARE_WORDS))})\)", re.IGNORECASE)
_NOBODY = "anonymous"
_LOOKED_AT = 1_000  # the names of a respondent and of the contacts, looked at from several sides in a row


class Standing(StrEnum):
    """Where a respondent stands towards one pupil. Only ON_LIST counts of itself.

    NAMESAKE: the name is on the list, the e-mail address is another family's; only the whole roll can tell.
    """

    ON_LIST = "on_list"
    WITHOUT_RESPONSIBILITY = "without_responsibility"
    NOT_ON_LIST = "not_on_list"
    UNNAMED = "unnamed"
    NAMESAKE = "namesake"


@lru_cache(maxsize=_LOOKED_AT)
def is_bare(name: str) -> bool:
    """Whether a name is nothing but Mum, Dad, Mother, Father, Parent, Carer, Guardian, or several of these.

    "Mummy", "Nan" and "Step-dad" are not: whoever they are, a person looks at the answer.

    >>> is_bare("Mum"), is_bare("Parent / Carer"), is_bare("Mummy"), is_bare("Mum Holt"), is_bare("")
    (True, True, False, False, False)
    """
    words = fold(_JOINED.sub(" ", name).replace(".", " ")).split()
    return bool(words) and BARE_WORDS.issuperset(words)


@lru_cache(maxsize=_LOOKED_AT)
def name_key(name: str) -> str:
    """A person's name to be compared: folded, forename first, without title and without "(Mum)".

    >>> name_key("Mrs Joanne O’Dowd"), name_key("Holt, Joanne (mum)"), name_key("Anonymous")
    ('joanne odowd', 'joanne holt', '')
    """
    if "(" in name:
        name = _BARE_ASIDE.sub(" ", name)
    if "," in name:
        name = " ".join(split_surname_first(name))
    key = without_title(name)
    return "" if key == _NOBODY else key


@lru_cache(maxsize=_LOOKED_AT)
def email_key(email: str) -> str:
    """An e-mail address to be compared; "" for none and for "anonymous".

    >>> email_key(" Holt@Example.org "), email_key("anonymous")
    ('holt@example.org', '')
    """
    key = email.strip().strip("<>").casefold().removeprefix("mailto:")
    return "" if key == _NOBODY else key


def is_unnamed(respondent: NamedRespondent) -> bool:
    """Whether the row names nobody: no e-mail, and as name nothing or a bare word.

    Where the name is empty the relationship column speaks for it.
    """
    name = _written_name(respondent)
    return not email_key(respondent.email) and (not name or is_bare(name)) and not _says_otherwise(respondent)


def standing_and_key(respondent: NamedRespondent, pupil: ListedPupil) -> tuple[Standing, str]:
    """`standing` and `respondent_key` at once: both rest on whom of the contacts the respondent may be."""
    meant = identified(respondent, pupil.contacts)
    return _standing(respondent, pupil.contacts, meant), _key(respondent, pupil.contacts, meant)


def standing(respondent: NamedRespondent, pupil: ListedPupil) -> Standing:
    """Where the respondent stands towards `pupil` (domain 5.10).

    Named means by name, or by an e-mail beside which the name is empty, bare or the contact's. Where one
    name or address stands for several contacts, all of them must have parental responsibility. A bare
    "Mum" counts as without it if every mother on the list is.
    """
    return standing_among(respondent, pupil.contacts)


def standing_among(respondent: NamedRespondent, contacts: tuple[ListedContact, ...]) -> Standing:
    """`standing` towards the pupil whose contact list this is."""
    return _standing(respondent, contacts, identified(respondent, contacts))


def _standing(
    respondent: NamedRespondent, contacts: tuple[ListedContact, ...], meant: tuple[ListedContact, ...]
) -> Standing:
    if is_unnamed(respondent):
        possible = _of_side(respondent, contacts)
        without = bool(possible) and not any(contact.has_responsibility for contact in possible)
        return Standing.WITHOUT_RESPONSIBILITY if without else Standing.UNNAMED
    if not meant:
        return Standing.NOT_ON_LIST
    if all(contact.has_responsibility for contact in meant):
        return Standing.ON_LIST
    return Standing.WITHOUT_RESPONSIBILITY


def identified(respondent: NamedRespondent, contacts: tuple[ListedContact, ...]) -> tuple[ListedContact, ...]:
    """The contacts whom the respondent may be; none if nobody on the list is meant, or not certainly.

    "Mrs J Holt" is certain only beside the e-mail address of the one contact of that initial and surname.
    """
    name, email = _written_name(respondent), email_key(respondent.email)
    of_email = tuple(contact for contact in contacts if email and email_key(contact.email) == email)
    if not name or is_bare(name):
        if _says_otherwise(respondent):
            return ()
        return tuple(contact for contact in of_email if not _contradicts(name, contact))
    key = name_key(name)
    of_name = tuple(contact for contact in contacts if name_key(contact.name) == key)
    if of_name:
        both = tuple(contact for contact in of_name if contact in of_email)
        return both or of_name
    initialled = tuple(contact for contact in of_email if _is_initialled(key, contact))
    return initialled if len(initialled) == 1 else ()


def respondent_key(respondent: NamedRespondent, contacts: tuple[ListedContact, ...]) -> str:
    """Equal for the same respondent of one child, different for different ones (domain 5.5).

    The contact list comes first: who is identified there is known by the contact's name, so that the name
    with and without e-mail, and "Mum" beside that contact's address, are one person. Everybody else is the
    name that was written; without a name the e-mail; without either the bare word, or nobody. What is not
    certainly the same is different: then a yes beside a no is a conflict and nothing is published. So of two contacts
    of one name the address tells which, and an answer without it is of neither.

    >>> respondent_key(NamedRespondent("Holt, Joanne", "j@example.org"), ())
    'name:joanne holt'
    >>> two = [ListedContact("Sam Holt", email, "", True) for email in ("s@example.org", "sam@example.org")]
    >>> respondent_key(NamedRespondent("Sam Holt", "sam@example.org"), tuple(two))
    'name:sam holt <sam@example.org>'
    >>> respondent_key(NamedRespondent("Sam Holt"), tuple(two))
    'name:sam holt'
    """
    return _key(respondent, contacts, identified(respondent, contacts))


def _key(respondent: NamedRespondent, contacts: tuple[ListedContact, ...], meant: tuple[ListedContact, ...]) -> str:
    names = {name_key(contact.name) for contact in meant} - {""}
    if len(names) == 1:
        key = names.pop()
        addresses = {email_key(contact.email) for contact in contacts if name_key(contact.name) == key}
        told_by = email_key(meant[0].email) if len(addresses) > 1 and len(meant) == 1 else ""
        return f"name:{key} <{told_by}>" if told_by else f"name:{key}"
    name, email = _written_name(respondent), email_key(respondent.email)
    if name and not is_bare(name):
        return f"name:{name_key(name)}"
    if email:
        return f"email:{email}" + (f" {fold(name)}" if name and not meant else "")
    return f"bare:{fold(name)}" if name else "nobody"


def bare_side(respondent: NamedRespondent) -> str:
    """ "mother" or "father" where the name is such a bare word, else "".

    >>> bare_side(NamedRespondent("Dad")), bare_side(NamedRespondent("Parent"))
    ('father', '')
    """
    return _SIDES.get(fold(_written_name(respondent)), "")


def _written_name(respondent: NamedRespondent) -> str:
    """The name as written, else the relationship; empty for "anonymous"."""
    if name_key(respondent.name):
        return respondent.name.strip()
    return respondent.relationship.strip() if name_key(respondent.relationship) else ""


def _says_otherwise(respondent: NamedRespondent) -> bool:
    """Whether the relationship column names somebody who is no parent or carer in so many words: "Nan"."""
    return bool(name_key(respondent.relationship)) and not is_bare(respondent.relationship)


def _of_side(respondent: NamedRespondent, contacts: tuple[ListedContact, ...]) -> list[ListedContact]:
    side = bare_side(respondent)
    return [contact for contact in contacts if not side or _SIDES.get(fold(contact.relationship)) == side]


def _contradicts(bare: str, contact: ListedContact) -> bool:
    """Whether "Dad" is written beside the address of a mother."""
    side, theirs = _SIDES.get(fold(bare)), _SIDES.get(fold(contact.relationship))
    return bool(side and theirs and side != theirs)


def _is_initialled(key: str, contact: ListedContact) -> bool:
    """Whether `key` is the initial and the surname of the contact."""
    initial, _, surname = key.partition(" ")
    theirs = name_key(contact.name)
    forename, _, rest = theirs.partition(" ")
    return len(initial) == 1 and bool(surname) and forename.startswith(initial) and rest == surname
