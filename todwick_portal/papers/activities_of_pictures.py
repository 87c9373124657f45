"""Photo permission, pictures and what is asked about them."""

from .periods import Kept
from .shape import EVERY, Activity

PERMISSION = "The permission of a parent or carer (Article 6(1)(a)). It can be stopped at any time, as easily as given."
TASK = "The school’s public task of running the school (Article 6(1)(e))."
SAFEGUARDING = (
    "Where a note tells of harm or a court order: substantial public interest, safeguarding of children (Article "
    "9(2)(g); Data Protection Act 2018, Schedule 1, paragraph 18)."
)

PICTURES: tuple[Activity, ...] = (
    Activity(
        key="permission",
        title="Photo permission",
        purpose="To know for each child and each place whether a picture may be used, and to show later why it was.",
        basis=PERMISSION,
        people="Pupils; parents and carers who answered; staff who loaded, sorted out or decided",
        data="Name and class of the child; name, e-mail address and relationship of who answered; what was asked and "
        "answered, when; a condition in the words of who read the comment",
        readers="Teachers read Yes, No or Ask the office. Office, headteacher and safeguarding lead read the answers.",
        kept=(Kept.ANSWERS, Kept.SURVEY_FILES, Kept.COMMENTS, Kept.CHECKS),
        measures=("least", "roles", "append", "record", "isolation", "zones"),
        models=(
            "consent.SurveyImport",
            "consent.StagedSurvey",
            "consent.SurveyMapping",
            "consent.ConsentResponse",
            "consent.ConsentAnswer",
            "consent.ConsentRetraction",
            "consent.ConsentDecision",
            "consent.ReviewEntry",
            "consent.ReviewWaiting",
            "consent.DeskItem",
            "consent.RecordedCheck",
            "consent.CheckedChild",
        ),
        recipients=EVERY,
    ),
    Activity(
        key="pictures",
        title="Pictures that were posted, and their removal",
        purpose="To know where a picture of a child is out, so that it comes down when a permission ends.",
        basis=f"{TASK} Taking a picture down after a stop: a legal obligation (Articles 6(1)(c), 7(3) and 17).",
        people="Pupils in pictures; staff who posted, hold an account or took a picture down",
        data="Where and when a picture was posted, which children are in it, what their permission was then; what "
        "became of it. The pictures themselves are not kept here.",
        readers="Who posted it and who holds the account; office, headteacher, safeguarding lead. A parent reads how "
        "many of their own child are down, once the office has released it.",
        kept=(Kept.POSTS,),
        measures=("least", "roles", "append", "record"),
        models=(
            "consent.Post",
            "consent.PostedChild",
            "consent.TakenDown",
            "consent.FoundOutStill",
            "consent.PostHanding",
            "consent.PictureReview",
            "consent.RemovalList",
            "consent.RemovalCause",
            "consent.RemovalItem",
            "consent.RemovalLook",
            "people.SchoolAccount",
        ),
        recipients=EVERY,
    ),
    Activity(
        key="photo-requests",
        title="Requests about pictures without an account",
        purpose="So that somebody without an account can have a picture stopped or taken down.",
        basis=f"{TASK} Requests of the people themselves: a legal obligation (Article 6(1)(c), rights of Chapter III).",
        people="Whoever asks; the child it is about; who answers",
        data="What was typed: name and class of the child, who asks, how to reach them, the message; what was done",
        readers="Office and headteacher",
        kept=(Kept.PHOTO_REQUESTS, Kept.TRIES),
        measures=("anonymous", "throttle", "roles", "record"),
        models=("consent.PhotoRequest", "consent.PhotoHold"),
        recipients=EVERY,
    ),
)
