"""Trying a file of one's own: what is not shown is counted, and what cannot be read is said to a visitor."""

import io

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from tests import html

pytestmark = pytest.mark.django_db


def tried(client, content: bytes, name: str = "ours.csv") -> html.Page:
    upload = io.BytesIO(content)
    upload.name = name
    return html.Page(client.post(reverse("demo-trial"), {"file": upload}).content.decode())


def survey_of(rows: int) -> bytes:
    """Answers of so many children, each with a comment of its own."""
    head = "Timestamp,Child's full name,Class,May we use photos of your child on the school website?,Comments"
    lines = [f"{localdate():%d/%m/%Y} 09:00,Wren{n} Ashdown,3H,Yes,Only number {n} please" for n in range(rows)]
    return "\n".join([head, *lines]).encode()


def test_comments_beyond_the_first_thirty_are_counted(client):
    text = tried(client, survey_of(32)).text

    assert "32 comments somebody must read" in text
    assert "Only number 29 please And 2 more, not listed here." in text


def test_all_comments_of_a_short_file_are_listed(client):
    text = tried(client, survey_of(3)).text

    assert "Only number 2 please" in text and "not listed here" not in text


def test_a_file_without_a_question_stays_on_the_page_that_takes_files(client):
    page = tried(client, b"word,meaning\nox,an animal\nyew,a tree\n", "words.csv")

    assert page.title.startswith("Error: Try your own file")
    assert "No column of this file looks like a question about photo permission." in page.text
    assert "answers in the file" not in page.text


def test_a_visitor_is_sent_to_no_page_that_needs_an_account(client):
    columns = b"UPN,Legal surname,Legal forename,Date of birth,Admission number,Reg group,Year\n"
    page = tried(client, columns + b"H801200001001,Ashdown,Wren,01/02/2018,004001,3H,3\n", "pupils.csv")

    assert "This looks like the pupil list. Export the answers to your survey, and try that file." in page.text
    assert "Load a list" not in page.text


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7 " + bytes(200), "This is a PDF, not a spreadsheet."),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "This is a picture, not a spreadsheet."),
        (b"II*\x00" + bytes(200), "This is a picture, not a spreadsheet."),
        (bytes([0, 0, 0, 24]) + b"ftypheic" + bytes(200), "This is a picture or a film, not a spreadsheet."),
        (bytes(range(256)) * 4, "It may be a picture, a film or a program, whatever its name says."),
    ],
)
def test_what_a_file_is_stands_in_the_answer(client, content, what):
    assert what in tried(client, content).text


def test_the_same_comment_of_many_is_shown_once_with_its_count_and_the_children(client):
    content = survey_of(8).decode()
    for number in range(8):
        content = content.replace(f"Only number {number} please", "Thank you!" if number % 2 else "thank  you")

    text = tried(client, content.encode()).text

    assert "8 comments somebody must read" in text and "8 times" in text
    assert text.lower().count("thank you") == 1
    assert all(f"Wren{number} Ashdown" in text for number in range(8))
