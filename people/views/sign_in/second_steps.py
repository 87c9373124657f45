"""One's own second step: what is set up, the phone app, recovery codes."""

from typing import Any

from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from people.actions.sign_in import record_refusal
from people.models import User
from people.permissions import Permission, Zone, proved_again, requires
from people.second_step import has_second_step, is_compulsory

from .changing import changed, proved
from .throttled import Throttled, is_throttled


class IndexView(base.IndexView):
    """What is set up, and what could be."""

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        user: User = self.request.user
        more = {"must": is_compulsory(user), "has_step": has_second_step(user)}
        return {**super().get_context_data(**context), **more}


class AddAppView(Throttled, totp.ActivateTOTPView):
    """Set up the phone app: the picture to scan, the same as letters, and the first code."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        proved(self.request, "totp")
        changed(self.request, "totp", "added")
        return response


class RemoveAppView(totp.DeactivateTOTPView):
    """Take the phone app off."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        held = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP)
        return super().dispatch(request, *args, **kwargs) if held.exists() else redirect("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        changed(self.request, "totp", "removed")
        return response


class RecoveryCodesView(recovery.ViewRecoveryCodesView):
    """The codes, once: after this page nobody can read them again."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        held = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.RECOVERY_CODES)
        return super().dispatch(request, *args, **kwargs) if held.exists() else redirect("mfa_index")


class NewRecoveryCodesView(recovery.GenerateRecoveryCodesView):
    """New codes in place of the old ones."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        changed(self.request, "recovery_codes", "renewed")
        return response


class ProveWithCodeView(Throttled, base.ReauthenticateView):
    """Is it still you? With a code from the phone app, or a recovery code."""

    def form_invalid(self, form: Any) -> HttpResponse:
        if not is_throttled(form):
            record_refusal(user=self.request.user, way="second_step")  # type: ignore[arg-type]
        return super().form_invalid(form)


signed_in = requires(Permission.HOME)
index = signed_in(IndexView.as_view())
add_app = proved_again(signed_in(AddAppView.as_view()))  # the library asks nobody who signs in by mail alone
remove_app = signed_in(RemoveAppView.as_view())
recovery_codes = signed_in(RecoveryCodesView.as_view())
new_recovery_codes = signed_in(NewRecoveryCodesView.as_view())
prove_with_code = requires(Permission.HOME, zone=Zone.DOOR)(ProveWithCodeView.as_view())
