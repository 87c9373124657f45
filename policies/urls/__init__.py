"""The addresses of the policies (contract 6), a module for each part of their life."""

from .public import urlpatterns as public
from .reading import urlpatterns as reading
from .staff import urlpatterns as staff

app_name = "policies"

# What is not a policy's own address comes first, so that no policy can take its place.
urlpatterns = [*staff, *public, *reading]
