"""The school's own look: colours that everybody can read, a logo that is nothing but a picture."""

import gzip
import hashlib
import io
import re

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import BinaryField
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image

from audit.erasing import rewrite
from audit.models import AuditEvent, RowLeave, Verb
from people.actions.settings import change_settings
from people.colours import contrast, is_colour, oklch, shade
from people.look import DARK, LIGHT, USUAL, Look, look_of, nearest_main, nearest_second, pairs, stylesheet, tokens
from people.models import SchoolLogo, SettingChange
from people.roles import Role
from people.settings import DEFAULTS, Key, read_all
from policies.demo import load_demo_policy
from tests import html
from tests.factories import UserFactory
from tests.in_each_run import some_of
from tests.incidents.hostile_files import REFUSED, SAFE, everything_in
from tests.incidents.hostile_pictures import CANARY, SCRIPT, exif, png_of_size, saved, sheet
from tests.people.read_paper import ReadPaper
from todwick_portal.logo_form import MOST_BYTES
from todwick_portal.own_sheet import SHEET
from todwick_portal.retention import let_go

pytestmark = pytest.mark.django_db
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
LOGO, LOOK = reverse("school-logo"), reverse("people:settings-group", args=["look"])
PICTURES = [label for label, (_, kind, *_) in SAFE.items() if str(kind) in {"jpeg", "png", "webp"}]
OTHERS = [label for label in SAFE if label not in PICTURES]


# --- colours -----------------------------------------------------------------------------------------------


@given(main=COLOURS, second=COLOURS, links=st.booleans())
@hypothesis_settings(max_examples=150, deadline=None)
def test_whatever_colour_is_chosen_the_one_proposed_can_be_read_everywhere(main, second, links):
    look = Look(nearest_main(main, links=links), nearest_second(second), links)

    assert [pair for pair in pairs(look) if not pair.passes] == []
    assert nearest_main(look.main, links=links) == look.main
    assert nearest_second(look.second) == look.second


@given(main=COLOURS, links=st.booleans())
@hypothesis_settings(max_examples=150, deadline=None)
def test_a_colour_that_can_be_read_is_taken_as_it_is_and_one_that_cannot_is_not(main, links):
    chosen = {**DEFAULTS, Key.MAIN_COLOUR: main, Key.COLOUR_LINKS: "yes" if links else ""}
    passes = all(
        pair.passes for pair in pairs(Look(main, "", links)) if "(light)" in pair.what and "at on" not in pair.what
    )

    assert (look_of(chosen).main == main) == (nearest_main(main, links=links) == main)
    assert look_of(chosen).main in ("", main)
    if look_of(chosen).main:
        assert passes


@given(main=COLOURS, links=st.booleans())
@hypothesis_settings(max_examples=100, deadline=None)
def test_the_proposal_is_the_nearest_a_little_lighter_would_not_do(main, links):
    found = nearest_main(main, links=links)
    if found == main:
        return
    seen = oklch(main)
    lighter = shade(seen, oklch(found).light + 0.012)

    assert nearest_main(lighter, links=links) != lighter or contrast(lighter, found) < 1.12


def test_the_grounds_that_colours_are_judged_on_are_those_of_the_stylesheet():
    sheet_text = (settings.BASE_DIR / "static" / "css" / "portal.css").read_text()
    judged = {name: (LIGHT[name], DARK[name]) for name in LIGHT}
    shown = {name: (USUAL["light"][name], USUAL["dark"][name]) for name in ("desk", "ink", "cover", "act", "on-act")}
    for name, colours in (judged | shown).items():
        light, dark = re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\)", sheet_text).groups()
        assert (_long(light), _long(dark)) == colours, name


def _long(colour: str) -> str:
    return "#" + "".join(sign * 2 for sign in colour[1:]) if len(colour) == 4 else colour


def test_the_colours_of_the_portal_itself_pass_its_own_check():
    assert nearest_main("#1d4fa3", links=True) == "#1d4fa3"
    assert nearest_second("#f7c325") == "#f7c325"


