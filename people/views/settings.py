"""What the school sets for itself: an index, and a page for each group."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from people.actions.settings import (
    NeedsNumber,
    NothingSet,
    NotTogether,
    SetMeanwhile,
    Theirs,
    change_settings,
)
from people.forms import SettingsForm
from people.http import SignedInRequest
from people.look import in_both_schemes, look_of
from people.permissions import Permission, proved_to_send, requires
from people.setting_groups import BY_SLUG, GROUP_OF, Group
from people.setting_history import history_of, newest_of
from people.setting_rules import SettingFault
from people.settings import Key, read_all

from .setting_context import beside, doors_for, index_for, meanwhile

CONFLICT = 409


@require_safe
@requires(Permission.SETTINGS_EDIT)
def settings(request: SignedInRequest) -> HttpResponse:
    """Every setting as it stands, by what it is for."""
    groups = index_for(request.user, read_all(), history_of(list(GROUP_OF), most=1))
    return render(request, "people/settings.html", {"groups": groups})


@require_http_methods(["GET", "POST"])
@proved_to_send
@requires(Permission.SETTINGS_EDIT)
def settings_group(request: SignedInRequest, slug: str) -> HttpResponse:
    """The settings of one group, each with where it comes from and who changed it."""
    if slug not in BY_SLUG:
        raise Http404
    group, sent = BY_SLUG[slug], request.POST if request.method == "POST" else None
    allows = request.user.has_perm(Permission.GIVING_ALLOW)
    form = SettingsForm(sent, kept=read_all(), group=group, may_allow_giving=allows, seen=newest_of(group.keys))
    if not form.is_valid():
        return _shown(request, form, group)
    try:
        change_settings(values=form.as_texts(), by=request.user, seen=form.cleaned_data["seen"])
        messages.success(request, "Saved. It counts from now on.")
    except NothingSet as fault:
        messages.info(request, str(fault))
    except NeedsNumber as fault:
        form.add_error(str(fault.key), str(fault))
        return _shown(request, form, group)
    except NotTogether as fault:
        _refuse(form, fault.faults)
        return _shown(request, form, group)
    except SetMeanwhile as fault:
        return _clash(request, form, group, fault)
    return redirect(request.path)


@require_http_methods(["GET", "POST"])
@proved_to_send
@requires(Permission.SETTINGS_EDIT)
def of_complaints(request: SignedInRequest) -> HttpResponse:
    """The days of complaints and who may complain how. Complaints under way keep the days they were told."""
    return settings_group(request, "complaints")


@require_http_methods(["GET", "POST"])
@proved_to_send
@requires(Permission.SETTINGS_EDIT)
def of_statements(request: SignedInRequest) -> HttpResponse:
    """What the statements and the records of processing say of the school."""
    return settings_group(request, "statements")


def _refuse(form: SettingsForm, faults: Sequence[SettingFault]) -> None:
    for fault in faults:
        form.refuse(fault)


def _clash(request: SignedInRequest, form: SettingsForm, group: Group, fault: SetMeanwhile) -> HttpResponse:
    """Both choices, and what was typed; sent again, this one counts, for the other is known now. What the other set
    besides, and this one did not touch, stands there as the other set it, and the page says so."""
    for one in fault.theirs:
        if one.own is not None:
            form.add_error(str(one.key), meanwhile(one))
    _refuse(form, fault.faults)
    form.show_instead(request.POST, fault.left, seen=fault.seen)
    return _shown(request, form, group, fault.theirs, status=CONFLICT)


def _shown(
    request: SignedInRequest, form: SettingsForm, group: Group, theirs: Sequence[Theirs] = (), status: int = 200
) -> HttpResponse:
    keys = [key for key in group.keys if str(key) in form.fields]
    facts = {one.key: one for one in beside(keys, read_all(), history_of(keys))}
    besides = {one.key: meanwhile(one) for one in theirs if one.own is None}
    context = {
        "form": form,
        "group": group,
        "rows": [(form[str(key)], facts[key], form.nearest.get(str(key), ""), besides.get(key, "")) for key in keys],
        "is_conflict": status == CONFLICT,
        "besides": [besides[key] for key in keys if key in besides],
        "doors": doors_for(request.user, group.doors),
        "shown": in_both_schemes(look_of(read_all())) if Key.MAIN_COLOUR in keys else None,
    }
    return render(request, "people/settings_group.html", context, status=status)
