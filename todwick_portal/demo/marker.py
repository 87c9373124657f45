"""How a database that the demo made is told from one that holds a real school."""

from people.models import Pupil, RollImport, SchoolSetting, User

KEY = "demo_school"


def put() -> None:
    """Mark this database as made by the demo. The last thing it writes."""
    SchoolSetting.objects.create(key=KEY, value="1")


def is_demo() -> bool:
    """Whether the demo made this database."""
    return SchoolSetting.objects.filter(key=KEY).exists()


def found() -> list[str]:
    """What is in the database, in words; empty for a new one."""
    counts = {
        "accounts": User.objects.count(),
        "pupils": Pupil.objects.count(),
        "loaded lists": RollImport.objects.count(),
    }
    return [f"{count} {what}" for what, count in counts.items() if count]
