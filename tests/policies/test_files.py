"""What a related document's file may be: told by its content, whatever it is called."""

import pytest

from policies.files import LOCKED, MOST_BYTES, NEITHER, PDF, TOO_LARGE, WITH_MACROS, WORD, BadFile, check_file

from .made import PDF_BYTES, word_bytes


@pytest.mark.parametrize("name", ["policy.pdf", "policy.exe", "policy", "policy.docx"])
def test_a_pdf_is_one_whatever_it_is_called(name):
    checked = check_file(PDF_BYTES, name)

    assert (checked.kind, checked.name) == (PDF, "policy.pdf")


def test_a_word_document_is_known_by_what_is_in_its_package():
    checked = check_file(word_bytes(), "Anti-bullying policy.docx")

    assert (checked.kind, checked.name) == (WORD, "Anti-bullying policy.docx")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg onload='alert(1)'>", NEITHER),
        (b"<html>%PDF-1.7 %%EOF</html>", NEITHER),
        (b"", NEITHER),
        (b"MZ\x90\x00", NEITHER),
        (b"PK\x03\x04 not a package", NEITHER),
        (word_bytes(kind="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"), NEITHER),
        (word_bytes(kind="application/vnd.ms-word.document.macroEnabled.main+xml"), WITH_MACROS),
        (word_bytes(more={"word/vbaProject.bin": b"x"}), WITH_MACROS),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"E\0n\0c\0r\0y\0p\0t\0e\0d", LOCKED),
        (b"\xd0\xcf\x11\xe0 an old .doc", NEITHER),
        (b"%PDF-1.7 cut off", "not whole"),
        (b"%PDF-" + b"x" * MOST_BYTES, TOO_LARGE),
    ],
)
def test_anything_else_is_refused_in_words_that_help(content, said):
    with pytest.raises(BadFile, match=said.split(".")[0].replace("(", r"\(").replace(")", r"\)")):
        check_file(content, "policy.pdf")


def test_a_package_whose_list_is_a_bomb_is_not_unpacked():
    bomb = word_bytes(more={"[Content_Types].xml": b" " * (1024 * 1024)})

    with pytest.raises(BadFile):
        check_file(bomb, "policy.docx")


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "C:\\x\\y.pdf", 'a"b\r\nSet-Cookie: x.pdf', "\u202egpj.exe", "‮" * 300, "...", "<b>.pdf"],
)
def test_the_name_given_out_holds_nothing_that_a_disk_or_a_header_minds(name):
    given = check_file(PDF_BYTES, name).name

    assert given.endswith(".pdf") and len(given) <= 105
    assert not set(given) & set('/\\"\r\n<>:\u202e')
