"""Codes of rules in addresses."""


class CodeConverter:
    """A code as policies have them: A4, 1.2.3, 4-b. Whatever else is written there is found by nobody (404)."""

    regex = r"[^/\s]{1,24}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
