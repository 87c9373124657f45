"""The fixtures that stand in helper modules of this folder."""

from tests.consent.letters import in_october, poppy
from tests.consent.photo_requests import evening
from tests.consent.school_places import account, all_yes, facebook, no_facebook, no_website, on_x, tablet, wren
from tests.consent.stops import noon

__all__ = [
    "account", "all_yes", "evening", "facebook", "in_october", "no_facebook", "no_website", "noon", "on_x", "poppy",
    "tablet", "wren",
]  # fmt: skip
