"""What follows from the rules: the desk, documents, laws, platforms, points not settled, reviews, notes, search."""

from django.urls import path

from policies.views import desk, documents, laws, platforms, rule_uses, search

# No policy's own: these come before the address of a policy.
of_no_policy = [
    path("policies/desk/", desk.desk, name="desk"),
    path("policies/rule-uses/", rule_uses.rule_uses, name="rule-uses"),
    path("policies/search/", search.search, name="search"),
    path("policies/documents/", documents.document_list, name="documents"),
    path("policies/documents/new/", documents.document_create, name="document-new"),
    path("policies/documents/<uuid:public_id>/", documents.document_edit, name="document"),
    path("policies/documents/<uuid:public_id>/file/", documents.document_file, name="document-file"),
    path("policies/documents/<uuid:public_id>/look/", documents.document_look, name="document-look"),
    path("policies/platforms/", platforms.platform_list, name="platforms"),
    path("policies/platforms/new/", platforms.platform_create, name="platform-new"),
    path("policies/platforms/<int:pk>/", platforms.platform_edit, name="platform"),
]

_LAWS = "policies/<slug:slug>/statutes/"
of_a_policy = [
    path(_LAWS, laws.law_list, name="statutes"),
    path(f"{_LAWS}proposal/", laws.law_proposal, name="statute-proposal"),
    path(f"{_LAWS}new/", laws.law_create, name="statute-new"),
    path(f"{_LAWS}confirmation/", laws.law_confirmation, name="statute-confirmation"),
    path(f"{_LAWS}<int:pk>/withdrawal/", laws.law_withdrawal, name="statute-withdrawal"),
    path(f"{_LAWS}<int:pk>/ending/", laws.law_ending, name="statute-ending"),
    path("policies/<slug:slug>/gaps/", desk.gap_list, name="gaps"),
    path("policies/<slug:slug>/gaps/<str:key>/", desk.gap_owner, name="gap"),
    path("policies/<slug:slug>/owner/", desk.policy_owner, name="policy-owner"),
    path("policies/<slug:slug>/for/<slug:audience>/note/", platforms.note_edit, name="note"),
]
