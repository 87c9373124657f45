"""Searching across the versions in force for everybody, and the drafts of those who may read them (A12).

A published wording never changes, so what can be found in it is kept in memory: at most `MOST_KEPT` versions.
"""

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from .models import PolicyVersion, RuleVersion
from .models.states import PUBLIC, UNDER_WAY
from .searching import Passage, Piece, Term, is_named, is_too_short, matches, pieces_of, terms_of

MOST_HITS = 50
MOST_KEPT = 40
_kept: OrderedDict[tuple[int, Any], tuple[Passage, ...]] = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True)
class Hit:
    """A passage that was found, its text with the words marked, and where it stands. `draft`: number of a draft."""

    passage: Passage
    pieces: list[Piece]
    policy: str
    url: str
    draft: int = 0
    title: list[Piece] = field(default_factory=list)

    @property
    def is_by_subject(self) -> bool:
        """Whether none of the words stands in what is shown: the rule is about them all the same."""
        return self.passage.is_rule and not any(piece.is_asked for piece in self.pieces)


@dataclass(frozen=True)
class Found:
    """What was found; `total` may be more than the hits shown."""

    hits: list[Hit]
    total: int
    is_too_short: bool = False

    @property
    def is_cut(self) -> bool:
        return self.total > len(self.hits)


def find(asked: str, user: Any, today: dt.date) -> Found:
    """Every passage with all the words, those first whose code was asked for; at most fifty, in the order of reading.

    As many queries for three policies as for one.
    """
    terms = terms_of(asked)
    if not terms:
        return Found([], 0)
    found = [(v, passage) for v, passages in _wordings(user, today) for passage in passages if _says(v, passage, terms)]
    named = [is_named(passage, terms) for _, passage in found]
    if is_too_short(terms) and not any(named):
        return Found([], 0, is_too_short=True)
    if is_too_short(terms):
        found = [pair for pair, is_it in zip(found, named, strict=True) if is_it]
    else:
        found.sort(key=lambda pair: not is_named(pair[1], terms))
    return Found([_hit(version, passage, terms) for version, passage in found[:MOST_HITS]], len(found))


def _says(version: PolicyVersion, passage: Passage, terms: Sequence[Term]) -> bool:
    """Whether the passage has all the words; what a policy is about is found by its title too."""
    if matches(passage, terms):
        return True
    return not passage.place and matches(Passage("", version.policy.title, passage.text), terms)


def _hit(version: PolicyVersion, passage: Passage, terms: Sequence[Term]) -> Hit:
    return Hit(
        passage,
        pieces_of(passage.text, terms),
        version.policy.title,
        _url(version, passage),
        0 if version.status in PUBLIC else version.number,
        pieces_of(passage.title, terms),
    )


def _url(version: PolicyVersion, passage: Passage) -> str:
    """Where a passage stands: a rule's own page, the place in the policy, the page of a draft."""
    place = passage.place or ("about" if version.introduction else "main")
    if version.status not in PUBLIC:
        page = reverse("policies:version", args=[version.policy.slug, version.number])
        return f"{page}#{place}" if page else ""
    if passage.is_rule:
        return reverse("policies:rule", args=[version.policy.slug, passage.place])
    return f"{version.policy.get_absolute_url()}#{place}"


def _wordings(user: Any, today: dt.date) -> Iterator[tuple[PolicyVersion, tuple[Passage, ...]]]:
    """Each version that `user` may find something in, with what can be found in it."""
    in_force = PolicyVersion.objects.in_force_on(today).select_related("policy").order_by("policy__title")
    under_way = PolicyVersion.objects.visible_to(user).filter(status__in=UNDER_WAY)
    versions = [*in_force, *under_way.select_related("policy").order_by("policy__title")]
    made = _made(versions)
    return ((version, made[version.pk]) for version in versions)


def _made(versions: Sequence[PolicyVersion]) -> dict[int, tuple[Passage, ...]]:
    """The passages of each version, from memory where they are there. The others are fetched together."""
    made = {}
    with _lock:
        for version in versions:
            if (key := _key(version)) in _kept:
                _kept.move_to_end(key)
                made[version.pk] = _kept[key]
    missing = [version.pk for version in versions if version.pk not in made]
    if missing:
        fetched = PolicyVersion.objects.filter(pk__in=missing).prefetch_related("sections__rules")
        for version in fetched:
            made[version.pk] = tuple(_passages(version))
            _keep(version, made[version.pk])
    return made


def _key(version: PolicyVersion) -> tuple[int, Any]:
    """A version of this database: the moment of its publication tells it from that of another with its number."""
    return version.pk, version.published_at


def _keep(version: PolicyVersion, passages: tuple[Passage, ...]) -> None:
    if version.status not in PUBLIC:
        return
    with _lock:
        _kept[_key(version)] = passages
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)


def _passages(version: PolicyVersion) -> Iterator[Passage]:
    yield Passage("", "", " ".join(filter(None, (version.lead, version.introduction))))
    for section in version.sections.all():
        title = section.title if section.heading == section.title else f"{section.title}. {section.heading}"
        yield Passage(section.code, title, section.introduction, for_whom=section.for_whom)
        for rule in section.rules.all():
            yield _of_rule(rule)


def _of_rule(rule: RuleVersion) -> Passage:
    text = " ".join(filter(None, (rule.text, *rule.limbs, rule.consequence, rule.following)))
    return Passage(rule.code, "", text, rule.get_strength_display(), rule.power, rule.for_whom, tuple(rule.tags))