@pytest.mark.parametrize("typed", ["red", "#12", "#1234567", "#12345g", "url(x)", "#123;}*{", "rgb(1,2,3)"])
def test_what_is_no_colour_changes_nothing_and_says_how_to_write_one(client, head, typed):
    answer = _save(client, head, main_colour=typed)

    assert "Write a colour as # and six signs" in html.Page(answer.content.decode()).text
    assert not SettingChange.objects.exists()


@pytest.mark.parametrize(("typed", "kept"), [("7A1F2B", "#7a1f2b"), (" #7a1f2b ", "#7a1f2b"), ("#159", "#115599")])
def test_a_colour_is_taken_however_it_is_written(client, head, typed, kept):
    _save(client, head, main_colour=typed)

    assert read_all()[Key.MAIN_COLOUR] == kept


def test_a_colour_nobody_could_read_is_refused_with_the_nearest_that_can_be_read_to_take(client, head):
    answer = _save(client, head, main_colour="#ff8800", second_colour="#330000")
    page = html.Page(answer.content.decode())

    nearest = nearest_main("#ff8800", links=True)
    assert "#ff8800 is too light" in page.text and f"The nearest that can be read is {nearest}." in page.text
    assert "#330000 is too dark" in page.text
    assert not SettingChange.objects.exists()

    _save(client, head, main_colour=["#ff8800", nearest], second_colour=["#330000", nearest_second("#330000")])
    assert read_all()[Key.MAIN_COLOUR] == nearest


def _save(client: Client, head, **fields: object) -> HttpResponse:
    client.force_login(head)
    usual = {"school_name": "Todwick", "colour_links": "on"}
    return client.post(LOOK, usual | fields)


# --- the stylesheet ----------------------------------------------------------------------------------------


def test_where_nothing_is_chosen_no_page_asks_for_anything_more(client):
    page = client.get(reverse("front")).content.decode()

    assert "/look/" not in page
    assert client.get("/look/colours-0123456789abcdef.css").status_code == 404
    assert client.get("/look/logo-0123456789abcdef.webp").status_code == 404


