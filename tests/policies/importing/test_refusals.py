"""A file that is no policy is refused in words that say what it is and what to do."""

import io
import zipfile

import pytest

from policies.importing import NotAPolicy, propose, read_document
from tests.conftest import SHARED

from . import word_files as w


def zipped(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in members.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return buffer.getvalue()


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b"<a>" + b" " * 60_000_000 + b"</a>")
    return buffer.getvalue()


DOCTYPE = '<!DOCTYPE a [<!ENTITY b "c">]>'
WEB_PAGE = "<!DOCTYPE html><html><body><p>Staff must not.</p></body></html>"
REFUSED = {
    "nothing": (b"", "policy.txt", "The file is empty."),
    "only spaces": (b" \r\n\t ", "policy.txt", "The file is empty."),
    "no words": (b"--- *** ---\n...", "policy.txt", "There is not one sentence"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 90, "policy.txt", "This is a picture"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3", "policy.docx", "This is a PDF."),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 90, "policy.doc", "This is an old Office file"),
    "rich text": (b"{\\rtf1 Staff must not.}", "policy.txt", "(.rtf)"),
    "a web page": (WEB_PAGE.encode(), "policy.txt", "This is a web page"),
    "a table as text": (b"Name,Class,Answer\nA,1,Yes\nB,2,No\nC,3,No\n", "policy.txt", "This is a table"),
    "a table by its name": (b"Staff must not.", "policy.csv", "A file that ends in .csv"),
    "a program": (b"\x7fELF\x02" + b"\0" * 90, "policy.txt", "This is a program"),
    "noise": (bytes(range(256)) * 4, "policy.txt", "This is no text"),
    "a spreadsheet": (zipped(xl__workbook_dot_xml="<a/>"), "policy.docx", "This is a spreadsheet"),
    "a presentation": (zipped(ppt__presentation_dot_xml="<a/>"), "policy.docx", "This is a presentation"),
    "an archive": (zipped(a_dot_txt="Staff must not."), "policy.docx", "This is a packed archive"),
    "a damaged archive": (b"PK\x03\x04" + b"x" * 90, "policy.docx", "The file is damaged"),
    "no body": (zipped(word__document_dot_xml="<a/>"), "policy.docx", "The file is damaged"),
    "an entity": (zipped(word__document_dot_xml=DOCTYPE + "<a>&b;</a>"), "policy.docx", "The file is damaged"),
    "a bomb": (bomb(), "policy.docx", "Unpacked, the file is larger than 50 MB"),
    "macros": (zipped(word__document_dot_xml="<a/>", word__vbaProject_dot_bin="x"), "policy.docx", "macros"),
    "only pictures": (w.document(w.paragraph("")), "policy.docx", "There is no text in this document"),
    "too long": (b"Staff must. " * 120_000, "policy.txt", "The text is longer than any policy"),
    "too many rules": (b"- Staff must go.\n" * 5000, "policy.txt", "more than 3,000 rules"),
    "too large": (b"a " * 6_000_000, "policy.txt", "The file is larger than 10 MB"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_words(name):
    content, file_name, says = REFUSED[name]

    with pytest.raises(NotAPolicy) as refusal:
        propose(read_document(content, file_name))

    assert says in str(refusal.value)


@pytest.mark.skipif(not (SHARED / "samples").is_dir(), reason="the samples do not lie beside this clone")
@pytest.mark.parametrize("path", sorted((SHARED / "samples").glob("v0*.*")), ids=lambda path: path.name)
def test_a_survey_export_is_no_policy(path):
    with pytest.raises(NotAPolicy):
        propose(read_document(path.read_bytes(), path.name))


def test_a_sign_spoilt_in_markdown_of_the_portal_is_named_with_its_line():
    text = "<!-- Written by the school portal. Loaded again, it is the same policy. -->\n\n## A. Staff\n\n"

    with pytest.raises(NotAPolicy, match="Line 5: rule A1 has a strength or a reader"):
        propose(read_document((text + "- **A1** (maybe; for staff) Text\n").encode(), "own.md"))
