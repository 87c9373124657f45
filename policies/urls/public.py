"""What everybody may read."""

from django.urls import path, register_converter

from policies.views import public

from .codes import CodeConverter

register_converter(CodeConverter, "code")

urlpatterns = [
    path("policies/", public.library, name="library"),
    path("policies/<slug:slug>/", public.policy_detail, name="policy"),
    path("policies/<slug:slug>/rules/<code:code>/", public.rule_detail, name="rule"),
    path("policies/<slug:slug>/for/<slug:audience>/", public.audience_detail, name="audience"),
    path("policies/<slug:slug>/for/<slug:audience>/code/", public.audience_code, name="audience-code"),
]
