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
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({**answer, "seconds": time.process_time() - started, "memory": most}))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
