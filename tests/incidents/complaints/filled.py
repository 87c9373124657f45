"""A complaint typed into the form, page by page, as a browser sends it."""

from typing import Any

from django.test import Client
from django.urls import reverse

from incidents.models import ComplaintDraft

ANSWERS: dict[str, dict[str, Any]] = {
    "new": {"way": "complaint"},
    "you": {
        "name": "Nadia Ferrier",
        "relation": "parent",
        "child_name": "Una Ferrier",
        "reach_by": "email",
        "email": "nadia.ferrier@example.org",
    },
    "what": {"words": "The newsletter showed my daughter although I had said no.", "happened_when": "last week"},
    "who": {"about": "school"},
    "tried": {"wish": "That the picture is taken down.", "tried_words": "I rang the office."},
}
PAGES = list(ANSWERS)


class Complaining:
    """Somebody who fills in the form in one browser."""

    def __init__(self, client: Client | None = None) -> None:
        self.client = client or Client()
        self.way: dict[str, str] = {}

    def at(self, page: str) -> str:
        return reverse(f"incidents:complaint-{page}")

    def to(self, page: str, check: str = "", **sent: Any) -> Any:
        """What is sent from a page. Page 1 keeps nothing: what is chosen there goes on in the address of page 2."""
        if page == "new":
            answer = self.client.get(self.at(page), {**sent, "go": "1"})
            self.way = {"way": sent["way"]} if answer.status_code == 302 else {}
            return answer
        more = self.way if page == "you" else {}
        return self.client.post(f"{self.at(page)}{check}", {**more, **sent})

    def refused(self, page: str, **sent: Any) -> Any:
        """The page that says what is wrong with what was sent."""
        answer = self.to(page, **sent)
        assert answer.headers["Location"].startswith(f"{self.at(page)}?"), answer.headers["Location"]
        return self.client.get(answer.headers["Location"])

    def look(self, page: str) -> Any:
        return self.client.get(self.at(page), self.way if page == "you" else {})

    def fill(self, until: str = "tried", **changes: dict[str, Any]) -> "Complaining":
        """Every page up to `until`, as plain as can be, but for what `changes` says of a page."""
        for page in PAGES[: PAGES.index(until) + 1]:
            answer = self.to(page, **{**ANSWERS[page], **changes.get(page, {})})
            assert answer.status_code == 302, (page, answer.content.decode())
            assert "undone" not in answer.headers["Location"], page
        return self

    def seen(self) -> str:
        """Who reads it, as the last page says now."""
        page = self.look("check")
        said = page.context["readers"].readers if page.context else None
        return said.stamp if said else ""

    def send(self, **sent: Any) -> Any:
        return self.to("check", **{"seen": self.seen(), "send": "1", **sent})

    @property
    def draft(self) -> ComplaintDraft:
        return ComplaintDraft.objects.get(key=self.client.session["complaint_writing"]["key"])
