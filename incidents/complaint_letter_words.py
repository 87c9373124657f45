"""The portal's own words for the letters about a complaint, until the school puts its own in their place."""

from .complaints.letter_kinds import ComplaintLetterKind

_TO = "[address]\n\nDear [name],\n\n"
_FROM = "With kind regards,\n[school]\n[reference]"
_RING = "You can ring us on [phone]. We are glad to explain.\n\n"
_PAGE = "You can see how it stands, and write to us, with your reference and access code: [status page]\n\n"
_NO_HARM = "Complaining never changes how we treat you or your child.\n\n"

OURS = {
    ComplaintLetterKind.RECEIVED: (
        f"{_TO}Thank you for telling us. We have your complaint, and it counts as received on [received].\n\n"
        "It stands at: [stage]. You get our answer by [answer by].\n\n"
        f"{_NO_HARM}{_PAGE}{_RING}{_FROM}"
    ),
    ComplaintLetterKind.LOOKING: (
        f"{_TO}We are still looking into your complaint. We are sorry that it takes this long.\n\n"
        "It stands at: [stage]. You get our answer by [answer by]. If that day has to change again, we tell you "
        "before it comes, and why.\n\n"
        f"{_PAGE}{_RING}{_FROM}"
    ),
    ComplaintLetterKind.OUTCOME: (
        f"{_TO}We have looked into your complaint, which counts as received on [received].\n\n"
        "What came of it: [finding].\n\n"
        "[reason]\n\n"
        "What we will do:\n[actions]\n\n"
        "If you do not agree, you can ask for the next stage until [next stage by].\n\n"
        f"{_PAGE}{_RING}{_FROM}"
    ),
    ComplaintLetterKind.REMOVAL: (
        f"{_TO}Thank you for bringing your complaint to us. We are dealing with it here.\n\n"
        "We have learnt that something about it can also be seen online. We do not say that you did anything against "
        "the law. We ask you kindly to take it down, and to ask anybody you sent it to for the same.\n\n"
        "[picture rule]\n\n"
        "[complaint rule]\n\n"
        "Would you let us know when it is done? Whatever you decide, your complaint goes on as before.\n\n"
        f"{_RING}{_FROM}"
    ),
    ComplaintLetterKind.THANKS: (
        f"{_TO}Thank you for bringing this to us, and for the time you gave it. What you told us helps us to do "
        "better.\n\n"
        "What we will do:\n[actions]\n\n"
        f"If there is more to say, tell us at any time.\n\n{_FROM}"
    ),
}
