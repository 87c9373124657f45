"""The addresses of incidents and complaints (contract 6), a module for each part of their life."""

from .breaches import urlpatterns as breaches
from .cases import urlpatterns as cases
from .complaints import urlpatterns as complaints
from .evidence import urlpatterns as evidence
from .governing import urlpatterns as governing
from .lists import urlpatterns as lists
from .referrals import urlpatterns as referrals
from .reporting import urlpatterns as reporting
from .rights import urlpatterns as rights

app_name = "incidents"

# What is no incident's own address comes first.
urlpatterns = [*lists, *rights, *breaches, *governing, *reporting, *referrals, *evidence, *complaints, *cases]
