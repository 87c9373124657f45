"""The table by which cases are found by their words: FTS5 on SQLite, a tsvector with a GIN index on PostgreSQL."""

from typing import Any

from django.db import migrations, models

MADE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE incidents_casesearch USING fts5(stems, tokenize = 'ascii', detail = none, columnsize = 0)"
    ],
    "postgresql": [
        "CREATE TABLE incidents_casesearch (case_id bigint PRIMARY KEY, stems tsvector NOT NULL)",
        "CREATE INDEX incidents_casesearch_stems ON incidents_casesearch USING gin (stems)",
    ],
}


def make(apps: Any, schema_editor: Any) -> None:
    for statement in MADE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("DROP TABLE incidents_casesearch")


class Migration(migrations.Migration):
    dependencies = [("incidents", "0001_cases")]

    operations = [
        migrations.RunPython(make, drop),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["state", "-reported_at", "-id"], name="cases_by_state"),
        ),
    ]
