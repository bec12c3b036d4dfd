"""`python3 -m bench [NAME ...] [--json]`: run the benchmarks named, or all, and print their tables."""

import argparse
import sys
from importlib import import_module

from game import bootstrap

NAMES = (
    *("fold", "fanout", "storm", "secret", "join", "memory", "desk", "slopes", "replay"),
    *("looking_back", "flood", "page", "lesson"),
)


def main() -> None:
    """Run and print, and end with 1 where something is missed. With --json one object at the end."""
    from bench.support import report, tidy
    from game.admission.file_limit import allow_many_sockets

    asked = arguments()
    allow_many_sockets()
    results = {}
    for name in asked.names or NAMES:
        print(f"{name} ... ({tidy.busy()})", file=sys.stderr, flush=True)
        results[name] = import_module(f"bench.{name}").run()
        if not asked.json:
            print(report.table(name, results[name]), flush=True)
    if asked.json:
        print(report.as_json(results))
    sys.exit(1 if any(result.missed for result in results.values()) else 0)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python3 -m bench", description="Benchmarks beside their baselines."
    )
    parser.add_argument(
        "names", metavar="NAME", nargs="*", help=f"any of: {', '.join(NAMES)}; all by default"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(NAMES):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}. There are {', '.join(NAMES)}.")
    return asked


if __name__ == "__main__":
    bootstrap.enter(bootstrap.TO_TEST)  # one baseline needs what the tests need
    main()
