"""Every guide, by its name in addresses, and whose it is."""

from .of_families import OF_FAMILIES
from .of_governors import OF_GOVERNORS
from .of_school import OF_SCHOOL
from .shape import Guide

GUIDES: dict[str, Guide] = {guide.slug: guide for guide in (*OF_SCHOOL, *OF_GOVERNORS, *OF_FAMILIES)}
# Whose guide is whose, by the role that somebody holds.
OF_ROLE = {
    "head": "head", "dsl": "safeguarding-lead", "office": "office", "staff": "teacher", "chair": "chair",
    "vice_chair": "chair", "clerk": "clerk", "governor": "governor", "dpo": "data-protection-officer",
    "parent": "parent",
}  # fmt: skip
