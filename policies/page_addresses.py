"""Addresses of pages that lead from one part of the policies to another."""

from django.urls import NoReverseMatch, reverse


def address(name: str, *arguments: object) -> str:
    """The address of a page of this app, empty where the portal has no such page."""
    try:
        return reverse(f"policies:{name}", args=arguments)
    except NoReverseMatch:
        return ""
