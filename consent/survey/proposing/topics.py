"""Word lists: what a heading may be about. Patterns match the output of `content` or `plain`."""

import re

from .words import whole

PICTURE = whole(
    "photo|photographed|photography|photographing|photographic|photographer*|film|films|filmed|filming|video*"
    "|footage|likeness|camera|fideo|ffilmio|ffotograffydd|appear|appears|appearing|feature|features|featured"
    "|videotaped|recorded"
)
CONSENT = whole(
    "consent*|permission*|permit*|agree|agrees|agreed|agreement|allow|allowed|may we|can we|may school"
    "|can school"
    "|may your|can your|may my|happy|authoris*|authoriz*|approve*|give|grant|granted|willing|object*"
    "|opt|withhold"
    "|release*|exclu*|keep off|keep my|withdraw*|declin*|mind|restrict*|problem*|prohibit*|remove*|want|wish"
    "|refuse|okay"
    "|ok|used|use|publish*|caniatad|caniatau"
)
# Subjects that are never a photo permission unless the heading speaks of pictures as well.
OTHER_TOPIC = whole(
    "trip|trips|visit|visits|outing*|excursion*|residential|swim*|minibus|travel|transport|sun ?cream"
    "|sunscreen"
    "|plasters?|calpol|paracetamol|walk home|walk|home alone|collect*|pick up|after ?school|breakfast"
    "|club|clubs"
    "|acceptable|policy|policies|aup|internet|online safety|e ?safety|ict|ipads?|chromebooks?|device*|computer*"
    "|homework|app|apps"
    "|biometric*|fingerprint*|cashless|lunch*|meal*|food|cook*|tasting|baking|face paint*|pets?"
    "|animals?|privacy"
    "|home school|behaviour|behavior|uniform|attendance|library|text|texts|sms|emergency|worship|rse|vaccin*"
    "|dental|volunteer*|parking|fundraising|gift aid|data|information|gdpr|email*|contact|read|log ?in"
    "|password"
    "|artwork|work|survey|feedback|local area|plays?|sports? day only|medicine*|phone|mobile"
)
USAGE = whole(
    "how|why|which school|do you use|do you have|you use|are you on|have you|often|rate|useful|helpful|satisf*"
    "|receive|subscribe|sign up|signed up|join|follow"
    "|follows|hear|find out|preferred|do you prefer|would you prefer|do you want a|orders?|buy|purchase"
    "|communicat*|visited|look at|check|log|access|member|terms|rules"
    "|enjoy*|favou?rite|improve*|like about|kept informed|like to see|easy|respectful*"
)
SPECIAL = whole(
    "allerg*|medic*|health|doctor*|gp|gps|sen|send|senco|ehcp|disab*|religio*|faith|ethnic*|custody|court"
    "|social worker*|diet*|fsm|free school meals?|asthma|inhaler*|epi ?pen*|first aid|illness*|looked after"
    "|adopted|adoption|safeguarding|additional needs|special needs|special educational|nationality"
    "|first language"
    "|home language|child protection|care order|separated|estranged|restraining|pupil premium|benefits"
    "|epilep*"
    "|diabet*|surgery|dentist|hospital|immunis*|vaccin*|sun ?cream|halal|vegetarian|vegan|national insurance"
)
PLEDGE = re.compile(
    r"\b(?:i|parents?|carers?|families) (?:will|shall|must|should|agree|undertake|promise|understand)"
    r"(?: (?:that )?(?:i|we))?(?: (?:will|must|should|shall|may))? (?:not|never)\b"
    r"|\b(?:agree|promise|undertake|understand|asked) not to\b"
    r"|\b(?<!with )other (?:children|child|childrens|pupils?|families|parents|peoples|students)\b"
    r"|\bothers children\b|\btaken by (?:me|parents?|families|us)\b|\bpersonal use\b"
    r"|\b(?:photos?|photographs?|pictures?) (?:that )?(?:i|we) take\b"
    r"|\bparents? (?:may|can|are allowed to|to) take\b"
)
TELLS = whole("i understand|i am aware|we understand|i have read|i acknowledge")
GIVES = whole("consent*|permission*|give|agree|happy|allow|authoris*|authoriz*|object*|objection*")
# The words by which a question asks for permission, whatever place it names.
FRAME = whole(
    "consent*|permission*|permit*|agree*|allow*|may we|can we|may school|can school|may your|can your|may my|can my"
    "|happy|authoris*|authoriz*|approve*|give|granted|willing|opt(?:ed|ing)? in|(?:may|can) (?:be|appear|use)"
)
# A film may also be something to look at.
WATCHED = whole("watch*|games?|club|clubs|cinema|pg|rated|certificate|dvds?|night|evening|favourite")
_EXAMPLES = r"\b(?:e g|eg|such as|for example|for instance|including|i e)\b.*"
EXAMPLES = re.compile(_EXAMPLES)
_FILLER = (
    "school childs child children childrens pupil pupils student students on in of for to be at by "
    "and or with from is are use used using page pages account accounts feed site consent consents "
    "permission permissions perm yes no n tick ticked please status my your we may can do you give "
    "given i am happy agree allow local social media platform platforms official shown show "
    "published publish share shared post posted posts upload uploaded around within public area "
    "areas e g eg etc granted opt out not photo photographed photos only internal external all via "
    "into x answer would like that will it any his her as well other such including include parent "
    "carer response value form permit allowed materials new both where"
    " release produce produced purposes purpose magazines printed keep off exclude excluded withdraw withdrawn"
    " decline declined mind restrict restricted remove own also any over emailed channel channels inside"
    " outside being have problem problems"
)
FILLER = frozenset(_FILLER.split())
