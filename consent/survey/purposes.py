"""Where a picture may go and what it may show: the purposes that a school's survey asks about.

These are the defaults for a school that has none yet; afterwards they are data that the school edits.
A destination is a place (the website); a condition is something the picture shows (a name beside it).
"""

from dataclasses import dataclass

DESTINATION = "destination"
CONDITION = "condition"


@dataclass(frozen=True)
class PurposeWords:
    """One purpose and the words by which surveys mean it (domain 4).

    `label` is what people read. `aliases` are phrases as headings word them; case, punctuation, articles
    and the kind of picture ("photo", "photographs", "image") do not matter. In an alias "…" stands for up to
    six words, and "~" before a phrase says that it counts only where the heading names no other place
    ("~display", for a photo may be *displayed on the website*). A phrase that several purposes share
    ("social media") means all of them, unless the heading names one of them as well.
    """

    slug: str
    label: str
    aliases: tuple[str, ...]
    kind: str = DESTINATION


def _phrases(*lines: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for line in lines for phrase in line.split(";") if phrase.strip())


_SOCIAL = "social media; social networks; social networking; socials; cyfryngau cymdeithasol"
_PRINTED = "printed publications; school publications; publications; printed materials; printed material; in print"

DEFAULT_PURPOSES: tuple[PurposeWords, ...] = (
    PurposeWords(
        "website",
        "Website",
        _phrases(
            "website; websites; web site; web sites; web page; web pages; webpage; webpages; web; www",
            "homepage; home page; school site; internet site; class pages; blog; class blog",
            "school blog; online gallery; ~on internet; ~online; gwefan; wefan",
        ),
    ),
    PurposeWords("facebook", "Facebook", _phrases("facebook; face book; fb", _SOCIAL)),
    PurposeWords(
        "x_twitter",
        "X (Twitter)",
        _phrases(
            "twitter; x; x twitter; twitter x; twitter now x; twitter now known as x",
            "x formerly twitter; x formerly known as twitter; x previously twitter; x was twitter",
            "tweet; tweets; tweeted",
            _SOCIAL,
        ),
    ),
    PurposeWords("instagram", "Instagram", _phrases("instagram; insta; insta gram; ig", _SOCIAL)),
    PurposeWords(
        "newsletter",
        "Newsletter",
        _phrases(
            "newsletter; newsletters; news letter; news letters; e newsletter; bulletin; bulletins",
            "~news; school magazine; school newspaper; weekly news; school news; cylchlythyr",
            "cylchlythyrau; gylchlythyr",
            _PRINTED,
        ),
    ),
    PurposeWords(
        "prospectus",
        "Prospectus",
        _phrases(
            "prospectus; prospectuses; school brochure; brochure; brochures; leaflet; leaflets; flyer",
            "flyers; promotional material; promotional materials; promotional literature",
            "marketing material; marketing materials; publicity material; publicity materials",
            "~promotional; ~promotion; ~marketing; ~publicity; ~advertising; adverts; banners",
            "prosbectws; brosbectws",
            _PRINTED,
        ),
    ),
    PurposeWords(
        "display",
        "Display",
        _phrases(
            "displays; display board; display boards; wall display; wall displays; noticeboard",
            "noticeboards; notice board; notice boards; for display; school display; school displays",
            "displayed around school; on display; displayed in school; displayed within school",
            "displayed inside school; displayed in school building; displayed in classroom",
            "displayed in classrooms; displayed on walls; displayed in hall; in corridors",
            "displayed in corridors; display in school; display around school; on walls; on wall",
            "~corridor; ~corridors; entrance hall; foyer; tv screen; tv screens; screens in school",
            "~school building; ~around school; ~in school; ~within school; ~inside school",
            "~internal use; ~display; ~displayed; ~classroom; ~classrooms; ~posters; ~exhibition",
            "arddangosfa; arddangosfeydd; ~arddangos",
        ),
    ),
    PurposeWords(
        "press",
        "Press",
        _phrases(
            "press; local press; newspaper; newspapers; local newspaper; local newspapers",
            "local paper; local papers; local media; news media; print media; local news; in news",
            "journalist; journalists; reporters; radio; tv; television; news outlets; ~media",
            "~broadcast; press photographer; press photographers; newspaper photographer",
            "newspaper photographers; press release; press releases; papur newydd; papurau newydd",
            "wasg; wasg leol",
        ),
    ),
    PurposeWords(
        "photographer",
        "School photographer",
        _phrases(
            "school photographer; school photographers; professional photographer",
            "professional photographers; outside photographer; outside photographers",
            "external photographer; external photographers; photography company; photographic company",
            "outside photography; annual school photo; school photo day; ~photographer",
            "~photographers; ~individual and class photo; ~class photo; ~individual photo; ~photo day",
            "~school portrait; ffotograffydd; ffotograffydd ysgol",
        ),
    ),
    PurposeWords(
        "video",
        "Film",
        _phrases(
            "film; films; filmed; filming; video; videos; videoed; videoing; video recording",
            "video recordings; video clip; video clips; video recorded; videotaped; recorded",
            "moving image; footage; fideo; ffilmio",
        ),
        CONDITION,
    ),
    PurposeWords(
        "name_with_photo",
        "Name with photo",
        _phrases(
            "name … with … photo; name … alongside … photo; name … next to … photo",
            "name … beside … photo; name … accompany … photo; name … under … photo",
            "name … near … photo; name … by … photo; forename … with … photo",
            "forename … alongside … photo; surname … with … photo; photo … with … name",
            "photo … together with … name; photo … alongside … name; photo … include … name",
            "photo … including … name; name and photo; photo and name; named; be named",
            "named in photo; name photo; photo name; name published; name be published; use of name",
            "use name; name used; name be used; name shown; name be shown; caption; captions",
            "captioned; identified by name; enw … gyda … llun",
        ),
        CONDITION,
    ),
)
