"""The demo's five moments worth seeing. Each opens the product as the right person at the right page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scene:
    """One *Show me* link: who you become, where you land, and what you will see."""

    person: str
    address: str
    title: str
    text: str


SCENES: tuple[Scene, ...] = ()
