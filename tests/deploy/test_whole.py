"""docs/deployment.md word for word on a fresh Debian that boots its own systemd, up to a portal behind nginx with TLS
on PostgreSQL that a head signs in to; then an update, one that goes wrong, and the way back.

As root, with `debootstrap` and `systemd-nspawn`, and with ports 80, 443, 5432 and 8000 free: ten minutes.
`var/tests/deploy` keeps the plain Debian and its packages for the next time.
"""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Response, expect

from tests import browser
from tests.deploy import page as pages
from tests.deploy.machine import Machine, Terminal, missing
from tests.deploy.observatory import Answer, score
from tests.deploy.page import ROOT
from tests.deploy.proxy import HOST
from tests.deploy.releases import BROKEN, FIRST, LATER, publish
from tests.journeys.crawling import walk
from tests.people.mail_server import MailServer
from tests.people.signing_in import app_code

pytestmark = [pytest.mark.long, pytest.mark.browser]
CACHE = ROOT / "var" / "tests" / "deploy"
HEAD, OFFICE = "head@school.example", "office@school.example"
FENCED = "/srv/fenced.py"
LINES_INSIDE = 12


class Site:
    """The machine, its terminal, the letter box that its mails go to, and what each block printed."""

    def __init__(self, machine: Machine, letter_box: MailServer) -> None:
        self.machine, self.letter_box = machine, letter_box
        self.terminal = Terminal(machine)
        self.printed: dict[str, str] = {}
        self.key = ""

    def follow(self) -> None:
        """Type the page from top to bottom."""
        own = {
            "PORTAL_HOST": HOST,
            "PORTAL_SOURCE": "/root/portal.git",
            "PORTAL_VERSION": FIRST,
            "PORTAL_MAIL": f"smtp://127.0.0.1:{self.letter_box.port}",
            "PORTAL_FROM": "portal@school.example",
            "HEAD_ADDRESS": HEAD,
            "OFFICE_ADDRESS": OFFICE,
        }
        for block in pages.blocks():
            if block.kind in pages.ASIDE:
                continue
            text = pages.with_own_values(block, own) if block.kind == "values" else block.text
            began = time.monotonic()
            self.printed[block.heading] = self.printed.get(block.heading, "") + self.terminal.type(text)
            print(f"{block.heading}: {time.monotonic() - began:.0f} s")

    def take_key(self) -> None:
        """The private key of the backups goes from the memory of the machine onto paper, as part 10 says."""
        self.key = self.machine.ask("cat", "/run/todwick-key/key.txt")
        self.terminal.type("shred -u /run/todwick-key/key.txt")

    def code_for(self, address: str) -> str:
        """The newest code that arrived for somebody."""
        for _ in range(300):
            for mail in reversed(self.letter_box.arrived):
                found = re.search(r"(?m)^([A-Z0-9]{3,}-?[A-Z0-9]+)\s*$", mail.get_content())
                if mail["To"] == address and found:
                    return found[1]
            time.sleep(0.1)
        raise AssertionError(f"no code for {address}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if why := missing():
        pytest.skip(why)
    folder = tmp_path_factory.mktemp("deployment")
    letter_box = MailServer()
    letter_box.start()
    with Machine(folder, CACHE) as machine:
        publish(machine.path("/root/portal.git"), folder / "scratch")
        machine.ask("chown", "-R", "root:root", "/root/portal.git")
        made = Site(machine, letter_box)
        made.follow()
        made.take_key()
        yield made
        made.terminal.close()
    letter_box.stop()


@pytest.fixture
def visit(site: Site, playwright: Playwright) -> Iterator[BrowserContext]:
    """A browser that knows the school's name, and takes the certificate that the page makes."""
    rules = f"--host-resolver-rules=MAP {HOST} 127.0.0.1"
    opened = playwright.chromium.launch(executable_path=browser.chromium(), args=[*browser.launch_arguments(), rules])
    context = opened.new_context(base_url=f"https://{HOST}", ignore_https_errors=True, locale="en-GB")
    yield context
    opened.close()


def _every_block_of_the_page_ends_well_and_the_portal_answers_through_tls(site: Site) -> None:
    printed = site.printed

    assert "no issues" in printed["5. The settings"]
    assert printed["6. The services"].split()[-2:] == ["active", "active"]
    assert '{"status": "ok", "faults": []}' in printed["8. nginx"]
    assert ".tar.age" in printed["10. Backups"]
    logged = site.machine.ask(
        "journalctl", "-u", "todwick-portal", "-u", "todwick-worker", "-p", "warning", "--no-pager"
    )
    assert "-- No entries --" in logged


def _the_services_do_all_they_do_inside_their_fences_and_nothing_else(site: Site) -> None:
    """In the very unit of each: papers, spreadsheets, pictures; no writing of code, no reading of settings."""
    site.machine.path(FENCED).write_text((ROOT / "tests/deploy/fenced.py").read_text() + "\nmain()\n")
    for unit in ("portal", "worker", "backup"):
        path = site.machine.path(f"/etc/systemd/system/todwick-{unit}.service")
        text = re.sub(r"(?m)^(ExecStartPre|ExecStartPost|ExecReload|NotifyAccess|Restart)=.*\n", "", path.read_text())
        text = re.sub(r"(?m)^Type=.*", "Type=oneshot", text)
        command = f'/bin/sh -c "exec .venv/bin/python manage.py shell -v0 < {FENCED}"'
        text = re.sub(r"(?m)^ExecStart=.*", f"ExecStart={command}", text)
        site.machine.path(f"/etc/systemd/system/fenced-{unit}.service").write_text(text)
        site.machine.ask("systemctl", "daemon-reload")
        site.machine.ask("systemctl", "start", f"fenced-{unit}")

        said = site.machine.ask("journalctl", "-u", f"fenced-{unit}", "-o", "cat", "--no-pager")

        results = re.findall(r"(?m)^[a-z ]+ (True|False)$", said)
        assert results == ["True"] * LINES_INSIDE, said


def _the_settings_are_read_by_root_alone_and_the_code_is_roots(site: Site) -> None:
    listed = site.machine.ask(
        "stat", "-c", "%U %a", "/etc/todwick-portal.env", "/etc/todwick-portal.owner.env",
        "/srv/todwick-portal/manage.py", "/srv/todwick-portal/var", "/srv/todwick-backups",
        "/etc/ssl/todwick-portal/privkey.pem",
    ).split("\n")  # fmt: skip

    assert listed[:6] == ["root 600", "root 600", "root 644", "portal 700", "portal 700", "root 600"]


def _the_head_signs_in_through_tls_with_a_second_step_and_every_page_gets_an_a_plus(
    site: Site, visit: BrowserContext
) -> None:
    page = visit.new_page()
    _with_a_code(site, page)
    expect(page.locator("h1")).to_have_text(re.compile("second step", re.I))
    secret = _set_up_the_app(page)
    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()

    site.letter_box.arrived.clear()
    _with_a_code(site, page)
    page.get_by_label("Code from your phone app").fill(app_code(secret, ahead=1))
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(re.compile("/people/first-run/$"))  # whoever leads a new school begins there

    cookies = {cookie["name"]: cookie for cookie in visit.cookies()}
    assert set(cookies) <= {"__Host-sessionid", "__Host-csrftoken"} and "__Host-sessionid" in cookies
    assert all(cookie["secure"] and cookie["httpOnly"] for cookie in cookies.values())
    assert _graded(page) >= 30


def _with_a_code(site: Site, page: Page) -> None:
    page.goto("/accounts/login/code/")
    page.get_by_label("E-mail address").fill(HEAD)
    page.get_by_role("button", name="Send me the code").click()
    page.locator("input[name=code]").fill(site.code_for(HEAD))
    page.locator("main form button").first.click()


def _set_up_the_app(page: Page) -> str:
    page.goto("/accounts/second-step/app/")
    secret = page.locator("#secret").inner_text().strip()
    page.get_by_label("Code from your phone app").fill(app_code(secret))
    page.get_by_role("button", name="Set up the app").click()
    expect(page.locator("h1")).to_have_text("Your recovery codes")
    return secret


def _graded(page: Page) -> int:
    """How many pages of somebody signed in were scored; each must be an A+."""
    steps, worse, many, answers = [f"https://{HOST}/"], {}, 0, dict[str, Response]()
    page.on("response", lambda response: answers.update({response.url.partition("#")[0]: response}))
    for address in walk(page, "/dashboard/", "/policies/", "/incidents/", "/people/accounts/"):
        got = answers[page.url.partition("#")[0]]
        headers: dict[str, list[str]] = {}
        for header in got.headers_array():
            headers.setdefault(header["name"].lower(), []).append(header["value"])
        result = score(Answer(page.url, headers, page.content()), steps)
        many += 1
        if result.grade != "A+" or got.status >= 500:
            worse[address] = (got.status, result.points, result.found)
    assert worse == {}
    return many


def _the_logs_of_the_machine_name_nobody_after_all_that(site: Site) -> None:
    names = ("penrose", "okoro", HEAD, OFFICE, "127.0.0.1:", "q=")
    site.machine.ask("curl", "-sk", "--resolve", f"{HOST}:443:127.0.0.1", f"https://{HOST}/policies/?q=penrose")
    for log in ("/var/log/todwick-portal/access.log", "/var/log/todwick-portal/error.log"):
        text = site.machine.path(log).read_text().lower()
        assert not [name for name in names if name in text], log
    database = "".join(path.read_text() for path in site.machine.path("/var/log/postgresql").glob("*.log")).lower()
    assert not [name for name in names[:4] if name in database]
    journal = site.machine.ask("journalctl", "-u", "todwick-portal", "-u", "todwick-worker", "--no-pager").lower()
    assert not [name for name in names[:4] if name in journal]


def _an_update_that_cannot_start_puts_the_old_version_back(site: Site) -> None:
    before = _version(site)

    said = site.machine.ask("systemctl", "start", f"todwick-update@{BROKEN}")

    told = site.machine.ask("journalctl", "-u", f"todwick-update@{BROKEN}", "-o", "cat", "--no-pager")
    assert "failed" in said and "The version before is put back" in told, told
    assert _version(site) == before == FIRST
    assert _is_well(site)


def _an_update_makes_a_backup_first_changes_the_tables_and_starts(site: Site) -> None:
    before = set(site.machine.path("/srv/todwick-backups").glob("*.age"))

    site.machine.ask("systemctl", "start", f"todwick-update@{LATER}")

    told = site.machine.ask("journalctl", "-u", f"todwick-update@{LATER}", "-o", "cat", "--no-pager")
    assert f"Version {LATER} runs." in told, told
    assert (_version(site), _is_well(site), "people_later" in _tables(site)) == (LATER, True, True)
    assert len(set(site.machine.path("/srv/todwick-backups").glob("*.age")) - before) == 1


def _the_way_back_is_the_backup_as_the_page_says(site: Site) -> None:
    site.machine.ask("portal", "account", "late@school.example", "--new", "--surname", "Late", "--give", "staff")

    said = site.terminal.type(pages.of_kind("going-back").text, answer=site.key)

    assert "Restored:" in said
    assert (_version(site), _is_well(site), "people_later" in _tables(site)) == (FIRST, True, False)
    assert "portal_failed" in site.machine.ask("runuser", "-u", "postgres", "--", "psql", "-Atlq")
    addresses = site.machine.ask(
        "runuser", "-u", "postgres", "--", "psql", "-Atqd", "portal", "-c", "SELECT email FROM people_user"
    )
    assert HEAD in addresses and "late@" not in addresses


def _version(site: Site) -> str:
    return site.machine.ask("git", "-C", "/srv/todwick-portal", "describe", "--tags").strip()


def _tables(site: Site) -> str:
    return site.machine.ask("runuser", "-u", "postgres", "--", "psql", "-Atqd", "portal", "-c", r"\dt")


def _is_well(site: Site) -> bool:
    """What monitoring is told, within half a minute: the worker begins after the web server."""
    for _ in range(60):
        if '"ok"' in site.machine.ask("curl", "-sk", "--resolve", f"{HOST}:443:127.0.0.1", f"https://{HOST}/health/"):
            return True
        time.sleep(0.5)
    return False


def _systemd_says_how_little_the_services_reach(site: Site) -> None:
    for unit in ("todwick-portal", "todwick-worker", "todwick-backup"):
        said = site.machine.ask("systemd-analyze", "security", "--no-pager", unit)
        found = re.search(r"exposure level for \S+: ([\d.]+)", said)
        assert found and float(found[1]) <= 1.5, said
        print(f"{unit}: {found[1]}")


def test_the_page_goes_from_a_fresh_debian_to_a_portal_and_on(site, visit):
    """In this order, in one test: each goes on where the one before ended."""
    _every_block_of_the_page_ends_well_and_the_portal_answers_through_tls(site)
    _the_services_do_all_they_do_inside_their_fences_and_nothing_else(site)
    _the_settings_are_read_by_root_alone_and_the_code_is_roots(site)
    _the_head_signs_in_through_tls_with_a_second_step_and_every_page_gets_an_a_plus(site, visit)
    _the_logs_of_the_machine_name_nobody_after_all_that(site)
    _an_update_that_cannot_start_puts_the_old_version_back(site)
    _an_update_makes_a_backup_first_changes_the_tables_and_starts(site)
    _the_way_back_is_the_backup_as_the_page_says(site)
    _systemd_says_how_little_the_services_reach(site)
