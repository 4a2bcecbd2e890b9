"""``python -m tests``: what has to pass before a change is handed in, in order of speed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# The browser tests run alone at the end: on two cores a browser beside other tests is slow
# enough to fail for no reason of its own.
CHECKS = (
    ("format", ["ruff", "format", "--check", "."]),
    ("lint", ["ruff", "check", "."]),
    ("types", ["mypy", "dashboard", "app.py"]),
    ("tests", ["pytest", "-n", "2", "-m", "not browser"]),
    ("browser tests", ["pytest", "-m", "browser", "-rs"]),
)


def main() -> int:
    for name, command in CHECKS:
        print(f"== {name}", flush=True)
        status = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False).returncode
        if status:
            print(f"== {name} failed", file=sys.stderr)
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
