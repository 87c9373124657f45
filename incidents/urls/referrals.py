"""What the governors are asked about legal action, and what they decide."""

from django.urls import path

from incidents.views import referrals

_OF = "incidents/referrals/<uuid:public_id>/"

urlpatterns = [
    path("incidents/referrals/", referrals.referral_list, name="referrals"),
    path(_OF, referrals.referral_detail, name="referral"),
    path(f"{_OF}governors/", referrals.referral_governor, name="referral-governor"),
    path(f"{_OF}decision/", referrals.referral_decision, name="referral-decision"),
]
