"""``python -m tests.audit``: is a hole known in anything that is installed here?

Asks OSV (https://osv.dev), which holds the Python Packaging Advisory Database. The exit status is 0
when nothing is known, 1 when something is, and 3 when the service could not be asked: then nothing
was audited, and the last line says so. ``--osv-url`` names another address of the service.
"""

from __future__ import annotations

import subprocess
import sys
import urllib.error
import urllib.request

CLEAN, HOLES, NOT_ASKED = 0, 1, 3
SERVICE = "https://api.osv.dev/v1/query"
_PATIENCE = 20.0  # seconds


def main(arguments: list[str]) -> int:
    address = arguments[arguments.index("--osv-url") + 1] if "--osv-url" in arguments else SERVICE
    if fault := unreachable(address):
        print(f"skipped: {address} cannot be asked ({fault}); nothing was audited", flush=True)
        return NOT_ASKED
    command = [sys.executable, "-m", "pip_audit", "--local", "--progress-spinner", "off"]
    command += ["--vulnerability-service", "osv", "--osv-url", address]
    return HOLES if subprocess.run(command, check=False).returncode else CLEAN


def unreachable(address: str) -> str:
    """Why the service does not answer a question that it always can; "" when it does."""
    question = urllib.request.Request(
        address,
        data=b'{"package": {"name": "pip", "ecosystem": "PyPI"}, "version": "0"}',
        headers={"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(question, timeout=_PATIENCE) as answer:
            return "" if answer.status == 200 else f"status {answer.status}"
    except (OSError, ValueError) as fault:
        return str(getattr(fault, "reason", None) or fault)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
