"""All settings. What differs between deployments is an environment variable (`docs/operations.md`)."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environs import Env

from .log_lines import LOGGING  # noqa: F401
from .sign_in_settings import *  # noqa: F403
from .storage_settings import storages_from

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))
env = Env()

PORTAL_MODE = env.str("PORTAL_MODE", "production")
if PORTAL_MODE not in {"demo", "production"}:
    raise ImproperlyConfigured("PORTAL_MODE must be demo or production.")
DEMO = PORTAL_MODE == "demo"
DEBUG = False


def _secret(name: str) -> str:
    """The secret `name`: from the environment, or, in demo mode alone, made once and kept in var/."""
    if value := os.environ.get(name, ""):
        if not DEMO and len(value) < 50:
            raise ImproperlyConfigured(f"{name} is shorter than 50 signs. Make a longer random one.")
        return value
    if not DEMO:
        raise ImproperlyConfigured(f"{name} is not set. Set it to 50 or more random signs.")
    kept = VAR_DIR / f"{name.lower()}.txt"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
            handle.write(secrets.token_urlsafe(48))
    return kept.read_text()


SECRET_KEY = _secret("SECRET_KEY")
AUDIT_KEY = _secret("AUDIT_KEY")
DATA_KEY = _secret("DATA_KEY")
DATA_KEYS_OLD: list[str] = env.list("DATA_KEY_OLD", [])

SITE_URL = env.str("SITE_URL", f"http://localhost:{env.int('PORT', 8000)}").rstrip("/")
if not DEMO and not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("SITE_URL must begin with https:// in production.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1"] if DEMO else [])
if not DEMO and (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the host names of the portal, without *.")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "todwick_portal",
    "incidents",
    "consent",
    "policies",
    "people",
    "audit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "todwick_portal.compat.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "todwick_portal.middleware.UploadSizeMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "todwick_portal.middleware.NoStoreMiddleware",
    "todwick_portal.zone_watch.ZoneWatchMiddleware",
    "todwick_portal.middleware.SignInRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "people.second_step.SecondStepMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "todwick_portal.urls"
WSGI_APPLICATION = "todwick_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "todwick_portal.context.portal",
            ],
        },
    }
]

# Databases: SQLite for one school on one machine, PostgreSQL for the rest. See docs/operations.md.
DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = 600
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    if DATABASES["default"]["NAME"] != ":memory:":
        Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["ENGINE"] = "todwick_portal.sqlite"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-20000;"
            "PRAGMA temp_store=MEMORY;PRAGMA secure_delete=ON;"
        ),
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# The cache counts sign-in attempts; a flood of them may drop older counters, but not the worker's sign of life,
# which has a table of its own.
_DATABASE_CACHE = "django.core.cache.backends.db.DatabaseCache"
CACHES = {
    "default": {
        "BACKEND": _DATABASE_CACHE,
        "LOCATION": "portal_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000, "CULL_FREQUENCY": 4},
    },
    "worker": {"BACKEND": _DATABASE_CACHE, "LOCATION": "portal_worker"},
    # What each process may keep for itself, under a key that says all it depends on.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", str(VAR_DIR / "media")))
BACKUP_RECIPIENTS: list[str] = env.list("BACKUP_RECIPIENTS", [])
STATIC_HASHED = env.bool("STATIC_HASHED", True)
STORAGES = {
    **storages_from(env, is_demo=DEMO),
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_HASHED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = not STATIC_HASHED
WHITENOISE_AUTOREFRESH = False

# Whom people ask what comes of the answers, since they may not import it (decision 12).
PERMISSIONS_OF = "consent.in_force.permissions_of"
PICTURES_TO_REMOVE = "consent.actions.removing.list_for_people"

# Who is signed in.
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["people.backends.RoleBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if env.bool("FAST_PASSWORDS", False):
    if not DEMO:
        raise ImproperlyConfigured("FAST_PASSWORDS is for tests only. Take it out.")
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 0)
SECOND_STEP_COMPULSORY = not DEMO
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO

SESSION_ENGINE = "people.sessions"
MESSAGE_STORAGE = "todwick_portal.messages.MessageStorage"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "todwick_portal.typed_words.csrf_failure"
if not DEMO:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    if env.int("TRUSTED_PROXIES", 0):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "script-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer", "camera", "display-capture", "geolocation", "gyroscope",
        "magnetometer", "microphone", "midi", "payment", "usb",
    )
}  # fmt: skip

# Uploads: survey exports and lists. Larger ones are for the commands and their --large.
MAX_UPLOAD_BYTES = 10 * 1024 * 1024
EVIDENCE_BYTES = env.int("EVIDENCE_MB", 10) * 1024 * 1024  # one file; all of one form together stay below the above
# A request about a picture is answered no sooner than so many seconds after it came: more is written of a child of the
# school than of a name that nobody has, and the time would tell which it was (requirements 1.13).
PHOTO_ANSWER_SECONDS = env.float("PHOTO_ANSWER_SECONDS", 0.5)
DISK_FLOOR_BYTES = env.int("DISK_FLOOR_MB", 200) * 1024 * 1024  # below it no evidence is taken, so that rows still fit
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = MAX_UPLOAD_BYTES
FILE_UPLOAD_PERMISSIONS = 0o644  # static files; what is uploaded is kept 0600 by its storage

CRISPY_TEMPLATE_PACK = "todwick"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["todwick"]
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if env.bool("TASKS_IN_WORKER", True)
        else "django_tasks.backends.immediate.ImmediateBackend"
    }
}

EMAIL_URL = env.str("EMAIL_URL", "" if DEMO else "smtp://localhost:25")
# Every message is a row first; MAIL_TRANSPORT is what the worker hands it to.
EMAIL_BACKEND = "people.mail_backend.OutboxBackend"
MAIL_TRANSPORT = "django.core.mail.backends.console.EmailBackend"
EMAIL_HOST_PASSWORD = ""
ANYMAIL = {_key.removeprefix("ANYMAIL_"): os.environ[_key] for _key in os.environ if _key.startswith("ANYMAIL_")}
if EMAIL_URL.startswith("anymail://"):
    MAIL_TRANSPORT = f"anymail.backends.{EMAIL_URL.removeprefix('anymail://').strip('/')}.EmailBackend"
    ANYMAIL.setdefault("REQUESTS_TIMEOUT", "10")
elif EMAIL_URL:
    for _key, _value in env.dj_email_url("EMAIL_URL", EMAIL_URL).items():
        if _key == "EMAIL_BACKEND":
            MAIL_TRANSPORT = str(_value)
        elif _key in {"EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_SSL", "EMAIL_USE_TLS"}:
            globals()[_key] = _value
        elif _key in {"EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD"}:
            globals()[_key] = _value or ""
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("FROM_EMAIL", "portal@todwick.example")
MAIL_TEXT_DAYS = env.int("MAIL_TEXT_DAYS", 30)
MAIL_DOMAIN = DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")

# The portal holds no administrator who passes every check, so nothing may create one.
SILENCED_SYSTEM_CHECKS: list[str] = []
