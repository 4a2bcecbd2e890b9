"""Changes a few bytes of a sound file again and again, and has each one read.

    python -m tests.fuzz.changed_bytes [--formats .parquet .pdf] [--runs N] [--seed N]

Coverage-guided fuzzing shifts and repeats bytes, and a binary format is then refused at its door.
Most of what is changed in place is opened, and lets the readers' libraries in deep. In a process
of its own, since a fault in one of them may end it: the last file is then told.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

from dashboard.articles import preview_bytes
from tests.articles.test_any_bytes import SOUND, assert_sound, sound

ROOT = Path(__file__).resolve().parents[2]
_MOST = 6  # bytes changed in one file
_CUT = 0.1  # of the files also end early


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--formats", nargs="+", default=sorted(SOUND), choices=sorted(SOUND))
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--last", type=Path, default=None, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.last:
        read_all(options.formats[0], options.runs, options.seed, options.last)
        return
    for suffix in options.formats:
        fault = fault_of(suffix, options.runs, options.seed)
        print(f"{suffix}: {fault or f'{options.runs:,} files read'}", flush=True)
        if fault:
            sys.exit(1)


def fault_of(suffix: str, runs: int, seed: int) -> str:
    """What is wrong after ``runs`` changed files of a format; "" when nothing is."""
    with tempfile.TemporaryDirectory() as folder:
        last = Path(folder) / f"last{suffix}"
        command = [sys.executable, "-m", "tests.fuzz.changed_bytes", "--formats", suffix]
        command += ["--runs", str(runs), "--seed", str(seed), "--last", str(last)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return ""
        data = last.read_bytes() if last.exists() else b""
        return f"ended with {done.returncode} at {data.hex()}: {done.stderr[-2000:]}"


def read_all(suffix: str, runs: int, seed: int, last: Path) -> None:
    chance = random.Random(f"{suffix}{seed}")
    warnings.simplefilter("ignore")
    for _ in range(runs):
        data = changed(sound(suffix), chance)
        last.write_bytes(data)
        assert_sound(data, f"a{suffix}")
        preview_bytes(data, f"a{suffix}")


def changed(data: bytes, chance: random.Random) -> bytes:
    """``data`` with up to six other bytes, and at times cut off."""
    made = bytearray(data)
    for _ in range(chance.randint(1, _MOST)):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made[: chance.randrange(len(made))] if chance.random() < _CUT else made)


if __name__ == "__main__":
    main()
