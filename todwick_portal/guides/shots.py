"""The pictures of the guides: which page, as whom, on what, and what it shows in words. `make guides` takes them."""

from dataclasses import dataclass

PHONE, DESK = (390, 700), (1000, 640)


@dataclass(frozen=True)
class Shot:
    """One picture. `name` is the file in static/img/guides, `person` the key of a demo person, `address` the page.
    `below` is what the picture begins at, `taps` how many children are tapped first, `alt` what is read instead."""

    name: str
    person: str
    address: str
    alt: str
    size: tuple[int, int] = DESK
    below: str = ""
    dark: bool = False
    taps: int = 0

    @property
    def file(self) -> str:
        return f"img/guides/{self.name}.webp"

    @property
    def width(self) -> int:
        return self.size[0]

    @property
    def height(self) -> int:
        return self.size[1]


SHOTS: dict[str, Shot] = {
    shot.name: shot
    for shot in (
        Shot(
            "head-today",
            "head",
            "/dashboard/",
            "The start page of the headteacher: numbers that each lead to what waits, and the ways on.",
        ),
        Shot(
            "head-report",
            "head",
            "/reports/governors/",
            "A report to governors as a draft: numbers of a term, and the buttons to check for names and to write "
            "beside it.",
        ),
        Shot(
            "lead-incidents",
            "dsl",
            "/incidents/",
            "The list of incidents of the safeguarding lead, with tabs for new, waiting and closed ones.",
        ),
        Shot(
            "office-settings",
            "office",
            "/people/school/",
            "The page School: doors to accounts, lists, the calendar and what is missing.",
        ),
        Shot("office-loads", "office", "/consent/imports/", "The page Load the survey, with the loads of this year."),
        Shot(
            "teacher-check",
            "teacher",
            "/consent/check/?class=3H&where=x_twitter&what=photo&names=none",
            "On a phone: children to tap, each with sign and word once they are chosen.",
            PHONE,
            "#who",
            taps=6,
        ),
        Shot(
            "teacher-report",
            "teacher",
            "/incidents/new/",
            "Reporting an incident: first a warning with numbers to ring, then what kind of thing it was.",
            PHONE,
            dark=True,
        ),
        Shot(
            "chair-record", "chair", "/audit/chain/", "The page Is the record whole, with the last check and its seal."
        ),
        Shot("clerk-panels", "clerk", "/complaints/panels/", "The panels of governors that the clerk arranges."),
        Shot(
            "governor-report",
            "governor",
            "/reports/governors/",
            "Reports to governors, one term in numbers without a name.",
        ),
        Shot(
            "officer-papers",
            "dpo",
            "/data-protection/",
            "Data protection: records of processing, impact assessment, what leaves this server.",
        ),
        Shot(
            "parent-children",
            "parent",
            "/consent/mine/",
            "On a phone: a parent’s own children, each place with Yes or No and a button to stop.",
            PHONE,
        ),
        Shot(
            "nobody-complaint",
            "",
            "/complaints/new/",
            "On a phone: the first page of a complaint, without signing in.",
            PHONE,
        ),
        Shot(
            "nobody-pictures",
            "",
            "/photos/",
            "On a phone: ask to stop a picture, to take it down, or what is agreed.",
            PHONE,
        ),
    )
}
