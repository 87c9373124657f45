"""The purposes that a new portal starts with. Data from then on: the school retires and adds its own."""

from django.apps import apps

from .survey.purposes import DEFAULT_PURPOSES

PLATFORMS = {"facebook", "x_twitter", "instagram"}


def ensure_defaults(using: str = "default") -> None:
    """Write the default purposes into an empty table."""
    purposes = apps.get_model("consent", "Purpose").objects.using(using)
    if purposes.exists():
        return
    purposes.bulk_create(
        purposes.model(
            slug=words.slug,
            label=words.label,
            kind=words.kind,
            aliases=list(words.aliases),
            position=position,
            is_social_media=words.slug in PLATFORMS,
        )
        for position, words in enumerate(DEFAULT_PURPOSES, start=1)
    )
