"""A job that notes that it ran."""

from django_tasks import task

note: list[str] = []


@task()
def write_down(text: str) -> None:
    note.append(text)
