"""Names that no policy may have in its address: the portal has pages there."""

RESERVED = frozenset(
    {"new", "desk", "search", "documents", "platforms", "privacy-checkup", "leaver-letters", "rule-uses"}
)