def test_the_colours_come_as_a_stylesheet_kept_for_good_and_another_choice_has_another_address(client, head):
    change_settings(values={Key.MAIN_COLOUR: "#7a1f2b"}, by=head)
    [first] = re.findall(r"/look/colours-\w+\.css", client.get(reverse("front")).content.decode())
    sheet_now = client.get(first)

    assert sheet_now["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in sheet_now["Cache-Control"] and not sheet_now.cookies
    assert sheet_now.content.startswith(SHEET.read_bytes())
    assert "--cover:#7a1f2b" in sheet_now.content.decode()
    packed = client.get(first, headers={"Accept-Encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip" and gzip.decompress(packed.content) == sheet_now.content
    assert "css/portal" not in client.get(reverse("front")).content.decode(), "one stylesheet, not two"
    assert not re.search(r"@import|url\(|</", sheet_now.content.decode())

    change_settings(values={Key.MAIN_COLOUR: "#12602f"}, by=head)
    [second] = re.findall(r"/look/colours-\w+\.css", client.get(reverse("front")).content.decode())
    assert first != second
    assert "--cover:#12602f" in client.get(second).content.decode()
    late = client.get(first)
    assert "--cover:#12602f" in late.content.decode() and "immutable" not in late["Cache-Control"]
    assert client.get("/look/colours-no-digest.css").status_code == 404


def test_links_that_stay_blue_are_not_in_it():
    assert {token.name for token in tokens(Look("#7a1f2b", "", links=False))} == {"cover", "cover-2"}
    assert "--act" not in stylesheet(Look("#7a1f2b", "", links=False))


@pytest.mark.parametrize("kept", ["#ffff00", "red", "#7a1f2b;}body{", ""])
def test_what_stands_in_the_database_and_cannot_be_read_counts_as_nothing(client, kept):
    assert not look_of({**DEFAULTS, Key.MAIN_COLOUR: kept}).is_own


def test_a_colour_is_six_signs():
    assert (
        is_colour("#7a1f2b") and not is_colour("#7A1F2B") and not is_colour("#7a1f2b ") and not is_colour("#7a1f2b\n")
    )


# --- the logo ----------------------------------------------------------------------------------------------


def _choose(client: Client, head, content: bytes, name: str = "logo.png") -> HttpResponse:
    client.force_login(head)
    return client.post(LOGO, {"logo": SimpleUploadedFile(name, content, "image/png")})


def test_a_logo_stands_in_the_header_of_every_page_with_its_words_and_on_every_paper(client, head):
    chair = UserFactory(role=Role.CHAIR)
    load_demo_policy(by_head=head, by_chair=chair, effective_from=localdate())
    change_settings(values={Key.LOGO_WORDS: "An oak tree", Key.MAIN_COLOUR: "#7a1f2b"}, by=head)
    _choose(client, head, saved(sheet((900, 600)), "PNG"))

    page = client.get(reverse("front")).content.decode()
    picture = re.search(r'<img src="(/look/logo-\w+\.webp)" width="(\d+)" height="(\d+)" alt="An oak tree">', page)
    assert picture and (int(picture[2]), int(picture[3])) == (48, 32)
    shown = client.get(picture[1])
    assert shown["Content-Type"] == "image/webp" and "immutable" in shown["Cache-Control"] and not shown.cookies
    assert Image.open(io.BytesIO(shown.content)).size == (96, 64)
    paper = ReadPaper(client.get(reverse("policies:policy-pdf", args=["social-media"])).content)
    assert [figure.attributes["Alt"] for figure in paper.all("Figure")] == ["An oak tree"]


def test_who_and_when_stands_beside_the_logo_and_it_is_taken_off_again(client, head):
    _choose(client, head, saved(sheet(), "PNG"))
    _choose(client, head, saved(sheet(), "PNG"))
    client.post(reverse("school-logo-removal"))
    client.post(reverse("school-logo-removal"))

    changes = list(SettingChange.objects.filter(key=Key.LOGO).values_list("after", flat=True))
    assert len(changes) == 2 and changes[0] == ""
    assert "/look/" not in client.get(reverse("front")).content.decode()
    assert SchoolLogo.objects.count() == 1
    assert str(head) in html.Page(client.get(LOGO).content.decode()).text


def _address(client: Client) -> str:
    return re.search(r"/look/logo-\w+\.webp", client.get(reverse("front")).content.decode())[0]


def test_a_logo_taken_off_or_replaced_is_served_no_more_and_its_picture_is_kept_nowhere(client, head):
    _choose(client, head, saved(sheet((90, 60)), "PNG"))
    first = _address(client)
    shown = client.get(first).content
    _choose(client, head, saved(sheet((60, 60)), "PNG"))
    second = _address(client)

    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    assert shown not in [bytes(row.content) for row in SchoolLogo.objects.all()]

    client.post(reverse("school-logo-removal"))
    assert client.get(second).status_code == 404
    assert {bytes(row.content) for row in SchoolLogo.objects.all()} == {b""}
    assert SchoolLogo.objects.count() == 2 and not RowLeave.objects.exists()

    _choose(client, head, saved(sheet((90, 60)), "PNG"))
    assert _address(client) == first and client.get(first).content == shown


def test_the_picture_of_a_former_logo_is_gone_from_its_row_as_soon_as_another_stands_and_who_when_and_hash_stay(
    client, head
):
    _choose(client, head, saved(sheet((90, 60)), "PNG"))
    first = SchoolLogo.objects.get()
    picture, hash_of_it = bytes(first.content), hashlib.sha256(bytes(first.content)).hexdigest()
    _choose(client, head, saved(sheet((60, 60)), "PNG"))

    now = SchoolLogo.objects.get(pk=first.pk)
    assert (bytes(now.content), now.digest, now.by, now.at) == (b"", hash_of_it, head, first.at)
    changes = list(SettingChange.objects.filter(key=Key.LOGO).order_by("pk"))
    assert changes[0].after[:16] == changes[1].before[:16] == hash_of_it[:16]
    assert all(one.by == head and one.at for one in changes)
    tables = [model for model in apps.get_models() if model._meta.managed]
    kept = [
        (model, field.name) for model in tables for field in model._meta.concrete_fields
        if isinstance(field, BinaryField) and model._base_manager.filter(**{field.name: picture}).exists()
    ]  # fmt: skip
    assert kept == []


def test_the_picture_of_a_former_logo_that_an_earlier_version_kept_goes_by_itself_and_the_one_of_now_stays(
    client, head
):
    SchoolLogo.objects.create(digest="a" * 64, content=b"former", content_type="image/webp", width=1, height=1, by=head)
    _choose(client, head, saved(sheet(), "PNG"))
    former = SchoolLogo.objects.get(digest="a" * 64)
    with transaction.atomic():
        rewrite(former, content=b"former")
    address = _address(client)

    assert (let_go()["former logos"], let_go()["former logos"]) == (1, 0)

    assert bytes(SchoolLogo.objects.get(pk=former.pk).content) == b""
    assert client.get(address).status_code == 200
    assert AuditEvent.objects.get(verb=Verb.RETENTION_RUN).details["former_logos"] == 1
    client.post(reverse("school-logo-removal"))
    with transaction.atomic():
        rewrite(former, content=b"former")
    assert let_go()["former logos"] == 1


def test_a_logo_is_there_under_its_whole_name_alone_and_is_kept_by_nobody_longer_than_a_day(client, head):
    _choose(client, head, saved(sheet(), "PNG"))
    address = _address(client)
    digest = SchoolLogo.objects.get().digest

    found = [end for end in range(1, 65) if client.get(f"/look/logo-{digest[:end]}.webp").status_code != 404]
    assert found == [16]
    assert client.get(address.replace(digest[:16], digest[:16].upper())).status_code == 404
    assert "max-age=86400" in client.get(address)["Cache-Control"]


@pytest.mark.parametrize("label", some_of([*REFUSED, *OTHERS], [*list(REFUSED)[::6], *OTHERS[::8]]))
def test_what_is_no_picture_or_was_made_to_do_harm_is_refused_and_nothing_is_kept(client, head, label):
    content = REFUSED[label] if label in REFUSED else SAFE[label][0]

    answer = _choose(client, head, content)

    assert answer.status_code == 200
    assert html.Page(answer.content.decode()).title.startswith("Error: ")
    assert not SchoolLogo.objects.exists() and not SettingChange.objects.exists()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (SVG, "This is no picture. Save it as PNG, JPEG or WEBP and choose that."),
        (b'<?xml version="1.0"?>\n' + SVG, "This is no picture"),
        (png_of_size(60_000, 60_000), "60,000 by 60,000 points"),
        (saved(sheet((3000, 3)), "PNG"), "far wider than high"),
        (b"", "The file is empty"),
        (b"x" * (4 * 1024 * 1024 + 1), "larger than 4 MB"),
    ],
    ids=["svg", "svg with a head", "bomb", "a line", "nothing", "too large"],
)
def test_a_logo_that_cannot_be_says_what_to_do(client, head, content, said):
    page = html.Page(_choose(client, head, content).content.decode())

    assert said in page.text
    assert not SchoolLogo.objects.exists()


@pytest.mark.parametrize("label", some_of(PICTURES, PICTURES[::6]))
def test_of_a_picture_nothing_is_kept_but_what_there_is_to_see(client, head, label):
    _choose(client, head, SAFE[label][0])

    kept = bytes(SchoolLogo.objects.get().content)
    assert kept.startswith(b"RIFF") and kept[8:12] == b"WEBP"
    assert CANARY.encode() not in everything_in(kept) and SCRIPT not in kept
    assert len(kept) <= MOST_BYTES


def test_a_picture_with_a_page_behind_it_is_a_picture_alone(client, head):
    _choose(client, head, saved(sheet(), "PNG", exif=exif()) + SVG, name="logo.svg")

    kept = SchoolLogo.objects.get()
    assert b"<svg" not in bytes(kept.content) and kept.content_type == "image/webp"


def test_a_logo_with_too_many_details_would_make_every_page_slow(client, head):
    noise = Image.effect_noise((128, 64), 255).convert("RGBA")
    grain = Image.merge("RGBA", [Image.effect_noise((128, 64), 255) for _ in range(3)] + [noise.getchannel("A")])

    answer = _choose(client, head, saved(grain, "PNG"))

    assert answer.status_code == 302 or "too many details" in html.Page(answer.content.decode()).text
    assert all(len(bytes(logo.content)) <= MOST_BYTES for logo in SchoolLogo.objects.all())
