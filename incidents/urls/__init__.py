"""The addresses of incidents (contract 6), a module for each part of their life."""

from .cases import urlpatterns as cases

app_name = "incidents"

urlpatterns = [*cases]
