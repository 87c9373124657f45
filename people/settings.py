"""What the school sets for itself: the known keys, each with its default. Stored as `SchoolSetting` rows."""

from enum import StrEnum

from django.http import HttpRequest

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
    IDLE_MINUTES = "idle_minutes"
    IDLE_MINUTES_LEADING = "idle_minutes_leading"
    SIGNED_IN_HOURS = "signed_in_hours"
    PRIVACY_CHECKUPS = "privacy_checkups"
    LEAD_PHONE = "lead_phone"
    LEAD_COVER_PHONE = "lead_cover_phone"
    CHAIR_PHONE = "chair_phone"
    LADO_PHONE = "lado_phone"


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
    Key.IDLE_MINUTES: "30",
    Key.IDLE_MINUTES_LEADING: "15",  # headteacher, safeguarding lead, chair, clerk
    Key.SIGNED_IN_HOURS: "12",
    Key.PRIVACY_CHECKUPS: "2",  # a school year; 0 means that nobody is reminded
    Key.LEAD_PHONE: "",  # whom to ring for a child at risk: without these four nobody reports in production
    Key.LEAD_COVER_PHONE: "",
    Key.CHAIR_PHONE: "",
    Key.LADO_PHONE: "",
}
# What may be set at least and at most. Twelve hours is also how long the cookie of a session lives.
BOUNDS: dict[Key, tuple[int, int]] = {
    Key.IDLE_MINUTES: (5, 60),
    Key.IDLE_MINUTES_LEADING: (5, 30),
    Key.SIGNED_IN_HOURS: (1, 12),
    Key.PRIVACY_CHECKUPS: (0, 4),
}
# The numbers that stand above every report of an incident, in the order of the page.
RINGING: dict[Key, str] = {
    Key.LEAD_PHONE: "the safeguarding lead",
    Key.LEAD_COVER_PHONE: "whoever stands in for the safeguarding lead",
    Key.CHAIR_PHONE: "the chair of governors",
    Key.LADO_PHONE: "the LADO, the designated officer of the local authority",
}


def read_all() -> dict[Key, str]:
    """Every setting, the school's own before the default. One query."""
    own = dict(SchoolSetting.objects.values_list("key", "value"))
    return {key: own.get(key, default) for key, default in DEFAULTS.items()}


def read_for(request: HttpRequest) -> dict[Key, str]:
    """As `read_all`, once for each request, whoever asks first."""
    own: dict[Key, str] | None = getattr(request, "own_settings", None)
    if own is None:
        own = read_all()
        request.own_settings = own  # type: ignore[attr-defined]
    return own


def empty_numbers(own: dict[Key, str]) -> list[str]:
    """Whose telephone number is empty, of those that stand above every report of an incident."""
    return [who for key, who in RINGING.items() if not own[key].strip()]


def number(own: dict[Key, str], key: Key) -> int:
    """A number the school has set, within its bounds; the default where what is kept is no number."""
    least, most = BOUNDS[key]
    text = own[key] if own[key].isdecimal() else DEFAULTS[key]
    return min(max(int(text[:6]), least), most)
