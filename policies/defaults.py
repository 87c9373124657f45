"""The platforms that a new portal starts with. Data from then on: the school changes, adds and leaves out its own.

The ages are what the makers say for the United Kingdom. Nobody of the school has looked them up on the first day, and
each line says so until somebody did.
"""

from typing import Any

PLATFORMS = (
    ("Facebook", 13, ""),
    ("Instagram", 13, ""),
    ("Snapchat", 13, ""),
    ("TikTok", 13, ""),
    ("WhatsApp", 13, ""),
    ("X (Twitter)", 13, ""),
    ("YouTube", 13, "Younger children only through an account that a parent manages."),
)


def ensure_defaults(apps: Any, using: str) -> None:
    """Write the platforms into an empty table. `apps` may be those of an earlier state without the table."""
    try:
        platforms = apps.get_model("policies", "Platform").objects.using(using)
    except LookupError:
        return
    if not platforms.exists():
        platforms.bulk_create(platforms.model(name=name, minimum_age=age, note=note) for name, age, note in PLATFORMS)
