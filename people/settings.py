"""What the school sets for itself: the known keys, each with its default. Stored as `SchoolSetting` rows."""

from collections.abc import Mapping
from enum import StrEnum

from django.http import HttpRequest

from .models import SchoolSetting
from .prepared import prepared


class Key(StrEnum):
    """A thing the school may set."""

    SCHOOL_NAME = "school_name"
    OFFICE_PHONE = "office_phone"
    OFFICE_EMAIL = "office_email"
    PICTURE_ADVICE = "picture_advice"
    HELPERS_LINE = "helpers_line"
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
    DRAFT_DAYS = "report_draft_days"
    REMOVAL_HOURS = "removal_hours"
    MORNING_MAIL_AT = "morning_mail_at"
    LEAD_PHONE = "lead_phone"
    LEAD_COVER_PHONE = "lead_cover_phone"
    CHAIR_PHONE = "chair_phone"
    LADO_PHONE = "lado_phone"
    COMPLAINT_ACKNOWLEDGE_DAYS = "complaint_acknowledge_days"
    COMPLAINT_ANSWER_DAYS = "complaint_answer_days"
    COMPLAINT_NEXT_STAGE_DAYS = "complaint_next_stage_days"
    COMPLAINT_PANEL_DAYS = "complaint_panel_days"
    COMPLAINT_LETTER_DAYS = "complaint_letter_days"
    COMPLAINT_MONTHS = "complaint_months"
    COMPLAINT_DATA_DAYS = "complaint_data_days"
    COMPLAINT_ANONYMOUS = "complaint_anonymous"
    COMPLAINTS_TO_CLERK = "complaints_to_clerk"
    COMPLAINT_CLOSING_DAYS = "complaint_closing_days"
    IS_ACADEMY = "is_academy"
    COMPLAINT_DAYS_AGREED = "complaint_days_agreed"
    INCIDENT_DECISION_DAYS = "incident_decision_days"
    LETTER_LOOK_DAYS = "letter_look_days"
    ALIKE_DAYS = "alike_days"
    TOLD_TO_COVER_DAYS = "told_to_cover_days"
    TOLD_TO_CHAIR_DAYS = "told_to_chair_days"
    ACCOUNT_REVIEW_MONTHS = "account_review_months"
    REMOVAL_HEAD_HOURS = "removal_head_hours"
    PICTURE_LOOK_MONTHS = "picture_look_months"
    MAIN_COLOUR = "main_colour"
    SECOND_COLOUR = "second_colour"
    COLOUR_LINKS = "colour_links"
    LOGO = "logo"
    LOGO_WORDS = "logo_words"
    WITHOUT_LOOK = "without_look"
    WITHOUT_SURVEY = "without_survey"
    WITHOUT_SCHOOL_ACCOUNTS = "without_school_accounts"
    WITHOUT_BACKUPS = "without_backups"
    BUNDLE_DAYS = "bundle_days"
    SCHOOL_ADDRESS = "school_address"
    DPO_NAME = "dpo_name"
    DPO_EMAIL = "dpo_email"
    DPO_PHONE = "dpo_phone"
    ICO_NUMBER = "ico_number"
    SERVER_KEPT_BY = "server_kept_by"
    SERVER_PLACE = "server_place"
    ACCESSIBILITY_TRIED_ON = "accessibility_tried_on"
    ACCESSIBILITY_READ_ON = "accessibility_read_on"


