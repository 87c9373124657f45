"""Files sent to do harm, and files that tell more than they show (security 2.4; figure 7): refused, or made safe."""

import hashlib
import io
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from incidents.evidence import child
from incidents.evidence.jpeg_segments import without_notes
from incidents.evidence.kinds import FileKind
from incidents.evidence.limits import DEFAULT_LIMITS, MEGABYTE
from incidents.evidence.reading import kept_name, made_safe
from incidents.evidence.refusals import MOVING, RefusedFile

from .hostile_files import NAMES, PDF, REFUSED, SAFE, everything_in
from .hostile_pictures import CANARY, JPEG, PNG, WEBP, exif, saved, sheet

ENDINGS = {"jpeg": "jpg", "png": "png", "webp": "webp", "pdf": "pdf", "text": "txt"}
PICTURES = {"jpeg", "png", "webp"}
OF_EVERY_FILE = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "loop", "background", "timestamp", "duration"}
TOLD = ("Take a screenshot", "print", "Print", "Save it again", "choose", "Choose")
SPELLED = (CANARY.encode(), CANARY.encode("utf-16-le"), CANARY.encode("utf-16-be"), CANARY[::-1].encode())


def test_there_are_more_than_a_hundred_of_them():
    assert len(REFUSED) + len(SAFE) + len(NAMES) > 150


@pytest.mark.parametrize("label", REFUSED)
def test_what_must_be_refused_is_refused_in_words_that_say_what_to_do(label):
    with pytest.raises(RefusedFile) as refusal:
        made_safe(REFUSED[label], "evidence.png")

    assert any(word in str(refusal.value) for word in TOLD)
    assert CANARY not in str(refusal.value)


@pytest.mark.parametrize("label", SAFE)
def test_what_is_kept_holds_nothing_that_was_hidden_in_it(label):
    content, kind = SAFE[label]

    safe = made_safe(content, "evidence.exe")

    assert (safe.kind, safe.name) == (kind, f"evidence.{ENDINGS[kind]}")
    assert [spelled for spelled in SPELLED if spelled in everything_in(safe.content)] == []
    assert b"<script" not in everything_in(safe.content)
    assert safe.sha256_received == hashlib.sha256(content).hexdigest()
    assert safe.sha256_kept == hashlib.sha256(safe.content).hexdigest()
    if kind in PICTURES:
        assert _told_by(safe.content) == ({}, set(), 1)


def _told_by(content: bytes) -> tuple[dict, set[str], int]:
    """What a picture says besides its points: of place and device, anything else, how many there are."""
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return dict(picture.getexif()), set(picture.info) - OF_EVERY_FILE, getattr(picture, "n_frames", 1)


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_picture_is_kept_as_it_is_meant_to_be_seen(turn):
    """The black corner ends where the turn that its phone noted brings it."""
    corners = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}

    picture = Image.open(io.BytesIO(made_safe(saved(sheet(), "JPEG", exif=exif(turn)), "x").content)).convert("L")

    width, height = picture.size
    dark = [
        (x, y) for x in (0, 1) for y in (0, 1) if picture.getpixel((3 + x * (width - 7), 3 + y * (height - 7))) < 100
    ]
    assert (dark, picture.size) == ([corners[turn]], (60, 40) if turn < 5 else (40, 60))


def test_what_there_is_to_see_in_a_pdf_is_still_there():
    safe = made_safe(SAFE["PDF that was changed later"][0], "x")

    reader = PdfReader(io.BytesIO(safe.content))
    assert [page.extract_text() for page in reader.pages] == ["Words that are seen"]
    assert (reader.metadata, reader.outline, sorted(reader.trailer["/Root"])) == (None, [], ["/Pages", "/Type"])


