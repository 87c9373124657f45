"""What the school sets for itself: the known keys, each with its default. Stored as `SchoolSetting` rows."""

from enum import StrEnum

from .models import SchoolSetting


class Key(StrEnum):
    """A thing the school may set."""

    SCHOOL_NAME = "school_name"
    OFFICE_PHONE = "office_phone"
    PICTURE_ADVICE = "picture_advice"
    SURVEY_EXPECTED = "survey_expected"
    PERMISSION_BASIS = "permission_basis"
    LESSONS_BEGIN = "lessons_begin"
    LESSONS_END = "lessons_end"


DEFAULTS: dict[Key, str] = {
    Key.SCHOOL_NAME: "Todwick Primary School",
    Key.OFFICE_PHONE: "",
    Key.PICTURE_ADVICE: "Wide or from behind is better. Never a face and a name together.",
    Key.SURVEY_EXPECTED: "",
    Key.PERMISSION_BASIS: "",
    Key.LESSONS_BEGIN: "08:45",
    Key.LESSONS_END: "15:15",
}


def read_all() -> dict[Key, str]:
    """Every setting, the school's own before the default. One query."""
    own = dict(SchoolSetting.objects.values_list("key", "value"))
    return {key: own.get(key, default) for key, default in DEFAULTS.items()}
