"""The sign-in pages that a closed school site has, address by address. No sign-up, no change of address."""

from allauth.account import views
from django.urls import path, re_path

from .permissions import Permission, proved_again, public, requires
from .views.sign_in import entrance, passkeys, providers, renewing, second_steps, sessions

signed_in = requires(Permission.HOME)

urlpatterns = [
    path("login/", entrance.login, name="account_login"),
    path("logout/", public(views.logout), name="account_logout"),
    path("login/code/", entrance.request_code, name="account_request_login_code"),
    path("login/code/confirm/", entrance.confirm_code, name="account_confirm_login_code"),
    path("login/passkey/", entrance.passkey_login, name="mfa_login_webauthn"),
    path("login/second-step/", entrance.second_step, name="mfa_authenticate"),
    path("login/with/refused/", providers.refused, name="socialaccount_login_error"),
    path("login/with/cancelled/", providers.cancelled, name="socialaccount_login_cancelled"),
    path("login/with/<slug:provider_id>/", providers.leave, name="openid_connect_login"),
    path("login/with/<slug:provider_id>/callback/", providers.come_back, name="openid_connect_callback"),
    path("password/reset/", public(views.password_reset), name="account_reset_password"),
    path("password/reset/done/", public(views.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public(views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        public(views.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("password/set/", proved_again(signed_in(views.password_set)), name="account_set_password"),
    path("password/change/", signed_in(views.password_change), name="account_change_password"),
    path("reauthenticate/", renewing.prove_with_password, name="account_reauthenticate"),
    path("reauthenticate/mail/", renewing.prove_by_mail, name="account_reauthenticate_by_mail"),
    path("reauthenticate/code/", second_steps.prove_with_code, name="mfa_reauthenticate"),
    path("reauthenticate/passkey/", passkeys.prove_with_passkey, name="mfa_reauthenticate_webauthn"),
    path("second-step/", second_steps.index, name="mfa_index"),
    path("second-step/app/", second_steps.add_app, name="mfa_activate_totp"),
    path("second-step/app/removal/", second_steps.remove_app, name="mfa_deactivate_totp"),
    path("second-step/passkeys/new/", passkeys.add_passkey, name="mfa_add_webauthn"),
    path("second-step/passkeys/removal/", passkeys.remove_passkey, name="mfa_remove_webauthn"),
    path("second-step/recovery-codes/", second_steps.recovery_codes, name="mfa_view_recovery_codes"),
    path("second-step/recovery-codes/new/", second_steps.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("sessions/", sessions.session_list, name="usersessions_list"),
    path("signup/", public(views.signup), name="account_signup"),
    path("inactive/", public(views.account_inactive), name="account_inactive"),
]
