"""How Mozilla's HTTP Observatory would score an answer: its published tests and modifiers, in code of our own.

From "Tests & scoring" of the Observatory (developer.mozilla.org/en-US/observatory/docs/tests_and_scoring): a hundred
points, minus every penalty; the bonuses count only where ninety are left. It looks at one address over TLS and at what
becomes of the same over http. Names of results are the published ones, so that a finding can be looked up.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

MODIFIERS = {
    # Content security policy
    "csp-implemented-with-no-unsafe-default-src-none": 10,
    "csp-implemented-with-no-unsafe": 5,
    "csp-implemented-with-unsafe-inline-in-style-src-only": 0,
    "csp-implemented-with-insecure-scheme-in-passive-content-only": -10,
    "csp-implemented-with-unsafe-eval": -10,
    "csp-implemented-with-unsafe-inline": -20,
    "csp-implemented-with-insecure-scheme": -20,
    "csp-header-invalid": -25,
    "csp-not-implemented": -25,
    # Cookies
    "cookies-secure-with-httponly-sessions-and-samesite": 5,
    "cookies-not-found": 0,
    "cookies-secure-with-httponly-sessions": 0,
    "cookies-without-secure-flag-but-protected-by-hsts": -5,
    "cookies-session-without-secure-flag-but-protected-by-hsts": -10,
    "cookies-without-secure-flag": -20,
    "cookies-samesite-flag-invalid": -20,
    "cookies-anticsrf-without-samesite-flag": -20,
    "cookies-session-without-httponly-flag": -30,
    "cookies-session-without-secure-flag": -40,
    # Sharing with other sites
    "cross-origin-resource-sharing-not-implemented": 0,
    "cross-origin-resource-sharing-implemented-with-public-access": 0,
    "cross-origin-resource-sharing-implemented-with-restricted-access": 0,
    "cross-origin-resource-sharing-implemented-with-universal-access": -50,
    # From http to https
    "redirection-to-https": 0,
    "redirection-off-host-from-http": -5,
    "redirection-not-to-https-on-initial-redirection": -10,
    "redirection-not-to-https": -20,
    "redirection-missing": -20,
    "redirection-invalid-cert": -20,
    # What is told to the next site
    "referrer-policy-private": 5,
    "referrer-policy-not-implemented": 0,
    "referrer-policy-unsafe": -5,
    "referrer-policy-header-invalid": -5,
    # TLS for good
    "hsts-preloaded": 5,
    "hsts-implemented-max-age-at-least-six-months": 0,
    "hsts-implemented-max-age-less-than-six-months": -10,
    "hsts-not-implemented": -20,
    "hsts-header-invalid": -20,
    "hsts-invalid-cert": -20,
    # Scripts from elsewhere
    "sri-implemented-and-external-scripts-loaded-securely": 5,
    "sri-implemented-and-all-scripts-loaded-securely": 5,
    "sri-not-implemented-response-not-html": 0,
    "sri-not-implemented-but-no-scripts-loaded": 0,
    "sri-not-implemented-but-all-scripts-loaded-from-secure-origin": 0,
    "sri-not-implemented-but-external-scripts-loaded-securely": -5,
    "sri-implemented-but-external-scripts-not-loaded-securely": -20,
    "sri-not-implemented-and-external-scripts-not-loaded-securely": -50,
    # Types, frames, embedding
    "x-content-type-options-nosniff": 0,
    "x-content-type-options-not-implemented": -5,
    "x-content-type-options-header-invalid": -5,
    "x-frame-options-implemented-via-csp": 5,
    "x-frame-options-sameorigin-or-deny": 0,
    "x-frame-options-not-implemented": -20,
    "x-frame-options-header-invalid": -20,
    "corp-not-implemented": 0,
    "corp-implemented-with-same-origin": 10,
    "corp-implemented-with-same-site": 10,
    "corp-implemented-with-cross-origin": 0,
    "corp-header-invalid": -5,
}
GRADES = (
    (100, "A+"), (90, "A"), (85, "A-"), (80, "B+"), (70, "B"), (65, "B-"), (60, "C+"), (50, "C"), (45, "C-"),
    (40, "D+"), (30, "D"), (25, "D-"), (0, "F"),
)  # fmt: skip
FOR_BONUS = 90
SIX_MONTHS = 180 * 24 * 60 * 60
INLINE = {"'unsafe-inline'", "data:"}
BROAD = {"*", "http:", "https:", "ftp:", "http://*", "https://*", "http://*.*", "https://*.*", "'unsafe-inline-all'"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
UNSAFE = {"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"}
_SECRET = re.compile(r"'(nonce|sha(256|384|512))-")


@dataclass(frozen=True)
class Cookie:
    """A cookie as an answer sets it."""

    name: str
    flags: Mapping[str, str]

    @property
    def is_of_session(self) -> bool:
        return any(word in self.name.lower() for word in ("login", "sess")) or self.name.lower().endswith("sid")

    @property
    def is_against_forgery(self) -> bool:
        return "csrf" in self.name.lower()


@dataclass(frozen=True)
class Answer:
    """What an address answered. `headers` in small letters, one that comes twice as several."""

    url: str
    headers: Mapping[str, Sequence[str]]
    body: str = ""

    def header(self, name: str) -> str:
        """All values of a header, as a browser joins them; empty without it."""
        return ", ".join(self.headers.get(name, ())).strip()

    @property
    def is_page(self) -> bool:
        return self.header("content-type").startswith("text/html")

    @property
    def cookies(self) -> list[Cookie]:
        return [_cookie(line) for line in self.headers.get("set-cookie", ())]


@dataclass(frozen=True)
class Score:
    """What was found, by name, the points and the letter."""

    found: list[str] = field(default_factory=list)

    @property
    def points(self) -> int:
        weights = [MODIFIERS[name] for name in self.found]
        left = 100 + sum(weight for weight in weights if weight < 0)
        return max(0, left + (sum(weight for weight in weights if weight > 0) if left >= FOR_BONUS else 0))

    @property
    def grade(self) -> str:
        return next(letter for least, letter in GRADES if self.points >= least)


def score(answer: Answer, redirections: Sequence[str], *, is_trusted: bool = True, is_preloaded: bool = False) -> Score:
    """The score of one answer. `redirections`: where the same address over http led, step by step, none at first.
    `is_trusted`: the certificate is one that browsers know; a test's own one is taken for such by whoever trusts it."""
    hsts = strict_transport(answer, is_trusted=is_trusted, is_preloaded=is_preloaded)
    return Score([
        content_policy(answer), cookies(answer, has_hsts=MODIFIERS[hsts] >= 0), sharing(answer),
        redirection(answer.url, redirections, is_trusted=is_trusted), referrer(answer), hsts, scripts(answer),
        types(answer), frames(answer), embedding(answer),
    ])  # fmt: skip


