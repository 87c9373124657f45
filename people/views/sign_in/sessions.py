"""Where you are signed in: see it, end one, end all."""

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from people.actions.sign_in import end_sessions
from people.http import SignedInRequest
from people.permissions import Permission, requires

from .changing import end_others


@requires(Permission.HOME)
def session_list(request: SignedInRequest) -> HttpResponse:
    """The sessions of this person alone. POST `end`: a number, `others` or `all`."""
    if request.method == "POST":
        return _end(request, request.POST.get("end", ""))
    UserSession.objects.create_from_request(request)
    sessions = sorted(UserSession.objects.purge_and_list(request.user), key=lambda one: one.last_seen_at, reverse=True)
    rows = [
        {"session": one, "device": device(one.user_agent), "here": one.session_key == request.session.session_key}
        for one in sessions
    ]
    rows.sort(key=lambda row: not row["here"])
    return render(request, "usersessions/session_list.html", {"rows": rows, "others": len(rows) - 1})


def _end(request: SignedInRequest, which: str) -> HttpResponse:
    if which == "all":
        end_sessions(user=request.user, by=request.user)
        return _out(request)
    if which == "others":
        end_others(request)
        messages.success(request, "You are signed out everywhere but here.")
        return redirect("usersessions_list")
    number = int(which) if which.isdecimal() and len(which) < 18 else 0
    one = UserSession.objects.filter(user=request.user, pk=number).first()
    if one is None:
        messages.info(request, "That one had ended already.")
        return redirect("usersessions_list")
    here = one.session_key == request.session.session_key
    end_sessions(user=request.user, by=request.user, only=one)
    if here:
        return _out(request)
    messages.success(request, "That one is signed out.")
    return redirect("usersessions_list")


def _out(request: HttpRequest) -> HttpResponse:
    get_adapter().logout(request)
    return redirect("account_login")


BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
MACHINES = (
    ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "an Android device"), ("CrOS", "a Chromebook"),
    ("Windows", "a Windows computer"), ("Mac OS", "a Mac"), ("Linux", "a Linux computer"),
)  # fmt: skip


def device(agent: str) -> str:
    """What a browser says of itself, in words.

    >>> device("Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Safari/605")
    'Safari on an iPad'
    >>> device("")
    'A browser on a device we do not know'
    """
    browser = next((word for sign, word in BROWSERS if sign in agent), "A browser")
    machine = next((word for sign, word in MACHINES if sign in agent), "a device we do not know")
    return f"{browser} on {machine}"
