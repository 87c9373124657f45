"""A report while it is written: its steps out of the draft, how far it is, and what is sent in the end."""

import datetime as dt
from collections.abc import Sequence
from functools import cached_property

from django.utils import timezone

from incidents.actions.complaint_incidents import OUT_OF
from incidents.actions.reporting import Linked, Reported
from incidents.actions.routing import About, Way, standing_of, way_of
from incidents.hint_words import Hint, hints_in_words
from incidents.hints import Facts, TooYoung, facts_of, too_young
from incidents.kinds import Affected, Kind, Place
from incidents.models import CasePerson, ReportDraft
from incidents.rule_choices import AGE, LESSON_TIME, Offered, rules_to_name
from incidents.walls import Standing
from people.calendar import school_calendar
from people.models import User
from policies.models import RuleVersion

from .naming import Named, read_people
from .reporting import NO, YES, HandOverForm, PeopleForm, RulesForm, WhatForm
from .typed import as_data

Part = CasePerson.Part


class Drafted:
    """A draft as somebody sees it who writes it. Reads; saves nothing."""

    def __init__(self, draft: ReportDraft, user: User) -> None:
        self.draft, self.user = draft, user

    @cached_property
    def what(self) -> WhatForm:
        return WhatForm(as_data(self.draft.part("what")))

    @cached_property
    def hand_over(self) -> HandOverForm:
        return HandOverForm(as_data(self.draft.part("hand_over")))

    @cached_property
    def people(self) -> list[Named]:
        return read_people(self.draft.rows("people"), self.user)

    @cached_property
    def more(self) -> PeopleForm:
        return PeopleForm(as_data(self.draft.part("more")), has_somebody=bool(self.subjects))

    @property
    def subjects(self) -> list[Linked]:
        return [named.linked for named in self.people if named.linked.part == Part.SUBJECT]

    @property
    def is_self_report(self) -> bool:
        """Said so, or oneself is linked as whom it is about."""
        return bool(self.more["is_self_report"].value()) or any(linked.user == self.user for linked in self.subjects)

    @property
    def first_undone(self) -> str:
        """The address of the first step that is not finished; "" where it can be sent."""
        if not self.what.is_valid():
            return "incidents:report-what"
        if self.what.is_at_risk and not self.hand_over.is_valid():
            return "incidents:report-danger"
        if self.what.is_mere_criticism:
            return "incidents:report-stopped"
        return "" if self.more.is_valid() else "incidents:report-people"

    @cached_property
    def about(self) -> About:
        """Whom it is about, as what routes it. Whoever reports on themselves is among them."""
        found = [(linked.standing, linked.user) for linked in self.subjects if linked.user != self.user]
        own = standing_of(self.user, Standing.STAFF)
        return [*found, (own, self.user)] if self.is_self_report else found

    @cached_property
    def way(self) -> Way:
        """Who would read it. Raises NobodyLeft."""
        return way_of(self.about, is_safeguarding=self.what.is_at_risk)

    @cached_property
    def day(self) -> dt.date:
        return self.what.cleaned_data.get("happened_on") or timezone.localdate()

    @cached_property
    def offered(self) -> Offered:
        about = {standing for standing, _ in self.about}
        hinted = {LESSON_TIME: self.facts.in_lessons, AGE: self.too_young}
        kind = Kind(self.what.cleaned_data["kind"])
        return rules_to_name(self.day, about, kind, [tag for tag, holds in hinted.items() if holds])

    @cached_property
    def facts(self) -> Facts:
        said = self.what.cleaned_data
        return facts_of(self.day, said["happened_at"], Place(said["place"]), said["account"], school_calendar())

    @cached_property
    def too_young(self) -> list[TooYoung]:
        pupils = [named.linked.pupil for named in self.people if named.linked.pupil]
        return too_young(pupils, self.what.cleaned_data["platform"], self.day)

    @cached_property
    def hints(self) -> list[Hint]:
        """What the portal can say by itself, in words."""
        return hints_in_words(self.facts, self.too_young, self.what.cleaned_data["account"].strip(), self.offered)

    @property
    def kind_words(self) -> str:
        return Kind(self.what.cleaned_data["kind"]).label

    @property
    def place_words(self) -> str:
        return Place(self.what.cleaned_data["place"]).label

    @property
    def touches(self) -> list[str]:
        return [Affected(one).label for one in self.more.cleaned_data["affected"]]

    @cached_property
    def rules(self) -> RulesForm:
        data = as_data(self.draft.part("rules"))
        if "in_lessons" not in data:
            data["in_lessons"] = {True: YES, False: NO, None: ""}[self.facts.in_lessons]
        return RulesForm(data, rules=[(str(rule.pk), rule.code) for rule in self.offered.rules])

    @property
    def ticked(self) -> set[int]:
        """The rules that are ticked, by row number."""
        keys = set(as_data(self.draft.part("rules")).getlist("rules"))
        return {rule.pk for rule in self.offered.rules if str(rule.pk) in keys}

    @property
    def chosen_rules(self) -> Sequence[RuleVersion]:
        return [rule for rule in self.offered.rules if rule.pk in self.ticked]

    def reported(self) -> Reported:
        """Everything that is sent. Every step is finished."""
        said, more = self.what.cleaned_data, self.more.cleaned_data
        people = [named.linked for named in self.people]
        if self.is_self_report:
            people = [one for one in people if not (one.part == Part.SUBJECT and one.user == self.user)]
        return Reported(
            title="",
            words=self._words(),
            kind=Kind(said["kind"]),
            happened_on=said["happened_on"],
            happened_at=said["happened_at"],
            is_day_certain=not said["is_about"],
            place=Place(said["place"]),
            child_at_risk=self.what.is_at_risk,
            platform=said["platform"],
            account=said["account"],
            link=said["link"],
            event_name=said["event_name"],
            in_lessons={YES: True, NO: False}.get(self.rules.cleaned_data.get("in_lessons", "")),
            affected=[Affected(one) for one in more["affected"]],
            people=people,
            rules=self.chosen_rules,
            is_self_report=self.is_self_report,
            is_post_of_a_parent=said["is_post_of_a_parent"],
            beyond_criticism=said["beyond_criticism"],
            out_of=str(self.draft.typed.get(OUT_OF, "")),
        )

    def _words(self) -> str:
        words = self.what.cleaned_data["words"].strip()
        if not self.what.is_at_risk:
            return words
        return f"{words}\n\nTold already: {self.hand_over.cleaned_data['told'].strip()}"
