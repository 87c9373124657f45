from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Users and their roles, pupils, classes, parents, school years."""

    name = "people"
