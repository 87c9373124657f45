"""What children are called where several stand together: by as little as tells them apart.

A teacher reads names and classes here and nothing else (requirements 1.9).
"""

from collections import Counter
from collections.abc import Sequence

from people.models import Pupil

from .class_lists import ClassLists


def called_apart(pupils: Sequence[Pupil]) -> dict[int, str]:
    """What each pupil of a class is called, by row number: the forename, and what tells namesakes apart."""
    ways = (
        lambda p: p.called,
        lambda p: f"{p.called} {p.called_surname[:1]}".strip(),
        lambda p: f"{p.called} {p.called_surname}".strip(),
        lambda p: f"{p.called} {p.middle_names} {p.called_surname}".replace("  ", " ").strip(),
    )
    called: dict[int, str] = {}
    left = list({pupil.pk: pupil for pupil in pupils}.values())
    for way in ways:
        names = {pupil.pk: way(pupil) for pupil in left}
        heard = [name.casefold() for name in names.values()]
        called |= {pk: name for pk, name in names.items() if heard.count(name.casefold()) == 1}
        left = [pupil for pupil in left if pupil.pk not in called]
    return called | _numbered(left)


def _numbered(pupils: Sequence[Pupil]) -> dict[int, str]:
    """Namesakes whom no name tells apart, by number; their class list has them in the same order."""
    ordered = sorted(pupils, key=lambda pupil: (pupil.called.casefold(), pupil.pk))
    return {pupil.pk: f"{pupil} ({number})" for number, pupil in enumerate(ordered, start=1)}


def called(lists: ClassLists, pupils: Sequence[Pupil]) -> list[tuple[Pupil, str]]:
    """What the chosen are called: told apart within each class, with the class where they are of several."""
    apart = _apart_in_class(lists)
    classes = {pupil.pk: lists.class_of(pupil) for pupil in pupils}
    several = len(set(classes.values())) > 1
    return [(p, f"{apart[p.pk]} ({classes[p.pk]})" if several else apart[p.pk]) for p in pupils]


def called_in_class(lists: ClassLists, pupils: Sequence[Pupil]) -> list[tuple[Pupil, str, str]]:
    """Each of `pupils` as the own class calls the child, and that class."""
    apart = _apart_in_class(lists)
    return [(pupil, apart[pupil.pk], lists.class_of(pupil)) for pupil in pupils]


def called_in_full(lists: ClassLists, pupils: Sequence[Pupil]) -> list[tuple[Pupil, str, str]]:
    """Each of `pupils` by forename and surname, and the class; of one name in one class, as the class tells them."""
    known = [(pupil, str(pupil), lists.class_of(pupil)) for pupil in pupils]
    alike = Counter((name.casefold(), code) for _, name, code in known)
    apart = _apart_in_class(lists) if max(alike.values(), default=0) > 1 else {}
    return [(p, apart[p.pk] if alike[name.casefold(), code] > 1 else name, code) for p, name, code in known]


def _apart_in_class(lists: ClassLists) -> dict[int, str]:
    """By row number, what each child is called in the class that lists the child first."""
    apart: dict[int, str] = {}
    for listed in lists.classes:
        apart = called_apart(listed.pupils) | apart
    return apart
