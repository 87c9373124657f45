"""The files of deploy/, each asked by the program that reads it."""

import base64
import hashlib
import re
import shutil
import subprocess

import pytest

from tests.deploy.page import PAGE, ROOT, blocks

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service")) + sorted((DEPLOY / "systemd").glob("*.timer"))
SERVICES = ["todwick-portal", "todwick-worker", "todwick-backup"]
MOST_EXPOSED = 1.5
SCRIPTS = ["portal", "update"]


def needs(program: str):
    """Skips by name where a program is missing."""
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"there is no {program}")


def _unit(name: str) -> str:
    return (DEPLOY / "systemd" / f"{name}.service").read_text(encoding="utf-8")


def _settings(text: str, name: str) -> list[str]:
    return re.findall(rf"(?m)^{name}=(.*)$", text)


# --- systemd -----------------------------------------------------------------------------------------------


@needs("systemd-analyze")
def test_systemd_understands_every_unit(tmp_path):
    for unit in UNITS:  # the programs they start are on the server, not here
        text = re.sub(r"(?m)^(Exec\w+=)\S+", r"\1/bin/true", unit.read_text(encoding="utf-8"))
        (tmp_path / unit.name).write_text(text)
    files = [str(tmp_path / unit.name) for unit in UNITS]

    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *files], capture_output=True, text=True)

    assert (done.returncode, [line for line in done.stderr.splitlines() if str(tmp_path) in line]) == (0, [])


@needs("systemd-analyze")
@pytest.mark.parametrize("name", SERVICES)
def test_a_service_reaches_little_of_the_machine(name):
    unit = DEPLOY / "systemd" / f"{name}.service"

    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(unit)], capture_output=True, text=True
    )

    assert float(re.search(r"Overall exposure level for \S+: ([\d.]+)", done.stdout)[1]) <= MOST_EXPOSED


def test_the_services_have_the_same_fences():
    marked = re.compile(r"(?m)^# What a fault.*?(?=^\[Install\]|\Z)", re.S)

    assert len({marked.search(_unit(name))[0].strip() for name in SERVICES}) == 1


def test_the_services_do_not_write_where_the_code_lies():
    for name in SERVICES:
        places = " ".join(_settings(_unit(name), "ReadWritePaths")).split()
        assert set(places) <= {"/srv/todwick-portal/var", "/srv/todwick-backups"}
        assert _settings(_unit(name), "ProtectSystem") == ["strict"]


def test_before_the_backup_the_owner_of_the_tables_clears_their_free_space_and_no_fault_of_it_stops_the_backup():
    [before] = _settings(_unit("todwick-backup"), "ExecStartPre")

    assert before == "+-/srv/todwick-portal/deploy/portal --owner clear_free_space"


@pytest.mark.parametrize("place", ["/run/todwick-key", "/srv/todwick-key"])
def test_no_service_reaches_the_private_key_of_the_backups(place):
    for name in SERVICES:
        assert f"-{place}" in " ".join(_settings(_unit(name), "InaccessiblePaths")).split()
    assert place in (DEPLOY / "update").read_text(encoding="utf-8")


def test_the_page_makes_the_private_key_in_memory_and_has_the_services_begin_anew_behind_it():
    """A place that comes after a service began is not closed to it."""
    [block] = [block.text for block in blocks() if "--new-key" in block.text]

    assert re.findall(r"--new-key (\S+)", block) == ["/run/todwick-key/key.txt"]
    assert block.index("--new-key") < block.index("systemctl restart todwick-portal todwick-worker")
    assert not [block for block in blocks() if "/srv/todwick-key" in block.text]


def test_the_web_server_is_given_longer_to_end_than_it_takes_itself():
    graceful = int(re.search(r"graceful_timeout = (\d+)", (ROOT / "gunicorn.conf.py").read_text())[1])

    assert int(_settings(_unit("todwick-portal"), "TimeoutStopSec")[0]) > graceful
    assert _settings(_unit("todwick-portal"), "KillMode") == ["mixed"]  # children of the portal end with it, not before


# --- scripts and settings ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_can_be_read_by_the_shell_and_started(name):
    path = DEPLOY / name

    assert subprocess.run(["bash", "-n", path]).returncode == 0
    assert path.stat().st_mode & 0o111


@needs("shellcheck")
@pytest.mark.parametrize("name", SCRIPTS)
def test_shellcheck_has_nothing_to_say(name):
    assert subprocess.run(["shellcheck", DEPLOY / name], capture_output=True, text=True).stdout == ""


def test_the_page_writes_every_setting_of_the_example():
    example = set(re.findall(r"(?m)^([A-Z_]+)=", (DEPLOY / "environment.example").read_text()))
    written = next(block.text for block in blocks() if "cat > /etc/todwick-portal.env" in block.text)

    assert set(re.findall(r"(?m)^([A-Z_]+)='", written)) == example


def test_every_file_of_deploy_is_used_by_the_page_or_by_another_one():
    told = PAGE.read_text(encoding="utf-8") + "".join(
        path.read_text(encoding="utf-8") for path in DEPLOY.rglob("*") if path.is_file()
    )
    examples = {"environment.example", "owner.environment.example"}  # what the page writes, to be read beside it
    names = {path.name for path in DEPLOY.rglob("*") if path.is_file() and path.suffix not in {".service", ".timer"}}

    assert {name for name in names - examples if not re.search(rf"[/ ]{re.escape(name)}\b", told)} == set()


def test_every_line_of_the_page_is_typed_somewhere_or_needs_another_machine():
    kinds = {block.kind for block in blocks()}

    assert kinds == {"", "values", "letsencrypt", "firewall", "going-back"}
    assert len(blocks()) >= 12


# --- logs and the firewall ---------------------------------------------------------------------------------


@needs("logrotate")
def test_logrotate_understands_its_file(tmp_path):
    state = tmp_path / "state"

    done = subprocess.run(
        ["logrotate", "--debug", "--state", state, DEPLOY / "logrotate.conf"], capture_output=True, text=True
    )

    assert done.returncode == 0 and "error:" not in done.stderr


@needs("nft")
def test_the_firewall_can_be_loaded():
    done = subprocess.run(["nft", "--check", "--file", DEPLOY / "nftables.conf"], capture_output=True, text=True)
    if "Operation not permitted" in done.stderr:
        pytest.skip("looking whether rules can be loaded takes root")

    assert (done.returncode, done.stderr) == (0, "")


def test_the_pages_of_nginx_say_what_to_do_and_load_nothing():
    site = (DEPLOY / "nginx" / "todwick-portal.conf").read_text(encoding="utf-8")
    for name in ("portal-is-off.html", "too-large.html"):
        text = (DEPLOY / "nginx" / name).read_text(encoding="utf-8")
        style = re.search(r"(?s)<style>(.*?)</style>", text)[1]
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert site.count(f"style-src 'sha256-{digest}'") == 2
        assert "<script" not in text and "<link" not in text and "http" not in text and "url(" not in text
        assert "what you typed is still there" in " ".join(text.lower().split())


def test_paths_of_the_page_and_of_the_files_agree():
    site = (DEPLOY / "nginx" / "todwick-portal.conf").read_text(encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")

    for place in re.findall(r"/(?:etc/ssl|var/log|var/www|srv)/todwick-portal", site):
        assert place in page
