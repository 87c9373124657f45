"""What a moment of the demo is: who you become, where you land, what you will see there."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse

from people.models import User

from .demo_people import DEMO_PEOPLE


@dataclass(frozen=True)
class Scene:
    """One *Show me* link: who you become, where you land, and what you will see there."""

    person: str
    who: str
    title: str
    text: str
    find: Callable[[], str] = field(repr=False)

    @property
    def address(self) -> str:
        """Where the scene plays. It is looked up, for a visitor may have changed what waits."""
        return self.find()


def to(name: str, *args: str) -> Callable[[], str]:
    """A page that is always there."""
    return lambda: reverse(name, args=args)


def account(key: str) -> User | None:
    """One of the people of the bar; None while the demo school is not told."""
    return User.objects.filter(email=next(p.email for p in DEMO_PEOPLE if p.key == key)).first()
