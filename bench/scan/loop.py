"""The loop that people write: one question after the other with boto3 and its usual retries. Prints what was answered and what was lost."""

import json
import resource
import sys
import time

import boto3
from botocore import xform_name

questions = json.load(sys.stdin)


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


# Loading code is not what is compared.
started = time.perf_counter()
loaded = cpu_seconds()
clients = {}
answered = lost = 0
for question in questions:
    where = (question["service"], question["region"])
    if where not in clients:
        clients[where] = boto3.client(
            question["service"],
            region_name=question["region"],
            endpoint_url=question["endpoint"],
            aws_access_key_id=question["key"],
            aws_secret_access_key="replay",
        )
    client = clients[where]
    method = xform_name(question["operation"])
    try:
        if client.can_paginate(method):
            sizes = {"PaginationConfig": {"PageSize": question["size"]}} if question.get("size") else {}
            pages = list(client.get_paginator(method).paginate(**question["input"], **sizes))
        else:
            pages = [getattr(client, method)(**question["input"])]
        answered += len(pages)
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the answer is missing
        print(f"{question['operation']}: {error}", file=sys.stderr)
        lost += 1
print(
    json.dumps(
        {
            "resources": answered,
            "lost": lost,
            "seconds": time.perf_counter() - started,
            "cpuMs": (cpu_seconds() - loaded) * 1000,
            "rssMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    )
)
