"""How old somebody must be to read a page: the formula of Flesch and Kincaid over its visible words.

A grade of the United States is a year of school; children of grade 4 to 6 are 9 to 11 years old. Signs, numbers and
what stands in lists of names say nothing about that, so whatever has no sentence of three words is left out.
"""

import re
from html.parser import HTMLParser

_BLOCKS = {
    "p", "li", "h1", "h2", "h3", "dt", "dd", "legend", "label", "summary", "option", "button", "div", "td", "th",
    "span", "a",
}  # fmt: skip
_INLINE = {"span", "a", "strong", "em", "b"}
_LEFT_OUT = {"script", "svg", "nav", "option", "button", "header", "footer", "style", "title"}
_WORD = re.compile(r"[A-Za-z’']+")
_VOWELS = re.compile(r"[aeiouy]+")


class _Sentences(HTMLParser):
    """The text of `main` as pieces: each block of it ends one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = [""]
        self.inside: list[str] = []
        self.is_main = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_main = self.is_main or tag == "main"
        if tag in _LEFT_OUT:
            self.inside.append(tag)
        if tag in _BLOCKS - _INLINE:
            self.pieces.append("")

    def handle_endtag(self, tag: str) -> None:
        self.is_main = self.is_main and tag != "main"
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()
        if tag in _BLOCKS - _INLINE:
            self.pieces.append("")

    def handle_data(self, data: str) -> None:
        left_out = [tag for tag in self.inside if tag != "header"]
        if self.is_main and not left_out:
            self.pieces[-1] += data


def sentences(html: str) -> list[list[str]]:
    """The words of each sentence of a page's main part, of three words or more.

    >>> sentences("<main><p>We read it. You hear from us soon.</p><p>Ring</p></main>")
    [['We', 'read', 'it'], ['You', 'hear', 'from', 'us', 'soon']]
    """
    parser = _Sentences()
    parser.feed(html)
    found = [_WORD.findall(one) for piece in parser.pieces for one in re.split(r"[.!?:;]+(?=\s|$)", piece)]
    return [words for words in found if len(words) > 2]


def syllables(word: str) -> int:
    """About as many as one says.

    >>> [syllables(word) for word in ("complaint", "read", "governors", "little")]
    [2, 1, 3, 2]
    """
    plain = re.sub(r"[^a-z]", "", word.lower())
    count = len(_VOWELS.findall(plain))
    if plain.endswith("e") and not plain.endswith("le") and count > 1:
        count -= 1
    if plain.endswith("ed") and not plain.endswith(("ted", "ded")) and count > 1:
        count -= 1
    return max(count, 1)


def grade(html: str) -> float:
    """The grade of Flesch and Kincaid; 5.0 is about ten years old. Raises ValueError for a page without a sentence.

    >>> round(grade("<main><p>You can send it now. We will read it soon.</p></main>"), 1) < 3
    True
    """
    found = sentences(html)
    words = [word for sentence in found for word in sentence]
    if not words:
        raise ValueError("There is no sentence to read.")
    return 0.39 * len(words) / len(found) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
