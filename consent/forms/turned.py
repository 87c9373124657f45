"""The tick for answers that an entry turns into a yes."""

from collections.abc import Sequence

from django import forms

from consent.turning import Turned, TurnsToYes


class AcceptedForm(forms.Form):
    """A form that is sent once more, with a tick for just the answers that it showed, where some become a yes."""

    accepted = forms.CharField(required=False, max_length=64)
    turned: Sequence[Turned] = ()
    said_by = "the paper"

    def ask_about(self, fault: TurnsToYes) -> None:
        """Show the answers that become a yes, each with what it was, and a tick that stands for just these."""
        self.turned, self.stamp = fault.turned, fault.stamp
        self.add_error("accepted", str(fault))
