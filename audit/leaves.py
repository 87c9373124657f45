"""Leave for single rows of append-only tables (decision record 19)."""

from django.db import models


class RowLeave(models.Model):
    """Leave to delete or change one row of an append-only table, for the transaction in which it is given: the triggers
    ask for it (decision record 19). `audit/erasing.py` alone gives it.

    `never` names a row that there is not. The database looks for it when all is kept, so that whoever leaves one behind
    keeps nothing: outside that transaction nobody ever meets one.
    """

    class Deed(models.TextChoices):
        UPDATE = "update", "to change"
        DELETE = "delete", "to delete"

    table = models.CharField(max_length=63)
    deed = models.CharField(max_length=6, choices=Deed)
    row_key = models.BigIntegerField()
    never = models.ForeignKey("self", on_delete=models.DO_NOTHING, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["table", "deed", "row_key"], name="leave_for_a_row")]

    def __str__(self) -> str:
        return f"leave {self.get_deed_display()} {self.table} {self.row_key}"
