"""The fixtures that stand in helper modules of this folder."""

from tests.consent.letters import in_october, poppy
from tests.consent.photo_requests import evening
from tests.consent.stops import noon

__all__ = ["evening", "in_october", "noon", "poppy"]
