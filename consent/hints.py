"""What the roll tells the proposal of a mapping: names, classes and e-mail addresses to recognise columns by."""

from people.models import PupilContact, SchoolClass

from .survey.proposing import RollHints
