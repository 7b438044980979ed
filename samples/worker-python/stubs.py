"""Message classes of the worker pool, made from its proto file at first start and again when that has changed."""

import importlib
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PROTO = os.path.join(HERE, "..", "..", "Workforce.Contracts", "Protos", "worker_pool.proto")
GENERATED = os.path.join(HERE, "generated")


def load(proto: str = PROTO):
    """The module of messages. SystemExit says what is missing."""
    module = os.path.join(GENERATED, "worker_pool_pb2.py")
    if not os.path.exists(proto):
        raise SystemExit(f"There is no {proto}: name the proto file with --proto.")
    if not os.path.exists(module) or os.path.getmtime(module) < os.path.getmtime(proto):
        _generate(os.path.abspath(proto), module)
    sys.path.insert(0, GENERATED)
    return importlib.import_module("worker_pool_pb2")


def _generate(proto: str, module: str) -> None:
    if shutil.which("protoc") is None:
        raise SystemExit("protoc is missing. Install it with: apt-get install protobuf-compiler")
    os.makedirs(GENERATED, exist_ok=True)
    # Into place in one go: another worker may be starting, too.
    with tempfile.TemporaryDirectory(dir=GENERATED) as folder:
        named = os.path.join(folder, "worker_pool.proto")
        shutil.copyfile(proto, named)
        run = subprocess.run(["protoc", f"--proto_path={folder}", f"--python_out={folder}", named], capture_output=True, text=True)
        if run.returncode != 0:
            raise SystemExit(f"protoc cannot read {proto}:\n{run.stderr}")
        os.replace(os.path.join(folder, "worker_pool_pb2.py"), module)
