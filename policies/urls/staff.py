"""What rules A8 and A9 ask of staff."""

from django.urls import path

from policies.views import staff

urlpatterns = [
    path("policies/privacy-checkup/", staff.privacy_checkup, name="privacy-checkup"),
    path("policies/leaver-letters/", staff.leaver_letters, name="leaver-letters"),
    path("policies/leaver-letters/<int:pk>/", staff.leaver_letter, name="leaver-letter"),
    path("policies/leaver-letters/<int:pk>/letter/", staff.leaver_letter_new, name="leaver-letter-new"),
]
