"""The addresses of incidents (contract 6), a module for each part of their life."""

from .cases import urlpatterns as cases
from .evidence import urlpatterns as evidence
from .lists import urlpatterns as lists
from .referrals import urlpatterns as referrals
from .reporting import urlpatterns as reporting

app_name = "incidents"

# What is no incident's own address comes first.
urlpatterns = [*lists, *reporting, *referrals, *evidence, *cases]
