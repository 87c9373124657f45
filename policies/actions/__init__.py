"""The things that happen to a policy. Each is one transaction and one audit event."""

from .approving import approve_version, request_changes, submit_version, take_back_version
from .commenting import comment_on_draft, settle_comment
from .drafting import begin_draft, draft_version
from .editing_areas import AreaEntry, add_area, edit_area, join_area, move_area, number_rules, remove_area, split_area
from .editing_rules import RuleEntry, add_rule, edit_rule, join_rule, move_rule, remove_rule, split_rule
from .editing_texts import TextsEntry, edit_texts
from .faults import CannotBeSo, DraftUnderWay, SamePerson, Stale, Unsettled, WrongDay, WrongStatus
from .importing import import_draft, import_policy, new_policy
from .publishing import publish_version, withdraw_version

__all__ = [
    "AreaEntry",
    "CannotBeSo",
    "DraftUnderWay",
    "RuleEntry",
    "SamePerson",
    "Stale",
    "TextsEntry",
    "Unsettled",
    "WrongDay",
    "WrongStatus",
    "add_area",
    "add_rule",
    "approve_version",
    "begin_draft",
    "comment_on_draft",
    "draft_version",
    "edit_area",
    "edit_rule",
    "edit_texts",
    "import_draft",
    "import_policy",
    "join_area",
    "join_rule",
    "move_area",
    "move_rule",
    "new_policy",
    "number_rules",
    "publish_version",
    "remove_area",
    "remove_rule",
    "request_changes",
    "settle_comment",
    "split_area",
    "split_rule",
    "submit_version",
    "take_back_version",
    "withdraw_version",
]
