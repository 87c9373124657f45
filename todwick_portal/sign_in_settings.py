"""How people sign in: the settings of django-allauth. Read by `settings.py`, which holds what depends on the mode."""

import re

from django.core.exceptions import ImproperlyConfigured
from environs import Env

env = Env()

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "people.adapters.accounts.PortalAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True  # written and withheld: an unknown address costs what a known one costs
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
PASSWORD_RESET_TIMEOUT = 60 * 60
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
    "reset_password_from_key": "20/m/ip",
    "tablet": "10/10m/ip,60/h/key",  # codes for class tablets: from one address, and in all
}

# The second step: a code from a phone app, or a passkey (fingerprint, face or PIN).
MFA_ADAPTER = "people.adapters.second_step.PortalSecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the school gave every address itself
MFA_FORMS = {
    "authenticate": "people.adapters.codes.SecondStepForm",
    "reauthenticate": "people.adapters.codes.ProofForm",
    "add_webauthn": "people.adapters.codes.AddDeviceForm",
    "authenticate_webauthn": "people.adapters.codes.DeviceStepForm",
    "login_webauthn": "people.adapters.codes.DeviceLoginForm",
    "reauthenticate_webauthn": "people.adapters.codes.DeviceProofForm",
}
MFA_RATE_LIMITS = {"webauthn_login": "30/m/ip"}

# Signing in with Microsoft 365 or Google, for staff and governors. Off until the school sets it.
SOCIALACCOUNT_ADAPTER = "people.adapters.providers.PortalProviderAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link, since a form may not lead to another site (CSP form-action)
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
MICROSOFT_TENANT = env.str("MICROSOFT_TENANT", "")
GOOGLE_DOMAIN = env.str("GOOGLE_DOMAIN", "").strip().lower()
_PROVIDERS = (
    ("microsoft", "Microsoft 365", f"https://login.microsoftonline.com/{MICROSOFT_TENANT}/v2.0",
     env.str("MICROSOFT_CLIENT_ID", ""), env.str("MICROSOFT_CLIENT_SECRET", "")),
    ("google", "Google", "https://accounts.google.com",
     env.str("GOOGLE_CLIENT_ID", ""), env.str("GOOGLE_CLIENT_SECRET", "")),
    ("school", env.str("OIDC_NAME", "the school’s own sign-in"), env.str("OIDC_URL", ""),
     env.str("OIDC_CLIENT_ID", ""), env.str("OIDC_CLIENT_SECRET", "")),
)  # fmt: skip
SIGN_IN_PROVIDERS = [
    {
        "provider_id": key,
        "name": name,
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": url, "fetch_userinfo": False, "oauth_pkce_enabled": True},
    }
    for key, name, url, client_id, secret in _PROVIDERS
    if client_id and (key != "google" or GOOGLE_DOMAIN)
]
if any(one["provider_id"] == "microsoft" for one in SIGN_IN_PROVIDERS) and not re.fullmatch(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", MICROSOFT_TENANT
):
    raise ImproperlyConfigured("MICROSOFT_TENANT must be the school's own tenant ID, such as 00000000-0000-....")
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": SIGN_IN_PROVIDERS}}
