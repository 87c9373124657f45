"""The words of a policy on a page: `{{ rule.text|wording }}`, and `{{ limb|wording_line }}` inside a line."""

from django import template

from policies.wording_html import as_html, as_line

register = template.Library()


@register.filter
def wording(text: str) -> str:
    """Paragraphs and lists, made safe."""
    return as_html(text or "")


@register.filter
def wording_line(text: str) -> str:
    """One line without paragraphs, made safe."""
    return as_line(text or "")
