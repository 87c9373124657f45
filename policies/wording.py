"""The seal of a wording that was put before a reader."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from .content import PolicyText

# What is no wording of the policy: the school's help beside it, what is listed elsewhere, keys of the database.
NOT_SEALED_OF_POLICY = ("in_short", "open_points")
NOT_SEALED_OF_RULE = ("why", "tags", "related", "identity")


def text_hash(wording: PolicyText) -> str:
    """SHA-256 of the policy's own words in canonical JSON: sorted keys, no spaces, UTF-8.

    The same for the same words whoever reads them and whenever; another one for any other word, strength, reader,
    code or order.
    """
    text = json.dumps(_sealed(wording), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _sealed(wording: PolicyText) -> dict[str, Any]:
    values = asdict(wording)
    for name in NOT_SEALED_OF_POLICY:
        del values[name]
    for rule in (rule for area in values["areas"] for rule in area["rules"]):
        for name in NOT_SEALED_OF_RULE:
            del rule[name]
    return values
