"""The things that happen to photo permission. Each is one transaction and one audit event."""

from .comments import read_comment, read_comments
from .decisions import decide, decide_places
from .entries import reject_entry, reopen_entry, settle_entry
from .exports import record_export
from .imports import apply_survey, import_survey
from .opening import finish_opening, receive_survey, refuse_opening
from .paper import record_paper_answers
from .places import add_place, change_place, retire_place, serve_places, take_place_back
from .preparing import begin_reading, finish_reading, refuse_reading
from .staging import cancel_survey, confirm_mapping, hold_file_again, stage_survey
from .undoing import undo_import

__all__ = [
    "add_place",
    "apply_survey",
    "begin_reading",
    "cancel_survey",
    "change_place",
    "confirm_mapping",
    "decide",
    "decide_places",
    "finish_opening",
    "finish_reading",
    "hold_file_again",
    "import_survey",
    "read_comment",
    "read_comments",
    "receive_survey",
    "record_export",
    "record_paper_answers",
    "refuse_opening",
    "refuse_reading",
    "reject_entry",
    "reopen_entry",
    "retire_place",
    "serve_places",
    "settle_entry",
    "stage_survey",
    "take_place_back",
    "undo_import",
]
