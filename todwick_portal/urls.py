"""Every address of the portal. The stable ones are in `docs/contract.md`."""

from django.conf import settings
from django.urls import include, path

from . import dashboard, demo_views, health, limits, look, missing, policy_review, typed_words
from .guides import views as guides
from .statements import views as statements

urlpatterns = [
    path("", dashboard.front, name="front"),
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("health/", health.health, name="health"),
    path("statements/accessibility/", statements.accessibility_page, name="accessibility"),
    path("statements/cookies/", statements.cookies_page, name="cookies"),
    path("statements/privacy/", statements.privacy_page, name="privacy"),
    path("statements/privacy/<slug:reader>/", statements.privacy_for_page, name="privacy-for"),
    path("statements/<slug:name>.pdf", statements.statement_pdf, name="statement-pdf"),
    path("guides/", guides.guide_list, name="guides"),
    path("guides/limits/", limits.limits_page, name="limits"),
    path("guides/<slug:slug>/", guides.guide, name="guide"),
    path("data-protection/", include("todwick_portal.papers.urls")),
    path("accounts/login/kept/", typed_words.sign_in_and_keep, name="account_login_kept"),
    path("accounts/", include("people.sign_in_urls")),
    path("look/colours-<slug:digest>.css", look.colours, name="look-colours"),
    path("look/logo-<slug:digest>.webp", look.logo, name="look-logo"),
    path("people/settings/logo/", look.school_logo, name="school-logo"),
    path("people/settings/logo/removal/", look.school_logo_removal, name="school-logo-removal"),
    path("people/first-run/", include("todwick_portal.first_run.urls")),
    path("people/missing/", missing.missing, name="missing"),
    path("upkeep/", include("todwick_portal.upkeep.urls")),
    path("audit/", include("todwick_portal.trail.urls")),
    path("disposal/", include("todwick_portal.disposal.urls")),
    path("people/", include("people.urls")),
    path("policies/<slug:slug>/review/", policy_review.review, name="policy-review"),
    path("", include("incidents.urls")),
    path("", include("consent.urls")),
    path("", include("policies.urls")),
]

if settings.DEMO:
    urlpatterns += [
        path("demo/", demo_views.demo, name="demo"),
        path("demo/try/", demo_views.trial, name="demo-trial"),
        path("demo/look-as/", demo_views.look_as, name="demo-look-as"),
    ]

handler400 = "todwick_portal.errors.bad_request"
handler403 = "todwick_portal.errors.forbidden"
handler404 = "todwick_portal.errors.not_found"
handler429 = "people.views.sign_in.throttled.too_many"  # read by allauth alone
handler500 = "todwick_portal.errors.server_error"
