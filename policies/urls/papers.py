"""The documents of a policy as PDF, each beside its page."""

from django.urls import path

from policies.views import papers

_OF = "policies/<slug:slug>"

urlpatterns = [
    path("policies/leaver-letters/<int:pk>/letter.pdf", papers.leaver_letter_pdf, name="leaver-letter-pdf"),
    path(f"{_OF}/policy.pdf", papers.policy_pdf, name="policy-pdf"),
    path(f"{_OF}/versions/<int:number>/policy.pdf", papers.version_pdf, name="version-pdf"),
    path(f"{_OF}/for/<slug:audience>/card.pdf", papers.audience_pdf, name="audience-pdf"),
    path(f"{_OF}/compare/changes.pdf", papers.compare_pdf, name="compare-pdf"),
    path(f"{_OF}/acknowledgements/register.pdf", papers.register_pdf, name="acknowledgement-register-pdf"),
]
