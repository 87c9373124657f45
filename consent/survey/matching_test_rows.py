"""Rows that somebody typed to try the form out."""

import re
from collections.abc import Container

_TEST_WORD = re.compile(
    r"test(?:s|ing|er|y|row|child|pupil|name|data|entry)?\d*|dummy\d*|sample|example|fake|demo|trial"
    r"|asdf\w*|sdfg\w*|qwer\w*|zxcv\w*|hjkl|abcd?e?f?|foo|bar|([a-hj-z])\1{2,}|x{2,}|ignore|delete"
)


def has_test_word(key: str, known_words: Container[str]) -> bool:
    """Whether a folded name holds a word such as test, dummy or asdf that is no pupil's name (domain 5.4).

    >>> has_test_word("test child", set()), has_test_word("ella dummy", {"ella", "dummy"})
    (True, False)
    """
    return any(_TEST_WORD.fullmatch(word) and word not in known_words for word in key.split())
