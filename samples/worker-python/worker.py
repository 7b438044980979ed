#!/usr/bin/python3
"""An employee that reads receipts: takes `receipt_ocr.read` jobs from a Workforce worker pool. `worker.py --help` says how."""

import argparse
import asyncio
import base64
import binascii
import logging
import os
import signal
import socket
import sys
from dataclasses import dataclass

# Debian's own packages: python3-grpcio and python3-protobuf.
try:
    import grpc  # noqa: F401
except ImportError:
    raise SystemExit(f"{sys.executable} has no grpc. Install it with: apt-get install python3-grpcio python3-protobuf   and start with /usr/bin/python3")

import receipt
import scan
import stubs
from failures import BadInput
from pool import Refused, Worker

VERSION = "1.0"
# In base64 a file is a third longer.
LONGEST_BASE64 = scan.MAX_BYTES * 4 // 3 + 4


async def read_receipt(job) -> dict:
    """`{ file_name, content_base64 }` to `{ text, merchant, date, total, currency, confidence }`, without what cannot be told."""
    payload = job.payload()
    name = job.text("file_name", payload, 255)
    try:
        content = base64.b64decode(job.text("content_base64", payload, LONGEST_BASE64), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadInput("content_base64", f"is not base64 ({error})") from error

    async def on_page(done: int, of: int) -> None:
        await job.progress(90 * done // of, f"Read {done} of {of} pages of {name}" if done else f"Reading {name}")

    reading = await scan.read(content, "content_base64", on_page)
    await job.log(f"{name}: {len(reading.lines)} lines, confidence {reading.confidence:g}")
    found = receipt.fields(reading.lines)
    if reading.confidence < scan.DOUBTFUL:
        # A wrong amount is worse than none.
        await job.log("The print is too poor for amounts to be trusted; they are left out.", "WARNING")
        found = {name: value for name, value in found.items() if name not in ("total", "currency")}
    await job.progress(100, "Read")
    return {"text": "\n".join(reading.lines), **found, "confidence": reading.confidence}


@dataclass(frozen=True)
class Options:
    pool: list[str]
    key_file: str | None
    slots: int
    name: str
    drain_seconds: float
    ca: bytes | None
    version: str = VERSION

    def key(self) -> str:
        """Read at each attach, so that a new key is taken up without a restart."""
        if self.key_file is None:
            return os.environ["WORKFORCE_API_KEY"].strip()
        with open(self.key_file, encoding="ascii") as file:
            return file.read().strip()


def options(arguments: list[str]) -> tuple[Options, str]:
    parser = argparse.ArgumentParser(prog="worker.py", description="Reads receipts (PNG, JPEG, PDF) with tesseract for a Workforce worker pool.")
    parser.add_argument("--pool", required=True, metavar="URL[,URL...]", help="http://host:port or https://host:port; any of them will do, the others are tried when one goes away")
    parser.add_argument("--key-file", metavar="FILE", help="holds an API key with the scope worker:receipt_ocr; default: the environment's WORKFORCE_API_KEY")
    parser.add_argument("--slots", type=int, default=os.cpu_count() or 1, help="receipts read at once (default: one for each processor)")
    parser.add_argument("--name", default=f"receipt-ocr@{socket.gethostname()}"[:100], help="how people see this worker")
    parser.add_argument("--ca", metavar="FILE", help="certificates (PEM) to trust for https, in place of the system's")
    parser.add_argument("--drain-seconds", type=float, default=25, help="how long SIGTERM leaves for what is in hand (default: 25); a second one leaves none")
    parser.add_argument("--proto", metavar="FILE", default=stubs.PROTO, help="worker_pool.proto (default: the one of this repository)")
    given = parser.parse_args(arguments)
    pool = [address.strip().rstrip("/") for address in given.pool.split(",") if address.strip()]
    if not pool or not all(address.startswith(("http://", "https://")) for address in pool):
        parser.error(f"--pool: {given.pool!r} is not a list of http:// or https:// addresses")
    if not 1 <= given.slots <= 10_000:
        parser.error("--slots: from 1 to 10000")
    if given.key_file is None and not os.environ.get("WORKFORCE_API_KEY"):
        parser.error("--key-file: give a file with an API key, or set WORKFORCE_API_KEY")
    for file in (given.key_file, given.ca):
        if file is not None and not os.path.isfile(file):
            parser.error(f"{file}: no such file")
    ca = open(given.ca, "rb").read() if given.ca else None
    return Options(pool, given.key_file, given.slots, given.name, given.drain_seconds, ca), given.proto


async def main(arguments: list[str]) -> int:
    given, proto = options(arguments)
    worker = Worker(stubs.load(proto), given, {"receipt_ocr.read": read_receipt})
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, worker.leave)
    try:
        await worker.run()
    except Refused as refused:
        logging.getLogger("worker").error("%s", refused)
        return 2
    return 0


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr)
    sys.exit(asyncio.run(main(sys.argv[1:])))
