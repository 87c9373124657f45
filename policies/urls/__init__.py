"""The addresses of the policies (contract 6), a module for each part of their life."""

from . import versions
from .lists import of_a_policy as lists_of_a_policy
from .lists import of_no_policy as lists
from .papers import urlpatterns as papers
from .public import urlpatterns as public
from .reading import urlpatterns as reading
from .staff import urlpatterns as staff

app_name = "policies"

# What is not a policy's own address comes first, so that no policy can take its place.
urlpatterns = [
    *lists,
    *staff,
    *papers,
    *versions.first,
    *versions.urlpatterns,
    *public,
    *lists_of_a_policy,
    *reading,
]