def _directives(answer: Answer) -> list[dict[str, set[str]]]:
    """Each policy of an answer: its directives and what they allow. Of one named twice the first counts."""
    policies = []
    for text in answer.headers.get("content-security-policy", ()):
        found: dict[str, set[str]] = {}
        for directive in filter(None, map(str.split, text.split(";"))):
            found.setdefault(directive[0].lower(), {word.lower() for word in directive[1:]})
        policies.append(found)
    return policies


def content_policy(answer: Answer) -> str:
    """The worst thing that the policy lets happen. Of several policies each must allow, so the strictest counts."""
    policies = _directives(answer)
    if not policies:
        return "csp-not-implemented"
    return max((_of_policy(policy) for policy in policies), key=lambda name: MODIFIERS[name])


def _of_policy(policy: Mapping[str, set[str]]) -> str:
    if not policy:
        return "csp-header-invalid"
    script, objects, style = (_allowed(policy, f"{name}-src") for name in ("script", "object", "style"))
    passive = _allowed(policy, "img-src") | _allowed(policy, "media-src")
    active: set[str] = set().union(*(v for k, v in policy.items() if k.endswith("-src") and k not in PASSIVE))
    if (script & (INLINE | BROAD)) or (objects & BROAD):
        return "csp-implemented-with-unsafe-inline"
    if any(source.startswith(("http:", "ftp:")) for source in active):
        return "csp-implemented-with-insecure-scheme"
    if "'unsafe-eval'" in script:
        return "csp-implemented-with-unsafe-eval"
    if any(source.startswith(("http:", "ftp:")) for source in passive):
        return "csp-implemented-with-insecure-scheme-in-passive-content-only"
    if style & (INLINE | BROAD):
        return "csp-implemented-with-unsafe-inline-in-style-src-only"
    none = policy.get("default-src") == {"'none'"}
    return "csp-implemented-with-no-unsafe-default-src-none" if none else "csp-implemented-with-no-unsafe"


