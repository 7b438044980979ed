#!/usr/bin/python3
"""Gives a receipt to whoever reads them, waits, and prints what was read: enqueue.py --pool URL [--key-file FILE] RECEIPT"""

import argparse
import base64
import hashlib
import json
import os
import sys
import time

import grpc

import stubs

SERVICE = "/workforce.worker_pool.v1.WorkerPool/"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="enqueue.py", description="Makes a receipt_ocr.read job of a file, waits for its end and prints the result.")
    parser.add_argument("--pool", required=True, metavar="URL", help="http://host:port or https://host:port")
    parser.add_argument("--key-file", metavar="FILE", help="holds an API key with the scope worker:receipt_ocr; default: the environment's WORKFORCE_API_KEY")
    parser.add_argument("--ca", metavar="FILE", help="certificates (PEM) to trust for https, in place of the system's")
    parser.add_argument("receipt", metavar="RECEIPT", help="a PNG, JPEG or PDF")
    given = parser.parse_args(arguments)
    key = open(given.key_file, encoding="ascii").read().strip() if given.key_file else os.environ["WORKFORCE_API_KEY"]
    pb = stubs.load()
    with open(given.receipt, "rb") as file:
        content = file.read()
    scheme, _, target = given.pool.rstrip("/").partition("://")
    credentials = grpc.ssl_channel_credentials(open(given.ca, "rb").read() if given.ca else None)
    with grpc.secure_channel(target, credentials) if scheme == "https" else grpc.insecure_channel(target) as channel:
        def call(method: str, request, reply):
            rpc = channel.unary_unary(SERVICE + method, request_serializer=type(request).SerializeToString, response_deserializer=reply.FromString)
            return rpc(request, timeout=10, metadata=(("x-api-key", key),))

        payload = {"file_name": os.path.basename(given.receipt), "content_base64": base64.b64encode(content).decode()}
        # The same file is read once, however often it is sent.
        enqueued = call("Enqueue", pb.EnqueueRequest(kind="receipt_ocr.read", payload_json=json.dumps(payload), idempotency_key=hashlib.sha256(content).hexdigest()), pb.EnqueueReply)
        print(f"job {enqueued.job_id}{' (it was there already)' if enqueued.existing else ''}", file=sys.stderr)
        told = None
        while True:
            job = call("GetJob", pb.GetJobRequest(job_id=enqueued.job_id), pb.Job)
            if job.message and told != (told := (job.percent, job.message)):
                print(f"{job.percent:3} % {job.message}", file=sys.stderr)
            if job.state == pb.JOB_STATE_COMPLETED:
                print(json.dumps(json.loads(job.result_json), ensure_ascii=False, indent=2))
                return 0
            if job.state in (pb.JOB_STATE_FAILED, pb.JOB_STATE_CANCELLED):
                print("\n".join(job.errors) or job.message, file=sys.stderr)
                return 1
            time.sleep(0.2)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except grpc.RpcError as error:
        sys.exit(f"{error.details()} ({error.code().name})")
