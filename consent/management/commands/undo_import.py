"""`manage.py undo_import`: take one load of answers back."""

from typing import Any

from django.core.management.base import CommandParser

from audit.commands import PlainCommand
from consent.actions import undo_import
from consent.faults import ConsentFault
from consent.models import SurveyImport

from ._files import refusing


class Command(PlainCommand):
    help = "Take one import back: what it brought counts no longer, later answers stand. Exit 2 if it cannot be."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("import_id", type=int, help="the number that import_survey printed")

    def handle(self, *args: Any, **options: Any) -> None:
        with refusing(self):
            survey = SurveyImport.objects.filter(pk=options["import_id"]).first()
            if survey is None:
                raise ConsentFault(f"There is no import {options['import_id']}. Look at the list of loads.")
            undo_import(survey=survey, by=None)
            self.stdout.write(f"Import {survey.pk} ({survey}) is taken back.")
