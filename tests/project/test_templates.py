"""Every template compiles, includes what exists, and uses the school's words."""

import re

import pytest

from tests.project import templates
from tests.project.words import TEMPLATES, shown, wrong_words

NAMES = templates.names()


def test_every_template_compiles():
    assert templates.broken() == []


@pytest.mark.parametrize("name", NAMES)
def test_a_template_names_only_templates_that_exist(name):
    text = (TEMPLATES / name).read_text()
    wanted = set(re.findall(r"""{%\s*(?:include|extends)\s+["']([^"']+)["']""", text))

    assert {other for other in wanted if other not in NAMES and not other.startswith(("allauth/", "account/"))} == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_template_shows_the_words_of_the_school(name):
    assert wrong_words(shown((TEMPLATES / name).read_text())) == []


def test_a_wrong_word_is_noticed():
    text = shown('{# import #}<p title="Undo">{% if import %}The <b>roll</b>{% endif %}</p>')

    assert wrong_words(text) == ["'Undo': write 'take this load back'", "'roll': write 'pupil list'"]


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".html")])
def test_a_template_holds_no_style_and_no_script_of_its_own(name):
    text = (TEMPLATES / name).read_text()

    assert not re.search(r"<style\b|\sstyle\s*=|<script(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*[\"']|javascript:|hx-on", text)


def test_the_stylesheet_is_one_small_request():
    css = TEMPLATES.parent / "static" / "css"
    [sheet] = css.rglob("*.css")
    text = sheet.read_text()

    assert len(templates.packed(text)) <= 12 * 1024
    assert not re.search(r"url\(|@import|@font-face", text)