PASSIVE = {"img-src", "media-src"}


def _allowed(policy: Mapping[str, set[str]], name: str) -> set[str]:
    """What a directive allows, else `default-src`, else everything. A nonce or a hash takes inline code off again."""
    found = set(policy.get(name, policy.get("default-src", {"*"})))
    return found - {"'unsafe-inline'"} if any(_SECRET.match(source) for source in found) else found


def _cookie(line: str) -> Cookie:
    name, *flags = line.split(";")
    pairs = [flag.strip().partition("=") for flag in flags]
    return Cookie(name.partition("=")[0].strip(), {key.lower(): value.strip() for key, _, value in pairs})


def cookies(answer: Answer, *, has_hsts: bool) -> str:
    """The worst cookie."""
    found = answer.cookies
    if not found:
        return "cookies-not-found"
    return min((_of_cookie(cookie, has_hsts) for cookie in found), key=lambda name: MODIFIERS[name])


def _of_cookie(cookie: Cookie, has_hsts: bool) -> str:
    saved = "-but-protected-by-hsts" if has_hsts else ""
    same_site = cookie.flags.get("samesite")
    if cookie.is_of_session and "httponly" not in cookie.flags:
        return "cookies-session-without-httponly-flag"
    if "secure" not in cookie.flags:
        return f"cookies-{'session-' if cookie.is_of_session else ''}without-secure-flag{saved}"
    if cookie.is_against_forgery and same_site is None:
        return "cookies-anticsrf-without-samesite-flag"
    if same_site is not None and same_site.lower() not in {"lax", "strict", "none"}:
        return "cookies-samesite-flag-invalid"
    is_kept_here = (same_site or "").lower() in {"lax", "strict"}
    return f"cookies-secure-with-httponly-sessions{'-and-samesite' if is_kept_here else ''}"


def sharing(answer: Answer) -> str:
    """Whether another site may read the answer."""
    allowed = answer.header("access-control-allow-origin")
    name = "cross-origin-resource-sharing-"
    if not allowed:
        return f"{name}not-implemented"
    with_cookies = answer.header("access-control-allow-credentials").lower() == "true"
    if with_cookies and allowed not in {urljoin(answer.url, "/").rstrip("/")}:
        return f"{name}implemented-with-universal-access"
    return f"{name}implemented-with-{'public' if allowed == '*' else 'restricted'}-access"


def redirection(url: str, steps: Sequence[str], *, is_trusted: bool) -> str:
    """Where http leads to."""
    if not steps:
        return "redirection-missing"
    if not is_trusted:
        return "redirection-invalid-cert"
    first, last = urlsplit(steps[0]), urlsplit(steps[-1])
    if last.scheme != "https":
        return "redirection-not-to-https"
    if first.scheme != "https":
        return "redirection-not-to-https-on-initial-redirection"
    return "redirection-to-https" if first.hostname == urlsplit(url).hostname else "redirection-off-host-from-http"


