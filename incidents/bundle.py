"""What the governors read before they decide on legal action, as a first text for whoever refers: without names."""

import re

from .blacking import parts_of_names
from .models import Case, CasePerson
from .shown_words import shown
from .walls import Standing

PART_WORDS = {
    CasePerson.Part.SUBJECT: "the person it is about",
    CasePerson.Part.AFFECTED: "the person affected",
    CasePerson.Part.WITNESS: "a witness",
}


def bundle_of(case: Case) -> str:
    """Kind, day, place, words and rules of a case, each name replaced by the part that its bearer has."""
    incident = case.incident
    people = list(case.people.present())
    lines = [
        f"{incident.get_kind_display()}, on {incident.happened_on:%-d %B %Y}, {incident.get_place_display().lower()}.",
        *_of_people(people),
        "What was reported:",
        without_names(shown(incident, "words", None), people),
    ]
    rules = [cited.rule.code for cited in incident.cited.filter(taken_off_at=None).select_related("rule")]
    if rules:
        lines.append(f"Rules of the policy: {', '.join(rules)}.")
    return "\n\n".join(lines)


def _of_people(people: list[CasePerson]) -> list[str]:
    said = [f"{_standing(person)}: {PART_WORDS[CasePerson.Part(person.part)]}" for person in people]
    return [f"In it: {'; '.join(said)}."] if said else []


def _standing(person: CasePerson) -> str:
    label = Standing(person.standing).label
    return label[0].lower() + label[1:]


def without_names(text: str, people: list[CasePerson]) -> str:
    """`text` with each name of the people in the case replaced by what part they have."""
    for person in people:
        words = sorted(parts_of_names([person.name]), key=lambda name: -len(name))
        pattern = "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words)
        text = re.sub(pattern, f"[{PART_WORDS[CasePerson.Part(person.part)]}]", text, flags=re.IGNORECASE)
    return text