DEFAULTS: dict[Key, str] = {
    Key.SCHOOL_NAME: "Todwick Primary School",
    Key.OFFICE_PHONE: "",
    Key.OFFICE_EMAIL: "",
    Key.PICTURE_ADVICE: "Wide or from behind is better. Never a face and a name together.",
    Key.HELPERS_LINE: "Ask the teacher before you take any picture. Never post other people’s children.",
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
    Key.DRAFT_DAYS: "30",
    Key.REMOVAL_HOURS: "48",  # from a stop until the pictures of the child are down
    Key.MORNING_MAIL_AT: "07:00",  # when everybody hears by mail what waits for them
    Key.LEAD_PHONE: "",  # whom to ring for a child at risk: without these four nobody reports in production
    Key.LEAD_COVER_PHONE: "",
    Key.CHAIR_PHONE: "",
    Key.LADO_PHONE: "",
    Key.COMPLAINT_ACKNOWLEDGE_DAYS: "5",  # school days, as the next four
    Key.COMPLAINT_ANSWER_DAYS: "15",
    Key.COMPLAINT_NEXT_STAGE_DAYS: "10",  # to ask for the next stage, or to say that it is not settled
    Key.COMPLAINT_PANEL_DAYS: "20",
    Key.COMPLAINT_LETTER_DAYS: "5",  # from the panel to its letter, and from the papers to the panel
    Key.COMPLAINT_MONTHS: "3",  # after which the form asks why it comes late; it never refuses
    Key.COMPLAINT_DATA_DAYS: "30",  # calendar days: the law, Data (Use and Access) Act 2025
    Key.COMPLAINT_ANONYMOUS: "yes",  # empty: nobody complains without a name
    Key.COMPLAINTS_TO_CLERK: "",  # "yes": every complaint goes to the clerk first, who passes it on
    Key.COMPLAINT_CLOSING_DAYS: "3",  # school days before the last day to ask for the next stage somebody is reminded
    Key.IS_ACADEMY: "",  # "yes": one of the panel is independent of the management (2014 Regulations, Part 7)
    Key.COMPLAINT_DAYS_AGREED: "",  # "yes": the days above are those of the school’s own procedure
    Key.INCIDENT_DECISION_DAYS: "10",  # school days from a report to a decision
    Key.LETTER_LOOK_DAYS: "3",  # school days after a letter about a picture (C1) it is looked whether it is gone
    Key.ALIKE_DAYS: "90",  # how far back an incident is put beside others on the same account or rule
    Key.TOLD_TO_COVER_DAYS: "2",  # school days nobody opened a thing until whoever stands in is told
    Key.TOLD_TO_CHAIR_DAYS: "4",  # and until the chair is
    Key.ACCOUNT_REVIEW_MONTHS: "12",  # how often the office looks at each account of the school (A4)
    Key.REMOVAL_HEAD_HOURS: "24",  # after the last moment of a removal until the headteacher is reminded too
    Key.PICTURE_LOOK_MONTHS: "6",  # proposed until an account is looked through for old pictures again
    Key.MAIN_COLOUR: "",  # "#7a1f2b"; empty: the portal’s own blue
    Key.SECOND_COLOUR: "",  # the ruler under titles; empty: pencil yellow
    Key.COLOUR_LINKS: "yes",  # links and buttons take the main colour too
    Key.LOGO: "",  # the digest of a `SchoolLogo`
    Key.LOGO_WORDS: "",
    Key.WITHOUT_LOOK: "",  # why a step of the first-run guide is not for this school
    Key.WITHOUT_SURVEY: "",
    Key.WITHOUT_SCHOOL_ACCOUNTS: "",
    Key.WITHOUT_BACKUPS: "",
    Key.BUNDLE_DAYS: "30",  # from when a bundle is put together until its file goes
    # What the statements and the records of processing say of the school. Empty is shown as a gap, never made up.
    Key.SCHOOL_ADDRESS: "",
    Key.DPO_NAME: "",
    Key.DPO_EMAIL: "",
    Key.DPO_PHONE: "",
    Key.ICO_NUMBER: "",
    Key.SERVER_KEPT_BY: "",
    Key.SERVER_PLACE: "",
    Key.ACCESSIBILITY_TRIED_ON: "",
    Key.ACCESSIBILITY_READ_ON: "",  # when somebody in school last held the accessibility statement against the site
}
# What may be set at least and at most. Twelve hours is also how long the cookie of a session lives.
BOUNDS: dict[Key, tuple[int, int]] = {
    Key.IDLE_MINUTES: (5, 60),
    Key.IDLE_MINUTES_LEADING: (5, 30),
    Key.SIGNED_IN_HOURS: (1, 12),
    Key.PRIVACY_CHECKUPS: (0, 4),
    Key.COMPLAINT_ACKNOWLEDGE_DAYS: (1, 10),
    Key.COMPLAINT_ANSWER_DAYS: (5, 40),
    Key.COMPLAINT_NEXT_STAGE_DAYS: (5, 40),
    Key.COMPLAINT_PANEL_DAYS: (10, 60),
    Key.COMPLAINT_LETTER_DAYS: (1, 20),
    Key.COMPLAINT_MONTHS: (3, 24),
    Key.COMPLAINT_DATA_DAYS: (1, 30),
    Key.DRAFT_DAYS: (7, 90),
    Key.REMOVAL_HOURS: (12, 168),
    Key.COMPLAINT_CLOSING_DAYS: (1, 10),
    Key.INCIDENT_DECISION_DAYS: (1, 40),
    Key.LETTER_LOOK_DAYS: (1, 20),
    Key.ALIKE_DAYS: (14, 366),
    Key.TOLD_TO_COVER_DAYS: (1, 5),
    Key.TOLD_TO_CHAIR_DAYS: (2, 10),
    Key.ACCOUNT_REVIEW_MONTHS: (3, 24),
    Key.REMOVAL_HEAD_HOURS: (1, 96),
    Key.PICTURE_LOOK_MONTHS: (1, 12),
    Key.BUNDLE_DAYS: (7, 90),
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
    return with_defaults(dict(prepared("settings", None, lambda: SchoolSetting.objects.values_list("key", "value"))))


def with_defaults(own: Mapping[str, str]) -> dict[Key, str]:
    """Every setting by what the school set itself."""
    return {key: own.get(key, default) for key, default in DEFAULTS.items()}


def read_for(request: HttpRequest) -> dict[Key, str]:
    """As `read_all`, once for each request, whoever asks first."""
    return settings_of(request) or keep_for(request, read_all())


def settings_of(request: HttpRequest) -> dict[Key, str] | None:
    """What was read for this request already."""
    return getattr(request, "own_settings", None)


def keep_for(request: HttpRequest, own: dict[Key, str]) -> dict[Key, str]:
    """For whoever read the settings along with something else: `read_for` gives these from then on."""
    request.own_settings = own  # type: ignore[attr-defined]
    return own


def empty_numbers(own: dict[Key, str]) -> list[str]:
    """Whose telephone number is empty, of those that stand above every report of an incident."""
    return [who for key, who in RINGING.items() if not own[key].strip()]


def number(own: Mapping[Key, str], key: Key) -> int:
    """A number the school has set, within its bounds; the default where what is kept is no number."""
    least, most = BOUNDS[key]
    text = own[key] if own[key].isdecimal() else DEFAULTS[key]
    return min(max(int(text[:6]), least), most)


def months_as_days(own: Mapping[Key, str], key: Key) -> int:
    """A number of months the school has set, in days: six months are 182."""
    return number(own, key) * 365 // 12
