"""What each family of the demo school answers: most say yes to everything, the rest is the story."""

from dataclasses import dataclass, field

from .families import Child

PURPOSES = (
    "website", "facebook", "x_twitter", "newsletter", "prospectus", "display", "press", "photographer", "video",
    "name_with_photo",
)  # fmt: skip
# What the families of whom the story does not tell refuse, one after the other.
_REFUSALS = (
    "", "", "facebook x_twitter", "", "", "press", "", "name_with_photo", "", "", "video", "", "facebook", "", "",
    "website facebook x_twitter press", "", "", "press photographer", "", "name_with_photo video", "",
    "x_twitter", "", "prospectus", "", "website facebook x_twitter newsletter prospectus press video name_with_photo",
    "", "", "website facebook x_twitter newsletter prospectus display press photographer video name_with_photo", "",
)  # fmt: skip
# The six children of the picture in class 3H, in the order of the class. Four have a yes for X.
PICTURE = ("Ava Lockwood", "Ben Armitage", "Esme Dawber", "Finn O'Hara", "Maya Desai", "Omar Siddiqui")


@dataclass(frozen=True)
class Said:
    """What one parent answers: no to `no`, nothing to `empty`, in own words to `wrote`, yes to the rest."""

    no: str = ""
    empty: str = ""
    wrote: dict[str, str] = field(default_factory=dict)
    comment: str = ""

    def cells(self) -> list[str]:
        """The ten answers as they stand in the export."""
        return [self.wrote.get(slug) or self._plain(slug) for slug in PURPOSES]

    def _plain(self, slug: str) -> str:
        if slug in self.empty.split():
            return ""
        return "No" if slug in self.no.split() else "Yes"


TOLD: dict[str, Said] = {
    "Ava Lockwood": Said(no="facebook x_twitter press"),
    "Esme Dawber": Said(),
    "Finn O'Hara": Said(no="website prospectus"),
    "Maya Desai": Said(no="video"),
    "Omar Siddiqui": Said(no="name_with_photo photographer"),
    "Kai Leung": Said(),
    "Sofia Liu": Said(),
    # They look like a yes and are not.
    "Hana Baran": Said(wrote={"facebook": "Yes but not her face"}),
    "Clara Appleyard": Said(no="press", wrote={"name_with_photo": "yes if you ask me first"}),
    "Ming Li": Said(wrote={"press": "OK for the newsletter"}),
    "Eilidh Drummond": Said(no="facebook x_twitter", wrote={"website": "Y (inside school only)"}),
    "Jia Cheung": Said(wrote={"video": "Yes, only from behind"}),
    "Tin Tang": Said(wrote={"facebook": "I do not give permission"}),
    # Comments: three nobody has read yet, two thanks, one condition.
    "Nell Anwar": Said(comment="Happy with all of this, but no pictures at swimming please."),
    "Riley Sandall": Said(comment="We move to Cornwall at Christmas. Please stop using her pictures then."),
    "Otis Fenwick": Said(no="press", comment="Milo has his own form, I have sent both."),
    "Gracie Cowling": Said(comment="Thank you for asking so clearly!"),
    "Gwen Kerr": Said(no="name_with_photo", comment="Lovely to see the class assemblies, keep it up."),
    "Ralph Rawnsley": Said(
        no="website facebook x_twitter prospectus press photographer video name_with_photo",
        comment="Only in group pictures, never on his own.",
    ),
}
# Parents who differ: what the second one says. The fourth was decided by the office.
SECOND_PARENT: dict[str, Said] = {
    "Ben Armitage": Said(no="facebook x_twitter"),
    "Igor Pawlak": Said(no="press"),
    "Mia Yip": Said(no="website video"),
    "Kit Haywood": Said(no="press"),
    # The father of the demo's parent: she sees that one place is not used, and never why.
    "Reggie Cartwright": Said(no="press"),
}
DECIDED = "Kit Haywood"
# From yes to no: permission is stopped in October.
STOPPED: dict[str, Said] = {
    "Kai Leung": Said(no="facebook x_twitter"),
    "Sofia Liu": Said(no="press video"),
}
# They answer in the last fortnight, and what they wrote is to be read or decided: the office sorts out within days.
LATE = (
    "Nell Anwar", "Clara Appleyard", "Hana Baran", "Riley Sandall", "Ming Li", "Eilidh Drummond", "Otis Fenwick",
    "Jia Cheung", "Ralph Rawnsley", "Tin Tang",
)  # fmt: skip
FLAGGED = "Jacob Sorrell"
UNANSWERED = ("Wren Varley",)
AS_DOUBTFUL_ROW = {
    "Zuzanna Wójcik", "Bertie Quarmby", "Eoin Gallagher", "Niamh Gallagher", "Josie Umpleby", "Ned Thackray",
    "Alice Schofield", "Ilham Jama", "Kemi Bankole", "Tobe Bankole", "Lily Ramsden", "Phoebe Ransome",
}  # fmt: skip


def said_by_default(child: Child) -> Said:
    """The answers of a child of whom the story does not tell more."""
    told = TOLD.get(child.name)
    if told:
        return told
    refused = _REFUSALS[(child.year * 11 + child.slot * 7) % len(_REFUSALS)]
    empty = "prospectus" if (child.year + child.slot) % 29 == 3 and "prospectus" not in refused else ""
    return Said(no=refused, empty=empty)


def said_last_year(child: Child) -> Said:
    """Last year's answers: a little other than this year's, and without today's doubts."""
    comment = "Thank you, all fine with us." if child.name == "Gwen Kerr" else ""
    return Said(no=_REFUSALS[(child.year * 5 + child.slot * 3) % len(_REFUSALS)], comment=comment)
