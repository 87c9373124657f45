"""Fifty people who use the portal as a school does: mostly reading, following links, thinking in between."""

import http.client
import random
import re
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

PASSWORD = "seven ponds and a heron"
MIX = {
    "staff": 20, "parent": 15, "office": 4, "head": 2, "dsl": 2, "chair": 2, "governor": 2, "clerk": 2, "dpo": 1,
}  # fmt: skip
# Where each begins again and again; from there they follow links. The check of a picture is what a school asks most.
GOVERNS = ["/dashboard/", "/policies/"]
HOME = {
    "staff": ["/dashboard/", "/consent/check/", "/consent/check/", "/incidents/mine/", "/policies/"],
    "parent": ["/dashboard/", "/consent/mine/", "/policies/"],
    "office": ["/dashboard/", "/consent/check/", "/consent/review/", "/people/", "/consent/requests/"],
    "governor": GOVERNS,
    "dpo": GOVERNS,
}
LEADS = ["/dashboard/", "/incidents/", "/complaints/", "/policies/"]
NOT_FOLLOWED = re.compile(r"/accounts/|/demo/|/static/|logout|pdf|export|\.csv|\.xlsx|\.json|/print|/audit/chain")
WRITES = 0.11  # of the steps; a form that is opened before it is sent is read too, so that one request in ten writes
COMPLAINT = "/complaints/new/"
COMPLAINED: tuple[tuple[str, dict[str, object]], ...] = (
    ("you", {"way": "complaint", "name": "Nadia Ferrier", "reach_by": "email", "email": "nadia@example.org"}),
    ("what", {"words": "Written while fifty people are here.", "happened_when": "last week"}),
    ("who", {"about": "school"}),
    ("tried", {"wish": "That it is put right."}),
)


@dataclass(frozen=True)
class Taken:
    """One request: what was asked for, how long it took, what came of it."""

    what: str
    seconds: float
    status: int
    is_write: bool = False


@dataclass
class Person:
    """One person at one browser, at an address of their own."""

    port: int
    email: str
    role: str
    think: float
    chance: random.Random
    number: int
    taken: list[Taken] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    cookies: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)

    def sign_in(self) -> None:
        self.ask("GET", "/accounts/login/")
        _, where = self.ask("POST", "/accounts/login/", {"login": self.email, "password": PASSWORD}, "sign in")
        if "login" in where:
            self.faults.append(f"{self.email} could not sign in: {where}")

    def live(self, until: float) -> None:
        """Read, now and then write, and think, until it is over."""
        writing = self.writes()
        time.sleep(self.chance.uniform(0, self.think))
        while time.monotonic() < until:
            if self.chance.random() < WRITES:
                next(writing)
            else:
                self.read()
            time.sleep(self.chance.expovariate(1 / self.think))

    def read(self) -> None:
        homes = HOME.get(self.role, LEADS)
        follows = self.links and self.chance.random() < 0.6
        self.ask("GET", self.chance.choice(self.links if follows else homes))

    def writes(self) -> Iterator[None]:
        """One step each time: who may report reports, page by page; a parent stops a picture, then complains, and so
        on, no oftener than one address may (consent/views/throttle.py)."""
        while True:
            if self.role != "parent":
                yield from self.report()
                continue
            yield from self.stop()
            yield from self.complain()

    def report(self) -> Iterator[None]:
        if self.role == "dpo":
            self.read()
            yield
            return
        key, day = uuid.uuid4(), time.strftime("%Y-%m-%d")
        what = {"form_key": key, "child_at_risk": "no", "kind": "photo_shared", "words": f"Load {key}"}
        self.ask("POST", "/incidents/new/", {**what, "place": "online", "happened_on": day}, "report")
        yield
        self.ask("POST", f"/incidents/new/{key}/people/", {"onward": "1", "is_nobody": "on"}, "report")
        yield
        page, _ = self.ask("GET", f"/incidents/new/{key}/check/")
        seen = re.search(r'name="seen" value="([^"]+)"', page)
        if seen:
            self.ask("POST", f"/incidents/new/{key}/check/", {"send": "1", "seen": seen[1]}, "report")
        yield

    def stop(self) -> Iterator[None]:
        page, _ = self.ask("GET", "/photos/stop/")
        time.sleep(2)  # who is quicker than that is asked to look it over once more
        seal = re.search(r'name="seal" value="([^"]+)"', page)
        typed = {"child_name": "Nobody Here", "asked_by": "A parent", "seal": seal[1] if seal else ""}
        self.ask("POST", "/photos/stop/", typed, "stop")
        yield

    def complain(self) -> Iterator[None]:
        """Page by page, to the receipt."""
        for page, typed in COMPLAINED:
            _, where = self.ask("POST", f"{COMPLAINT}{page}/", typed, "complaint")
            if not where.startswith(COMPLAINT) or "undone" in where:
                self.faults.append(f"parent: {COMPLAINT}{page}/ did not lead on but to {where or 'itself'}")
            yield
        last, _ = self.ask("GET", f"{COMPLAINT}check/")
        seen = re.search(r'name="seen" value="([^"]+)"', last)
        _, where = self.ask("POST", f"{COMPLAINT}check/", {"send": "1", "seen": seen[1] if seen else ""}, "complaint")
        if where != f"{COMPLAINT}sent/":
            self.faults.append(f"parent: no receipt, but {where or 'the same page'}")
        yield

    def ask(self, method: str, path: str, typed: dict[str, object] | None = None, name: str = "") -> tuple[str, str]:
        """One request, measured to the last byte. Gives the page and where it leads to."""
        began = time.monotonic()
        try:
            status, where, page = self._answer(method, path, typed)
        except (OSError, http.client.HTTPException) as fault:
            status, where, page = 0, repr(fault), ""
        what = name or kind_of(path)
        self.taken.append(Taken(what, time.monotonic() - began, status, is_write=method == "POST"))
        if status in {0, 400, 403, 404, 422, 429} or status >= 500:
            self.faults.append(f"{self.role}: {status} from {method} {path} {where}".strip())
        if status == 200 and method == "GET":
            self.links = [link for link in re.findall(r'<a [^>]*href="(/[^"#]*)"', page) if _is_followed(link)]
        return page, where

    def _answer(self, method: str, path: str, typed: dict[str, object] | None) -> tuple[int, str, str]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            token = self.cookies.get("csrftoken", "")
            body = urlencode({**typed, "csrfmiddlewaretoken": token}) if typed else None
            cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", "Host": "localhost"}
            headers |= {"X-Forwarded-For": f"10.0.{self.number // 250}.{self.number % 250 + 1}"}
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            page = answer.read().decode()
            for line in answer.headers.get_all("Set-Cookie", []):
                self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
            return answer.status, answer.headers.get("Location", ""), page


def _is_followed(link: str) -> bool:
    return NOT_FOLLOWED.search(link) is None


def kind_of(path: str) -> str:
    """The first word of an address, as the log of nginx says it; of the pages of permission the second one."""
    words = urlsplit(path).path.strip("/").split("/")
    return words[1] if words[0] == "consent" and len(words) > 1 else words[0] or "front"


class Floor(threading.Thread):
    """Asks the floor page beside the others, once a second."""

    def __init__(self, port: int, until: float) -> None:
        super().__init__()
        self.port, self.until, self.taken = port, until, list[Taken]()

    def run(self) -> None:
        while time.monotonic() < self.until:
            began = time.monotonic()
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
                connection.request("GET", "/floor/", headers={"Host": "localhost"})
                answer = connection.getresponse()
                answer.read()
            self.taken.append(Taken("floor", time.monotonic() - began, answer.status))
            time.sleep(1)
