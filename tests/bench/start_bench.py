"""How the start pages grow: at a thousand and at a hundred thousand cases, answers and posts, on the portal's tables.

    make bench-start                                  1,000 and 100,000 on SQLite
    DATABASE_URL=postgres://... make bench-start      on an empty PostgreSQL database of its own

Of each role the page as it is opened again, and as it is worked out anew after something was recorded. Each figure is
the best of several runs in this process: of processor time on SQLite, by the clock on PostgreSQL. On a busy machine
only ratios inside one run count. The aims are those of performance.md: P9 for the growth, P11 for the queries.
"""

import argparse
import os
import tempfile
from pathlib import Path

import django


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "todwick_portal.settings")
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        os.environ["VAR_DIR"], os.environ["STATIC_HASHED"] = folder, "0"
        django.setup()
        from tests.bench.start_run import run  # noqa: PLC0415 (models can be imported only now)

        run(sorted(options.cases), options.rounds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--rounds", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    main()