def referrer(answer: Answer) -> str:
    """What the next site learns. Of several policies the last that is known counts."""
    said = [word.strip().lower() for word in answer.header("referrer-policy").split(",") if word.strip()]
    known = [word for word in said if word in PRIVATE | UNSAFE]
    if not said:
        return "referrer-policy-not-implemented"
    if not known:
        return "referrer-policy-header-invalid"
    return "referrer-policy-private" if known[-1] in PRIVATE else "referrer-policy-unsafe"


def strict_transport(answer: Answer, *, is_trusted: bool, is_preloaded: bool) -> str:
    """Whether a browser comes back over TLS alone, and for how long."""
    values = answer.headers.get("strict-transport-security", ())
    if not values:
        return "hsts-not-implemented"
    if not is_trusted:
        return "hsts-invalid-cert"
    age = re.search(r"(?i)(?:^|;)\s*max-age\s*=\s*\"?(\d+)\"?\s*(?:;|$)", values[0])
    if len(values) > 1 or age is None:
        return "hsts-header-invalid"
    if is_preloaded:
        return "hsts-preloaded"
    least = "at-least" if int(age[1]) >= SIX_MONTHS else "less-than"
    return f"hsts-implemented-max-age-{least}-six-months"


def scripts(answer: Answer) -> str:
    """Scripts of another site, and whether they are known by their hash."""
    if not answer.is_page:
        return "sri-not-implemented-response-not-html"
    read = _Scripts()
    read.feed(answer.body)
    if not read.found:
        return "sri-not-implemented-but-no-scripts-loaded"
    return min((_of_script(answer.url, attributes) for attributes in read.found), key=lambda name: MODIFIERS[name])


class _Scripts(HTMLParser):
    """The attributes of every script that comes from a file."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and "src" in dict(attrs):
            self.found.append(dict(attrs))


def _of_script(url: str, attributes: Mapping[str, str | None]) -> str:
    source = urlsplit(urljoin(url, attributes["src"] or ""))
    is_own, has_hash = source.hostname == urlsplit(url).hostname, bool(attributes.get("integrity"))
    if is_own:
        safe = "sri-not-implemented-but-all-scripts-loaded-from-secure-origin"
        return "sri-implemented-and-all-scripts-loaded-securely" if has_hash else safe
    if source.scheme != "https":
        start = "sri-implemented-but" if has_hash else "sri-not-implemented-and"
        return f"{start}-external-scripts-not-loaded-securely"
    start = "sri-implemented-and" if has_hash else "sri-not-implemented-but"
    return f"{start}-external-scripts-loaded-securely"


def types(answer: Answer) -> str:
    """Whether a browser may guess what a file is."""
    said = answer.header("x-content-type-options").lower()
    if not said:
        return "x-content-type-options-not-implemented"
    return "x-content-type-options-nosniff" if said == "nosniff" else "x-content-type-options-header-invalid"


def frames(answer: Answer) -> str:
    """Whether another site may put the page into its own."""
    ancestors: Iterable[set[str]] = (p["frame-ancestors"] for p in _directives(answer) if "frame-ancestors" in p)
    if any(not allowed & BROAD for allowed in ancestors):
        return "x-frame-options-implemented-via-csp"
    said = answer.header("x-frame-options").lower()
    if not said:
        return "x-frame-options-not-implemented"
    return f"x-frame-options-{'sameorigin-or-deny' if said in {'deny', 'sameorigin'} else 'header-invalid'}"


def embedding(answer: Answer) -> str:
    """Whether another site may load the answer as a picture or script of its own."""
    said = answer.header("cross-origin-resource-policy").lower()
    if not said:
        return "corp-not-implemented"
    return (
        f"corp-implemented-with-{said}"
        if said in {"same-origin", "same-site", "cross-origin"}
        else "corp-header-invalid"
    )
