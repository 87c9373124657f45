"""The addresses of the policies (contract 6), a module for each part of their life."""

from . import versions
from .public import urlpatterns as public

app_name = "policies"

# What is not a policy's own address comes first, so that no policy can take its place.
urlpatterns = [*versions.first, *versions.urlpatterns, *public]
