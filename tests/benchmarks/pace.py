"""How fast this machine is now, so that figures of different days can be compared.

The load tells what else runs here, not what other tenants of shared hardware take: the same loop
has taken half as long again, and twice as long, with nothing else running that could be seen. And
where additions were as fast as ever, questions to the database have taken four times as long: so
how fast memory is copied is told too, and what the hypervisor kept for others meanwhile.
"""

from __future__ import annotations

import os
import statistics
import time
from pathlib import Path

import numpy as np

_ADDITIONS = 5_000_000
_COPIED = 64_000_000  # bytes


def machine() -> str:
    """ "2 cores, load 0.3; 10 million additions in 0.6 s, 64 MB copied in 12 ms; 1 % stolen so
    far": the last of all processor time since this module was loaded (Linux)."""
    return (
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; "
        f"10 million additions in {_adding():.1f} s, 64 MB copied in {_copying() * 1000:.0f} ms; "
        f"{_stolen_since(_BEGINNING):.0%} stolen so far"
    )


def _adding() -> float:
    started = time.perf_counter()
    total = 0
    for number in range(_ADDITIONS):
        total += number
    seconds = (time.perf_counter() - started) * 10_000_000 / _ADDITIONS
    assert total == _ADDITIONS * (_ADDITIONS - 1) // 2
    return seconds


def _copying() -> float:
    """Seconds: the median of five copies into memory that is there already."""
    source = np.arange(_COPIED // 8)
    target = np.zeros_like(source)
    taken = []
    for _ in range(5):
        started = time.perf_counter()
        target[:] = source
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def _processor() -> list[int]:
    """user, nice, system, idle, iowait, irq, softirq, steal; empty where there is no /proc."""
    try:
        return [int(one) for one in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    except OSError:
        return []


def _stolen_since(before: list[int]) -> float:
    spent = [now - then for now, then in zip(_processor(), before, strict=True)]
    return spent[-1] / max(sum(spent), 1) if spent else 0.0


_BEGINNING = _processor()
