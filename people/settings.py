"""What the school sets for itself: the known keys, each with its default. Stored as `SchoolSetting` rows."""

from enum import StrEnum

from .models import SchoolSetting


class Key(StrEnum):
    """A thing the school may set."""

    SCHOOL_NAME = "school_name"
    OFFICE_PHONE = "office_phone"
    OFFICE_EMAIL = "office_email"
    PICTURE_ADVICE = "picture_advice"
    SURVEY_EXPECTED = "survey_expected"
    PERMISSION_BASIS = "permission_basis"
    PARENTS_MAY_GIVE = "parents_may_give"
    LESSONS_BEGIN = "lessons_begin"
    LESSONS_END = "lessons_end"
    SECOND_STEP_ROLES = "second_step_roles"


DEFAULTS: dict[Key, str] = {
    Key.SCHOOL_NAME: "Todwick Primary School",
    Key.OFFICE_PHONE: "",
    Key.OFFICE_EMAIL: "",
    Key.PICTURE_ADVICE: "Wide or from behind is better. Never a face and a name together.",
    Key.SURVEY_EXPECTED: "",
    Key.PERMISSION_BASIS: "",
    Key.PARENTS_MAY_GIVE: "",
    Key.LESSONS_BEGIN: "08:45",
    Key.LESSONS_END: "15:15",
    Key.SECOND_STEP_ROLES: "",  # further roles that must have a second step, such as "staff governor"
}


def read_all() -> dict[Key, str]:
    """Every setting, the school's own before the default. One query."""
    own = dict(SchoolSetting.objects.values_list("key", "value"))
    return {key: own.get(key, default) for key, default in DEFAULTS.items()}
