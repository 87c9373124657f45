"""The words of a policy on a page: `{{ rule.text|wording }}`, and `{{ limb|wording_line }}` inside a line."""

from django import template
from django.utils.safestring import SafeString

from policies.wording_html import as_html, as_line

register = template.Library()


@register.filter
def wording(text: str) -> SafeString:
    """Paragraphs and lists, made safe."""
    return as_html(text or "")


@register.filter
def wording_line(text: str) -> SafeString:
    """One line without paragraphs, made safe."""
    return as_line(text or "")
