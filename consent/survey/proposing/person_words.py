"""Word lists: headings about the child, the parent and the submission. They match the output of `plain`."""

import re

from .words import whole

NOT_OWN_DATE = (
    "exported|printed|imported|expiry|expires|valid|joined|admission|leaving|starting school|deadline|trip|event"
)
CHILD = "child|childs|children|childrens|pupil|pupils|student|students|son|daughter|learner|plentyn|disgybl"
PARENT = (
    "parent|parents|carer|carers|guardian|guardians|respondent|respondents|responder|mum|dad|mother"
    "|father|signatory"
    "|adult|your|my|person completing|person giving|person filling|rhiant|submitter|user|account holder"
    "|relative"
)
PART = (
    "full name|first name|last name|middle name|given name|family name|second name|legal name"
    "|preferred name|known as"
    "|christian name|name|names|forename|forenames|surname|surnames|firstname|lastname|fullname|enw|cyfenw"
)
QUALITY = "legal|preferred|full|first|last|given|family|known|current|own|chosen"
NAME_OF = re.compile(rf"\b(?:{PART})s?(?: s)? of (?:your |the |my |a )?(?:(?P<child>{CHILD})|(?P<parent>{PARENT}))\b")
OF_CHILD = re.compile(rf"\b(?:{CHILD}) (?:(?:{QUALITY}) )*(?:{PART})\b")
OF_PARENT = re.compile(rf"\b(?:{PARENT}) (?:(?:{QUALITY}) )*(?:{PART})\b")
BY = re.compile(
    r"^(?:form |survey |consent |permission )?(?:completed|submitted|filled in|filled out|signed"
    r"|answered|given|returned|agreed"
    r"|consented|created|entered|provided|responded|authorised|authorized)(?: in)? by\b|^signature\b"
    r"|^signed$|^print(?:ed)? name"
)
FORE = whole("forename|forenames|first name|firstname|given name|christian name|known as|enw cyntaf|first")
SUR = whole("surname|surnames|last name|lastname|family name|second name|cyfenw|last")
NOT_OURS = whole(
    "emergency|doctor|gp|collect*|collecting|employer|kin|school name|name of school|address|postcode"
    "|post code|phone"
    "|telephone|mobile|tel|password|username|language|gender|sex|ip|collector|browser|device|duration"
    "|time taken|score"
    "|points|ethnicity|title|middle|initials?|house|latitude|longitude|language|points|grade|pet"
    "|nationality|maiden"
    "|medical|health|dentist|surgery|club|teaching assistant|head ?teacher|custom data|user agent"
    "|network id|status"
)
CHILD_WORDS = whole(CHILD)
WHEN_DONE = re.compile(
    r"\b(?:completion|completed|submitted|submission|finish|finished|timestamp|time stamp|answered"
    r"|responded|signed"
    r"|returned|end) ?(?:date|time|on|at|utc|gmt|bst|datetime|and)?\b|\b(?:date|time|day"
    r"|when) (?:of )?(?:submission|completion"
    r"|submitted|completed|received|response|signed|answered|consent|answer|returned|signature|form|finished)"
    r"|\b(?:response|received|consent|answer) (?:date|time)\b|\bdate given\b|\bconsented on\b"
)
WHEN_PLAIN = re.compile(
    r"^(?:date|dates|time|datetime|date (?:and )?time|when|dyddiad|day|last modified(?: time| date)?"
    r"|date modified"
    r"|modified(?: on| time| date)?|last updated|updated(?: on| at)?|last update|time of entry"
    r"|recorded(?: on| at)?"
    r"|entry date|date recorded)$"
)
WHEN_BEGUN = re.compile(
    r"\b(?:start|started|begun|created|opened|added|sent|invited) ?(?:date|time|on|at)?$"
    r"|^date (?:created|started|sent|opened)"
)
BORN = re.compile(r"\b(?:dob|d o b|date of birth|birth ?date|birthday|date born|born|dyddiad geni)\b")
RESPONSE = re.compile(
    r"^(?:(?:survey |form )?(?:submission|response|respondent|entry|form(?= )|record|receipt|application"
    r"|return|case)"
    r" ?(?:id|number|no|num|ref|reference|key|code)?|id|ref|reference|no|number|key|index|row|row (?:id"
    r"|number|no)"
    r"|serial(?: no| number)?|s no|sr no|guid|uuid|unique id|reference (?:no|number))$"
)
ADMISSION = re.compile(
    r"\b(?:admission|adm|ad) ?(?:no|number|num|id)\b|\badno\b|\badmissions? n\w+|^admission$"
    r"|\broll (?:no|number)\b"
    r"|\b(?:pupil|student|child|childs|mis|arbor student|sims) (?:id|no|number|ref|reference|code)\b"
)
CLASS = re.compile(
    rf"^(?:(?:{CHILD}|current|school|our|which|what|in|is|your|my|the|of|name|202\d|new|year|and|s) )*"
    r"(?:class|classes|dosbarth|class ?name|class ?group|form|form group|form class"
    r"|reg(?:istration)? (?:group|form|class)|reg"
    r"|registration|tutor group|teaching group|class code|group)"
    rf"(?: (?:name|code|group|year|form|in|is|and|of|your|the|{CHILD}|202\d|from|september|teacher|s|\d+))*$"
)
YEAR = re.compile(
    rf"^(?:(?:{CHILD}|current|school|nc|which|what|in|is|your|my|the|of|national curriculum) )*"
    rf"(?:year|year group|yr|yr group|yeargroup|year gp|blwyddyn)(?: (?:group|of|in|is|your|{CHILD}))*$"
)
TEACHER = re.compile(
    rf"^(?:(?:{CHILD}|class|form|homeroom|room|your|name|of|the|current|s) )*(?:teacher|teachers|tutor"
    rf"|athro)(?: name)?$"
)
RELATION = re.compile(
    r"\b(?:relationship|relation|perthynas)\b|^i am (?:the|this) |^(?:your|my) role$|^parent or carer$"
)
COMMENT = whole(
    "comment*|anything else|any other|further (?:information|details|comments)|notes?|other information"
    "|more information"
    "|details|additional|any questions|tell us|please explain|please specify|please state|please give"
    "|if no|if not"
    "|if other|reason*|any restrictions|any conditions|sylwadau|remarks?|message|explain|concerns"
)