def test_a_photograph_in_a_pdf_keeps_its_points_and_loses_its_notes():
    noted = saved(sheet(), "JPEG", exif=exif(), comment=CANARY.encode(), quality=95)
    plain = without_notes(noted + b"behind it")

    assert CANARY.encode() in noted and CANARY.encode() not in plain and not plain.endswith(b"behind it")
    before, after = (Image.open(io.BytesIO(data)).convert("RGB").tobytes() for data in (noted, plain))
    assert before == after


def test_text_loses_the_signs_that_nobody_sees_and_keeps_the_others():
    marked, emoji = (
        made_safe(SAFE[label][0], "x").content.decode() for label in ("text with marks", "text with emoji")
    )

    assert (marked, emoji) == ("Café, 8:30txt.exe[2J\n", "👩‍👧 said: no ❤️\n")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_becomes_one_that_no_disk_header_or_reader_minds(name):
    given_name = kept_name(name, FileKind.PNG)

    assert given_name.endswith(".png") and 4 < len(given_name) <= 105
    assert not set(given_name) & set('/\\"\r\n\0<>:;|$`%{}\u202e\u2066\u2069\ufeff\u200b')


def test_a_file_over_the_limit_is_not_even_looked_into():
    small = replace(DEFAULT_LIMITS, file_bytes=MEGABYTE)

    with pytest.raises(RefusedFile, match="larger than 1 MB"):
        made_safe(b"x" * (MEGABYTE + 1), "a.txt", small)
    assert made_safe(b"x" * MEGABYTE, "a.txt", small).kind == "text"


def test_the_child_has_so_much_memory_and_no_more():
    tight = replace(DEFAULT_LIMITS, memory_bytes=160 * MEGABYTE)
    large = saved(sheet((6000, 5000)), "PNG")

    with pytest.raises(RefusedFile, match="needs too much room"):
        made_safe(large, "a.png", tight)
    assert made_safe(large, "a.png").kind == "png"


def test_the_largest_picture_that_is_kept_is_kept_in_time():
    began = time.monotonic()

    kinds = [made_safe(saved(sheet((8000, 5000)), form), "x").kind for form in ("JPEG", "PNG", "WEBP")]

    assert kinds == ["jpeg", "png", "webp"]
    assert time.monotonic() - began < 3 * DEFAULT_LIMITS.seconds


def test_a_picture_that_moves_is_told_as_one():
    with pytest.raises(RefusedFile) as refusal:
        made_safe(REFUSED["WEBP that moves"], "x")

    assert str(refusal.value) == MOVING


@given(st.binary(max_size=400))
@settings(max_examples=300)
def test_whatever_bytes_come_are_refused_in_words_or_kept_as_plain_text(content):
    try:
        kind, kept = child.made_safe(content, DEFAULT_LIMITS)
    except RefusedFile as refusal:
        assert str(refusal).endswith(".")
    else:
        assert kind == "text"
        assert not any(ord(sign) < 32 and sign not in "\n\t" for sign in kept.decode())


@given(st.sampled_from([JPEG, PNG, WEBP, PDF]), st.integers(0, 5000), st.integers(0, 255), st.integers(0, 5000))
@settings(max_examples=300)
def test_a_damaged_file_breaks_nothing(whole, at, byte, cut):
    at, cut = at % len(whole), len(whole) - cut % len(whole)
    damaged = (whole[:at] + bytes((byte,)) + whole[at + 1 :])[:cut]

    try:
        kind, kept = child.made_safe(damaged, DEFAULT_LIMITS)
    except RefusedFile as refusal:
        assert str(refusal).endswith(".")
    else:
        assert child.kind_of(kept) == kind


@given(st.text(max_size=200), st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
def test_any_text_that_is_kept_reads_the_same_a_second_time(text, encoding):
    try:
        content = text.encode(encoding)
        _, once = child.made_safe(content, DEFAULT_LIMITS)
    except (RefusedFile, UnicodeEncodeError):
        return
    assert child.made_safe(once, DEFAULT_LIMITS) == ("text", once)
