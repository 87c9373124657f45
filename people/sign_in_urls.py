"""The sign-in pages of django-allauth that a closed school site has. No sign-up, no change of address."""

from allauth.account import views
from django.urls import path, re_path

from .permissions import Permission, public, requires

signed_in = requires(Permission.HOME)

urlpatterns = [
    path("login/", public(views.login), name="account_login"),
    path("logout/", public(views.logout), name="account_logout"),
    path("login/code/", public(views.request_login_code), name="account_request_login_code"),
    path("login/code/confirm/", public(views.confirm_login_code), name="account_confirm_login_code"),
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
    path("password/set/", signed_in(views.password_set), name="account_set_password"),
    path("password/change/", signed_in(views.password_change), name="account_change_password"),
    path("reauthenticate/", signed_in(views.reauthenticate), name="account_reauthenticate"),
    path("signup/", public(views.signup), name="account_signup"),
    path("inactive/", public(views.account_inactive), name="account_inactive"),
]
