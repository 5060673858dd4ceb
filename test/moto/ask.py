"""Asks an endpoint the questions on standard input with boto3, and prints its answers as JSON lines."""

import datetime
import json
import sys

import boto3
from botocore import xform_name
from botocore.config import Config

questions = json.load(sys.stdin)
clients = {}


def client(question):
    key = (question["service"], question["region"], question["key"])
    if key not in clients:
        clients[key] = boto3.client(
            question["service"],
            region_name=question["region"],
            endpoint_url=question["endpoint"],
            aws_access_key_id=question["key"],
            aws_secret_access_key="replay",
            config=Config(retries={"total_max_attempts": 1}),
        )
    return clients[key]


def text(value):
    if isinstance(value, datetime.datetime):
        utc = value.astimezone(datetime.timezone.utc)
        return utc.strftime("%Y-%m-%dT%H:%M:%S.") + f"{utc.microsecond // 1000:03d}Z"
    raise TypeError(type(value))


for question in questions:
    asked = client(question)
    method = xform_name(question["operation"])
    if asked.can_paginate(method):
        pages = list(asked.get_paginator(method).paginate(**question["input"]))
    else:
        pages = [getattr(asked, method)(**question["input"])]
    for page in pages:
        page.pop("ResponseMetadata", None)
    print(json.dumps(pages, default=text))
