"""The office takes off somebody's second step after a lost device."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from people.actions.sign_in import NothingToTakeOff, NotYourOwn, reset_second_step
from people.http import SignedInRequest
from people.models import User
from people.permissions import Permission, proved_again, requires
from people.second_step import has_second_step


@proved_again
@requires(Permission.SECOND_STEP_RESET)
def reset(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then take it off; nobody's own."""
    person = get_object_or_404(User, pk=pk)
    own, has_step = person.pk == request.user.pk, has_second_step(person)
    if request.method == "POST":
        try:
            reset_second_step(user=person, by=request.user)
        except (NothingToTakeOff, NotYourOwn):
            return render(request, _PAGE, {"person": person, "own": own, "has_step": has_step}, status=409)
        messages.success(request, f"The second step of {person} is off, and they are told by e-mail.")
        return redirect("people:second-step-reset", pk=pk)
    return render(request, _PAGE, {"person": person, "own": own, "has_step": has_step})


_PAGE = "people/second_step_reset.html"
