"""How the list of incidents grows: from a thousand to a million, on the portal's own tables, beside its goals.

    make bench-incidents                                    1,000 and 100,000 on SQLite
    make bench-incidents SIZES="1000 100000 1000000"        some minutes more, and 3 GB
    DATABASE_URL=postgres://... make bench-incidents        on an empty PostgreSQL database of its own

A database that was kept is filled up from where it is.

Each figure is the best of several runs in this process: of processor time on SQLite, which works in it, by the clock on
PostgreSQL. On a busy machine only ratios inside one run count. The goals are those of performance.md: P6, P8, P10, P11.
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
        from tests.bench.incidents_run import run  # noqa: PLC0415 (models can be imported only now)

        run(sorted(options.cases), options.rounds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--rounds", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    main()
