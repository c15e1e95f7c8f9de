"""Opens one file within the limits of an upload and says how it went."""

import json
import resource
import sys
import time
from pathlib import Path

SECONDS, MEMORY = 20, 512 * 1024**2


def main(path: str, name: str) -> int:
    """Print one JSON line: what was read or refused, CPU seconds and the most memory held."""
    from khuyencong.formats import open_report
    from khuyencong.values.errors import Unreadable

    for kind, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY)):
        resource.setrlimit(kind, (most, most))
    data = Path(path).read_bytes()
    started = time.process_time()
    try:
        answer = {"read": open_report(name, data).text[:200]}
    except Unreadable as refusal:
        answer = {"refused": str(refusal)}
    spent = {"seconds": time.process_time() - started, "memory": _most_held()}
    print(json.dumps({**answer, **spent}))
    return 0


def _most_held() -> int:
    """Return the most bytes this program held; ru_maxrss would begin with its parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
