"""A complaint while it is written: its pages out of the draft, what is left to do, and what is sent in the end."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django import forms

from incidents.actions.complaining import Complained, where_it_goes
from incidents.complaint_methods import methods_in_force
from incidents.complaint_readers import Readers, readers_in_words
from incidents.complaints.abouts import About
from incidents.complaints.deadlines import deadlines
from incidents.complaints.stages import ComplainantRelation, ReachBy, Way
from incidents.forms.typed import Typed, as_data
from incidents.kinds import Place
from incidents.models import ComplaintDraft
from people.models import User
from people.settings import Key

from .start import StartForm
from .tried import TriedForm
from .what import WhatForm
from .who import WhoForm
from .you import YouForm

PAGES: dict[str, type[forms.Form]] = {
    "start": StartForm,
    "you": YouForm,
    "what": WhatForm,
    "who": WhoForm,
    "tried": TriedForm,
}


class DraftedComplaint:
    """A draft as its writer sees it. Reads; saves nothing. `own`: the settings of the school; `author`: who writes it,
    signed in."""

    def __init__(self, draft: ComplaintDraft | None, own: Mapping[Key, str], author: User | None = None) -> None:
        self.draft, self.own, self.author = draft or ComplaintDraft(), own, author

    def typed(self, page: str) -> Typed:
        """What was typed on a page. Where nothing was: what follows from the pages before."""
        found: Typed = self.draft.page(page)
        if page == "who" and not found and self.is_about_data:
            return {"about": [About.DATA.value]}
        if page == "you" and not found and self.draft.page("start").get("way") == [Way.CONCERN.value]:
            return {"wants_call": ["on"]}
        if page == "tried":
            known = {key for key, _ in self.methods}
            return {**found, "tried": [one for one in found.get("tried", []) if one in known]}
        return found

    @cached_property
    def methods(self) -> list[tuple[str, str]]:
        return methods_in_force()

    @property
    def is_about_data(self) -> bool:
        return self.draft.page("start").get("way") == ["data"]

    @cached_property
    def _more(self) -> dict[str, dict[str, Any]]:
        return {
            "you": {"anonymous": bool(self.own[Key.COMPLAINT_ANONYMOUS])},
            "what": {"months": deadlines(dict(self.own)).months_after},
        }

    def more(self, page: str) -> dict[str, Any]:
        """What a form has to know of the school."""
        return {"methods": self.methods} if page == "tried" else self._more.get(page, {})

    def form(self, page: str) -> Any:
        """The form of a page with what was typed, and what is wrong with it."""
        return PAGES[page](as_data(self.typed(page)), **self.more(page))

    def open_form(self, page: str) -> Any:
        """The form of a page as it is opened: with what was typed, and without a word about it."""
        shown: dict[str, Any] = {}
        for name, field in PAGES[page].base_fields.items():
            values = as_data(self.typed(page)).getlist(name)
            if values:
                shown[name] = values if isinstance(field, forms.MultipleChoiceField) else values[-1]
        return PAGES[page](initial=shown, **self.more(page))

    @cached_property
    def forms(self) -> dict[str, Any]:
        """Every page that was filled in, checked."""
        return {page: self.form(page) for page in PAGES}

    @property
    def first_undone(self) -> str:
        """The first page that is not finished; "" where it can be sent."""
        return next((page for page, form in self.forms.items() if not form.is_valid()), "")

    def said(self, page: str) -> dict[str, Any]:
        """What was typed on a finished page."""
        form = self.forms[page]
        return form.cleaned_data if form.is_valid() else {}

    @cached_property
    def about(self) -> About:
        return About(self.said("who")["about"])

    @cached_property
    def readers(self) -> Readers:
        """Who would read it now. Raises NobodyLeft."""
        way = where_it_goes(self.about, self.said("who")["about_name"], self.author)
        return readers_in_words(way.wall, way.owner)

    def complained(self) -> Complained:
        """What is sent. Every page is finished."""
        you, what, tried = self.said("you"), self.said("what"), self.said("tried")
        hidden = bool(you.get("is_anonymous"))
        return Complained(
            about=self.about,
            about_name=self.said("who")["about_name"],
            way=self.forms["start"].chosen,
            words=what["words"],
            happened_on=what["happened_on"],
            happened_when=what["happened_when"],
            place=Place(what["place"]) if what["place"] else None,
            late_because=what["late_because"],
            wish=tried["wish"],
            tried=tried.get("tried", []),
            tried_words=tried["tried_words"],
            is_anonymous=hidden,
            is_name_withheld=you["is_name_withheld"] and not hidden,
            name=you.get("name", ""),
            relation=ComplainantRelation(you["relation"]) if you.get("relation") else None,
            child_name=you.get("child_name", ""),
            email=you.get("email", ""),
            telephone=you.get("telephone", ""),
            postal=you.get("postal", ""),
            reach_by=ReachBy(you["reach_by"]),
            wants_call=you["wants_call"] and not hidden,
            wants_interpreter=you["wants_interpreter"],
            language=you.get("language", ""),
            written_by="" if hidden else you.get("written_by", ""),
        )
