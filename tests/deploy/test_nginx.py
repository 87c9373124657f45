"""nginx with the file of deploy/, started for real: TLS, headers, logs without people, and the portal that is off."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import NoReverseMatch, reverse

from tests.deploy import proxy
from tests.deploy.observatory import score
from tests.deploy.proxy import HOST, Proxy
from tests.deploy.served import Served, served
from tests.project.access import ACCESS, PUBLIC

pytestmark = [
    pytest.mark.skipif(not proxy.is_there(), reason=proxy.MISSING),
    pytest.mark.slow,  # nginx, and a portal in production mode
]
SEARCHED = "penrose-canary"
DEMO = {"demo", "demo-trial", "demo-look-as"}


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[Served]:
    yield from served(tmp_path_factory.mktemp("served"), migrated)


def test_nginx_understands_the_file(tmp_path):
    place = Proxy(tmp_path, [8000])
    proxy.certificate(tmp_path)

    done = subprocess.run(place.command("-t"), capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


def test_the_test_changes_nothing_but_ports_folders_and_tls(tmp_path):
    def directives(text: str) -> list[str]:
        found = re.findall(r"(?m)^\s*([a-z_]+) ([^;{]*)", re.sub(r"(?m)#.*$", "", text))
        return [f"{name} {value}" for name, value in found if name not in {"listen", "server", "root"} | TLS | FILES]

    TLS = {"ssl_certificate", "ssl_certificate_key"}
    FILES = {"access_log", "error_log"}
    assert directives(Proxy(tmp_path, [8000]).site()) == directives(proxy.SITE.read_text())


def test_a_request_through_tls_is_answered_and_http_leads_there(portal):
    over_tls, plain = portal.ask("/statements/privacy/"), portal.ask_plainly("/policies/?q=a")

    assert over_tls.status == 200
    assert (plain.status, plain.header("location")) == (301, f"https://{HOST}/policies/?q=a")


def test_the_proof_for_a_certificate_is_given_over_http(portal):
    place = portal.proxy.folder / ".well-known" / "acme-challenge"
    place.mkdir(parents=True)
    (place / "token").write_text("proof")

    got = portal.ask_plainly("/.well-known/acme-challenge/token")

    assert (got.status, got.body) == (200, b"proof")


def test_another_name_gets_no_answer(portal):
    with pytest.raises(OSError, match="without response"):
        portal.ask_plainly("/", host="other.example")


def _public_addresses() -> list[str]:
    """Every address that anybody may open and that needs no key of a record."""
    found = set()
    for name in {name for name, readers in ACCESS.items() if readers == PUBLIC} - DEMO:
        try:
            found.add(reverse(name))
        except NoReverseMatch:
            continue
    return sorted(found | {"/photos/stop/", "/complaints/new/you/?way=complaint", "/nothing/here/"})


def test_every_public_address_gets_an_a_plus_by_the_rules_of_the_observatory(portal):
    steps = [portal.ask_plainly("/").header("location")]
    found = {}
    for address in _public_addresses():
        got = portal.ask(address)
        result = score(got.for_observatory(), steps)
        if (got.status >= 500 and address != "/health/") or result.grade != "A+":
            found[address] = (got.status, result.points, result.found)

    assert found == {}
    assert len(_public_addresses()) > 20


def test_every_cookie_is_bound_to_this_host_and_to_tls(portal):
    lines = [line for address in _public_addresses() for line in portal.ask(address).headers.get("set-cookie", [])]

    assert lines
    for line in lines:
        flags = {part.strip().lower() for part in line.split(";")[1:]}
        assert line.startswith("__Host-") and {"secure", "httponly", "path=/", "samesite=lax"} <= flags, line
        assert not any(flag.startswith("domain") for flag in flags), line


def test_each_security_header_comes_once(portal):
    headers = portal.ask("/accounts/login/").headers

    for name in ("strict-transport-security", "content-security-policy", "x-frame-options", "referrer-policy"):
        assert len(headers[name]) == 1, name
    assert headers["server"] == ["nginx"]


def test_the_length_of_a_packed_page_is_by_chance_and_static_files_are_packed_for_good(portal):
    lengths = {len(portal.ask("/accounts/login/", **{"Accept-Encoding": "gzip"}).body) for _ in range(12)}
    style = re.search(rb'href="(/static/css/[^"]+)"', portal.ask("/accounts/login/").body)[1].decode()
    packed = portal.ask(style, **{"Accept-Encoding": "br"})

    assert len(lengths) > 3  # Django adds up to a hundred bytes by chance; nginx would pack without
    assert packed.header("content-encoding") == "br"
    assert "immutable" in packed.header("cache-control")


def test_what_a_browser_says_about_itself_is_not_believed(portal):
    lie = {"X-Forwarded-Proto": "http", "X-Forwarded-For": "192.0.2.7", "X-Forwarded-Host": "other.example"}

    assert portal.ask("/statements/privacy/", **lie).status == 200  # http would lead away


def test_too_large_a_form_is_said_in_words(portal):
    beyond = portal.ask("/accounts/login/", "POST", b"x" * (12 * 1024 * 1024))

    assert beyond.status == 413
    assert b"That is too large to send" in beyond.body


def test_the_logs_hold_nobody(portal):
    portal.ask(f"/policies/?q={SEARCHED}", Referer=f"https://{HOST}/?q={SEARCHED}", **{"User-Agent": SEARCHED})
    portal.ask(f"/{SEARCHED}/?q={SEARCHED}")
    portal.ask("/complaints/status/", "POST", f"reference={SEARCHED}&code={SEARCHED}".encode())
    portal.ask("/accounts/login/", "POST", f"login={SEARCHED}%40school.example&password={SEARCHED}".encode())
    portal.ask_plainly(f"/?q={SEARCHED}")
    for log in portal.proxy.folder.glob("*.log"):
        text = log.read_text()
        assert SEARCHED not in text and "reference=" not in text and "127.0.0.1" not in text, log.name

    lines = portal.proxy.access_log.read_text().splitlines()
    assert all(re.fullmatch(r"\S+T\S+ [A-Z]+ [a-z-]+ \d{3} \d+ [\d.]+ [\d., :-]+", line) for line in lines), lines[-3:]
    assert any(" policies 200 " in line for line in lines)


def test_a_portal_that_is_off_is_said_in_plain_words_and_scores_as_well(portal):
    portal.stop()
    try:
        off = portal.ask(f"/policies/?q={SEARCHED}")
        posted = portal.ask("/accounts/login/", "POST", f"login={SEARCHED}".encode())
    finally:
        portal.start()

    assert (off.status, posted.status, off.header("retry-after"), off.header("cache-control")) == (
        503, 503, "60", "no-store",
    )  # fmt: skip
    assert b"The portal is off for a moment" in off.body
    assert score(off.for_observatory(), [f"https://{HOST}/"]).grade == "A+"
    assert all(SEARCHED not in log.read_text() for log in portal.proxy.folder.glob("*.log"))
    assert portal.ask("/statements/privacy/").status == 200
