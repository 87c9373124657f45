"""What the school sets for itself, but for its complaints: a field for each key."""

from collections.abc import Callable

from django import forms

from people.settings import RINGING, Key

from .setting_fields import bounded, colour, line, morning_time, other_roles, ringing, tick, time_of_day

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

FIELDS: dict[Key, Callable[[], forms.Field]] = {
    Key.SCHOOL_NAME: lambda: forms.CharField(
        label="Name of the school", max_length=80, error_messages={"required": "Write the name of the school."}
    ),
    Key.OFFICE_PHONE: line("Telephone number of the office", "It stands at the foot of every page.", 40),
    Key.OFFICE_EMAIL: lambda: forms.EmailField(
        label="E-mail address of the office",
        help_text="For parents who have no account.",
        required=False,
        error_messages={"invalid": "Write it like office@school.example."},
    ),
    Key.PICTURE_ADVICE: line("Advice on taking pictures", "It stands where a picture is checked."),
    Key.HELPERS_LINE: line(
        "What helpers and visitors read before they take a picture",
        "It stands on their page and on the sheet with the square code that leads there.",
    ),
    Key.SURVEY_EXPECTED: lambda: forms.DateField(
        label="When are this year’s survey answers expected?",
        help_text="Leave it empty if the day is not known.",
        required=False,
        widget=DATE,
        error_messages={"invalid": "Write the day, such as 3/9/2026."},
    ),
    Key.PERMISSION_BASIS: line(
        "Why the school asks for permission", "The lawful basis, as your data-protection officer words it."
    ),
    Key.PARENTS_MAY_GIVE: lambda: forms.BooleanField(
        label="Parents may give permission here too, and not only stop it", required=False
    ),
    Key.LESSONS_BEGIN: lambda: time_of_day("Lessons begin at", "Write when lessons begin."),
    Key.LESSONS_END: lambda: time_of_day("Lessons end at", "Write when lessons end."),
    Key.SECOND_STEP_ROLES: other_roles,
    Key.IDLE_MINUTES: bounded(
        Key.IDLE_MINUTES,
        "After how many minutes away is somebody asked again who they are?",
        "Staff, office, governors and parents. Yes, No and Ask the office stay open.",
    ),
    Key.IDLE_MINUTES_LEADING: bounded(
        Key.IDLE_MINUTES_LEADING,
        "After how many minutes headteacher, safeguarding lead, chair and clerk?",
        "They see most.",
    ),
    Key.SIGNED_IN_HOURS: bounded(
        Key.SIGNED_IN_HOURS,
        "After how many hours does every sign-in end?",
        "However busy somebody is.",
    ),
    Key.PRIVACY_CHECKUPS: bounded(
        Key.PRIVACY_CHECKUPS,
        "How often in a school year are staff reminded of their privacy check-up?",
        "None means that nobody is reminded.",
    ),
    Key.DRAFT_DAYS: bounded(
        Key.DRAFT_DAYS,
        "After how many days is a report let go of that was begun and not sent?",
        "Its writer reads the day beside it. A parent’s criticism goes after one day.",
    ),
    Key.REMOVAL_HOURS: bounded(
        Key.REMOVAL_HOURS,
        "Within how many hours do pictures of a child come down after a stop?",
        "Account holders are reminded then.",
    ),
    Key.BUNDLE_DAYS: bounded(
        Key.BUNDLE_DAYS,
        "After how many days does the file with somebody’s data go, which was put together for them?",
        "Whoever asked can fetch it until then.",
    ),
    Key.MORNING_MAIL_AT: lambda: morning_time(
        "At what time does the morning mail go out?",
        "It says what waits, to those for whom something does. From 5:00 to 10:00.",
    ),
    Key.TOLD_TO_COVER_DAYS: bounded(
        Key.TOLD_TO_COVER_DAYS,
        "After how many school days does whoever stands in hear of what nobody opened?",
        "Requests, answers, incidents and complaints.",
    ),
    Key.TOLD_TO_CHAIR_DAYS: bounded(
        Key.TOLD_TO_CHAIR_DAYS,
        "After how many school days does the chair hear of it?",
        "By its reference alone, and at least a day after whoever stands in.",
    ),
    Key.REMOVAL_HEAD_HOURS: bounded(
        Key.REMOVAL_HEAD_HOURS,
        "How many hours after that is the headteacher reminded too?",
        "Of pictures that are still not down: by a mail of its own, and in the morning mail.",
    ),
    Key.ACCOUNT_REVIEW_MONTHS: bounded(
        Key.ACCOUNT_REVIEW_MONTHS,
        "How often, in months, does the office look at each school account?",
        "Who holds it, and how to get it back.",
    ),
    Key.PICTURE_LOOK_MONTHS: bounded(
        Key.PICTURE_LOOK_MONTHS,
        "After how many months is an account looked through for old pictures again?",
        "It is proposed, and can be another day each time.",
    ),
    Key.INCIDENT_DECISION_DAYS: bounded(
        Key.INCIDENT_DECISION_DAYS,
        "Within how many school days is an incident decided?",
        "It counts from the day of the report.",
    ),
    Key.LETTER_LOOK_DAYS: bounded(
        Key.LETTER_LOOK_DAYS,
        "How many school days after a letter about a picture does somebody look whether it is gone?",
        "It is proposed with the letter.",
    ),
    Key.ALIKE_DAYS: bounded(
        Key.ALIKE_DAYS,
        "How many days back does an incident stand beside others on the same account or rule?",
        "Never beside others on the same people.",
    ),
    Key.MAIN_COLOUR: colour(
        "Main colour",
        "The header, and links and buttons. Write it like #7a1f2b. Empty: the portal’s own blue.",
    ),
    Key.COLOUR_LINKS: tick(
        "Links and buttons take the main colour too",
        "Else they stay blue. Red, green and violet are colours of marks here: blue links are clearer then.",
    ),
    Key.SECOND_COLOUR: colour(
        "Second colour", "The line under each title, and the numbers of what waits. Empty: pencil yellow."
    ),
    Key.LOGO_WORDS: line(
        "What the logo shows, in words", "For who cannot see it, such as: An oak tree. Empty: it is decoration.", 120
    ),
    Key.LOGO: line("Logo", "", 120),
    Key.WITHOUT_LOOK: line("Why the school keeps the portal’s own look"),
    Key.WITHOUT_SURVEY: line("Why no survey is loaded"),
    Key.WITHOUT_SCHOOL_ACCOUNTS: line("Why no school account is registered"),
    Key.WITHOUT_BACKUPS: line("Why no backup is made by the portal"),
    **{
        key: ringing(f"Telephone number of {who}", "For a child at risk. It stands above every report.")
        for key, who in RINGING.items()
    },
}
