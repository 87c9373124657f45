"""The words by which a sentence says how firmly it speaks (requirements 4). What they mean together: `strengths`."""

import re

from policies.words import Strength

S = Strength
_PERMISSION = r"(?:permission|consent|agreement|approval|authori[sz]ation)"

# A sentence that tells what others hold or what is known binds nobody.
REPORTED = re.compile(
    r"\b(?:it is|is) (?:generally|commonly|widely|well) (?:understood|known|accepted|recogni[sz]ed)\b"
    r"|\b(?:should|must|is to) be read (?:together|in conjunction|alongside|with)\b"
)
# "When a school has to close, ..." asks nothing of anybody.
IN_A_CLAUSE = re.compile(r"^((?:when|if|where|because|since|as) \w+(?: \w+){0,3}) (?:has|have|needs?) to\b")
ALWAYS_FIRST = re.compile(
    r"\b(?:under|in) no circumstances\b|\bon no account\b|\bat no time\b|\bmust never\b|\bmay never\b|^never\b"
)
NOBODY = re.compile(
    r"^(?:nobody|no one|none(?: of (?:us|them|you))?|no(?: [\w'-]+){1,10}?)"
    r" (?:(?P<should>should|ought)|may|must|shall|can|will|is (?:allowed|permitted)|are (?:allowed|permitted))\b"
)
WORDS: tuple[tuple[Strength, re.Pattern[str]], ...] = (
    (S.MUST_NOT, re.compile(r"\b(?:must(?: also| therefore)? not|mustn't|shall not|may not|do not have permission)\b")),
    (
        S.MUST_NOT,
        re.compile(
            r"\b(?:must|shall|will|have to|has to|needs? to|required to)"
            r" (?:\w{1,20}ly )?(?:refrain|abstain|desist) from\b"
            r"|\bmust (?:\w{1,20}ly )?avoid\b"
            r"|\b(?:we|school) (?:do|does) not (?:allow|permit|tolerate|let"
            r"|accept(?! (?:any )?(?:responsibility|liability)))\b"
        ),
    ),
    (
        S.MUST_NOT,
        re.compile(
            r"\bnot (?:be )?tolerated\b|\b(?:is|are) unacceptable\b|\b(?:is|are) (?:not|never) to\b"
            r"|\b(?:pupils?|child|children|staff|visitors?|volunteers?|parents|governors?) cannot (?!be\b)"
        ),
    ),
    (
        S.MUST_NOT,
        re.compile(
            r"\b(?:is|are|be) (?:strictly |absolutely )?(?:not|never) (?:allowed|permitted|acceptable)\b"
            r"|\b(?:is|are) (?:strictly |absolutely )?(?:forbidden|prohibited|banned)\b|^do not\b|^don't\b"
        ),
    ),
    (
        S.ONLY_IF,
        re.compile(
            r"^only (?:[\w'-]+ ){1,10}?(?:may|can|should|must|shall|will|are (?:allowed|permitted))\b"
            r"|\b(?:may|can|will) only\b|\b(?:are|is) only (?:allowed|permitted)\b"
            r"|\b(?:may|can) be \w+ (?:\w+ ){0,6}?only\b"
            r"|\b(?:may|can) (?!not)(?:\w+ ){1,6}?only (?:by|with|in|on|at|during|for|through|from)\b"
            r"|\b(?:may not|(?:is|are) not (?:allowed|permitted)|cannot)\b[^.;:]{1,120}? unless\b"
            r"|\bonly (?:if|when|where|after|once)\b|\b(?:may|can) (?!not)[^.;:]{0,80}? with (?:\w+ ){0,3}?"
            + _PERMISSION
            + r"\b"
            r"|\bonly with (?:\w+['’]?\w* ){0,5}"
            + _PERMISSION
            + r"|\b(?:may|can|(?:is|are) (?:allowed|permitted))\b(?! not)[^.;:]{0,120}?"
            r" (?:provided|on condition|as long as)\b"
        ),
    ),
    (
        S.MUST,
        re.compile(
            r"\bmust\b|\bshall\b|\b(?:is|are) (?:required|obliged|obligated|bound) to\b|\b(?:has|have|needs?) to\b"
            r"|\b(?:has|have) (?:a|the) (?:legal )?(?:duty|responsibility|obligation) to\b"
            r"|\b(?:is|are) to be (?:\w{1,20}ly )?\w{1,20}(?:ed|en|ept|ent|eld|ut|ade|ught|ead|orn|old|et|own)\b"
            r"|\b(?:staff|teachers?|pupils?|child|children|parents?|carers|visitors?|volunteers?|helpers|governors?|leaders?"
            r"|head ?teacher|lead|they|he or she|user) (?:is|are) to (?!be\b|have\b)"
            r"|^(?:always|do) (?!not\b|you\b|we\b|i\b|they\b)(?=[a-z])[^?]*$|^(?:always|do):?$"
            r"|^(?:i|we) (?:promise|agree|undertake|pledge) (?:to|that|not to)\b"
            r"|^(?:i|we) (?:have|know|understand)\b[^.;:]{0,120}? and (?:i |we )?will\b"
            r"|\b(?:is|are) responsible for(?: \w+ing\b|:)"
            r"|\bit is (?:essential|compulsory|mandatory|a requirement) (?:that|to)\b"
            r"|\b(?:is|are) (?:compulsory|mandatory)\b"
            r"|^(?:all|every|each|any)\b[^.;:]{0,200}? will\b"
        ),
    ),
    (
        S.SHOULD_NOT,
        re.compile(
            r"\bshould (?:also )?(?:not|never)\b(?! have been)|\bshouldn't\b|\bought not\b"
            r"|\b(?:are|is) (?:\w{1,20}ly )?(?:asked|requested|urged|expected) not to\b|\bwe ask (?:\w+ ){1,5}?not to\b"
            r"|\bshould (?:\w{1,20}ly )?(?:refrain from|avoid)\b|^(?:please )?(?:refrain from|avoid)\b"
            r"|\b(?:asked|requested|expected|encouraged|advised|urged|reminded) to (?:refrain from|avoid)\b"
            r"|^please (?:do not|don't)\b|\bwe would (?:rather|prefer)\b[^.;:]{1,80}? not\b"
        ),
    ),
    (S.RECOMMENDED_NOT, re.compile(r"\brecommend(?:ed|s)? (?:\w+ ){0,5}?not\b|\bnot recommended\b")),
    (
        S.RECOMMENDED_NOT,
        re.compile(r"\b(?:best|better|wiser?|sensible|advisable) (?:not to|to avoid)\b|\bbest avoided\b"),
    ),
    (S.RECOMMENDED_NOT, re.compile(r"\badvised? (?:\w+ )?(?:not to|against)\b")),
    (
        S.STRONGLY_DISCOURAGED,
        re.compile(r"\b(?:strongly |actively )?discouraged?\b|\bstrongly advised? (?:\w+ )?(?:not to|against)\b"),
    ),
    (
        S.SHOULD,
        re.compile(
            r"\bshould\b(?! (?:not )?have been)|\bought to\b"
            r"|\bwe (?:ask|expect|invite|encourage|urge|request|advise|would like) (?:\w+ ){1,5}?to\b"
            r"|^(?:please|kindly) (?!do not\b|don't\b|note\b|see\b|refer\b|find\b|refrain\b|avoid\b)"
            r"|\bit (?:would|will|does|helps?)\b[^.;:]{0,20}\bhelp[^.;:]{0,20} (?:if|when)\b"
            r"|\bwe (?:would be|are) grateful if\b"
            r"|\b(?:advisable|good practice|sensible|helpful|wise) (?:for (?:\w+ ){1,4})?to\b|\badvisable that\b"
            r"|\bwe ask that\b|\bwe would (?:rather|prefer)\b"
            r"|\b(?:is|are) (?:\w{1,20}ly )?(?:expected|asked|requested|urged|encouraged|advised|reminded|invited) to\b"
        ),
    ),
)
