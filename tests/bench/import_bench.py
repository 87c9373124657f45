"""`make bench`: how long a large survey takes, beside the least anybody could do, and beside a well-known library.

    make bench                                   100,000 rows about 20,000 pupils on SQLite
    make bench BENCH="--rows 10000"
    DATABASE_URL=postgres://... make bench       on an empty PostgreSQL database of its own

All ways read the same file, in one run, in turn. Times by the clock are worth little on a busy machine; the ratios are
of processor time.
"""

import argparse
import os
import tempfile
from pathlib import Path

import django
from django.conf import settings


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "todwick_portal.settings")
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ["VAR_DIR"] = folder
        settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "tests.bench"]  # the library's own flat table
        django.setup()
        from tests.bench.run import run  # noqa: PLC0415 (models can be imported only now)

        run(options, Path(folder))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--pupils", type=int, default=0, help="a fifth of the rows unless given")
    parser.add_argument("--peer-rows", type=int, default=3_000, help="rows through django-import-export; 0: none")
    return parser.parse_args()


if __name__ == "__main__":
    main()
