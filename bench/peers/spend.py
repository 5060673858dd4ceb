"""Runs a command and prints, as JSON, what the whole of it cost: wall clock, processor, and the largest resident memory of a process of it."""

import json
import resource
import subprocess
import sys
import time

started = time.perf_counter()
with open(sys.argv[1], "wb") as log:
    code = subprocess.run(sys.argv[2:], stdout=log, stderr=subprocess.STDOUT, check=False).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(
    json.dumps(
        {
            "code": code,
            "wall": time.perf_counter() - started,
            "cpu": used.ru_utime + used.ru_stime,
            "megabytes": used.ru_maxrss / 1024,
        }
    )
)
