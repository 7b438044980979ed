"""Does with grpcio what a test says: a command a line on standard input (JSON), what came of it a line on standard output."""

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, json_format

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), *[".."] * 5)
# Debian's package grpc-proto: the definitions that the authors of gRPC publish.
PUBLISHED = "/usr/share/grpc-proto"


def stubs():
    folder = tempfile.mkdtemp(prefix="probe-")
    subprocess.run(
        ["protoc", f"--proto_path={PUBLISHED}", f"--proto_path={ROOT}/Workforce.Contracts/Protos", f"--proto_path={ROOT}/standins/Google.Api.CommonProtos", f"--python_out={folder}",
         "worker_pool.proto", "grpc/health/v1/health.proto", "grpc/reflection/v1alpha/reflection.proto", "google/rpc/status.proto", "google/rpc/error_details.proto"], check=True)
    sys.path.insert(0, folder)
    # Packages of that name are installed, too.
    import google
    google.__path__.append(f"{folder}/google")
    grpc.__path__.append(f"{folder}/grpc")


stubs()
import worker_pool_pb2 as pool  # noqa: E402
from google.rpc import error_details_pb2, status_pb2  # noqa: E402, F401
from grpc.health.v1 import health_pb2 as health  # noqa: E402
from grpc.reflection.v1alpha import reflection_pb2 as reflection  # noqa: E402


def written(message) -> dict:
    return json_format.MessageToDict(message, including_default_value_fields=True)


def metadata_of(pairs) -> dict:
    return {key: value for key, value in pairs or () if isinstance(value, str)}


def failure(error: grpc.RpcError) -> dict:
    told = {"code": error.code().name, "details": error.details(), "trailers": metadata_of(error.trailing_metadata())}
    for key, value in error.trailing_metadata() or ():
        if key == "grpc-status-details-bin":
            told["status"] = json_format.MessageToDict(status_pb2.Status.FromString(value))
    return {"error": told}


class Probe:
    def __init__(self):
        self.channel = self.call = None
        self.outgoing = None

    def connect(self, address: str, ca: str | None = None):
        scheme, _, target = address.partition("://")
        self.channel = grpc.insecure_channel(target) if scheme == "http" else grpc.secure_channel(target, grpc.ssl_channel_credentials(open(ca, "rb").read()))
        return {}

    def open(self, metadata: dict, gzip: bool = False, timeout: float | None = None):
        outgoing = self.outgoing = queue.SimpleQueue()
        attach = self.channel.stream_stream("/workforce.worker_pool.v1.WorkerPool/Attach", pool.FromWorker.SerializeToString, pool.ToWorker.FromString)
        self.call = attach(iter(self.outgoing.get, None), metadata=tuple(metadata.items()), timeout=timeout, compression=grpc.Compression.Gzip if gzip else None)
        threading.Thread(target=self.beat, args=(outgoing,), daemon=True).start()
        return {}

    def beat(self, outgoing):
        while outgoing is self.outgoing:
            time.sleep(1)
            outgoing.put(pool.FromWorker(heartbeat=pool.Heartbeat()))

    def say(self, message: dict):
        self.outgoing.put(json_format.ParseDict(message, pool.FromWorker()))
        return {}

    def next(self):
        """The next message that is no heartbeat."""
        try:
            for message in self.call:
                if message.WhichOneof("message") != "heartbeat":
                    return {"message": written(message)}
            return {"end": self.call.code().name}
        except grpc.RpcError as error:
            return failure(error)

    def close(self):
        outgoing, self.outgoing = self.outgoing, None
        outgoing.put(None)
        return {}

    def unary(self, method: str, request: dict, reply: str, metadata: dict, gzip: bool = False, timeout: float = 20):
        service, name = method.rsplit("/", 1)
        request_type, reply_type = getattr(pool, f"{name}Request"), getattr(pool, reply)
        call = self.channel.unary_unary(f"/{method}", request_type.SerializeToString, reply_type.FromString)
        try:
            answer, done = call.with_call(json_format.ParseDict(request, request_type()), metadata=tuple(metadata.items()), timeout=timeout, compression=grpc.Compression.Gzip if gzip else None)
            return {"reply": written(answer), "headers": metadata_of(done.initial_metadata()), "trailers": metadata_of(done.trailing_metadata())}
        except grpc.RpcError as error:
            return failure(error)

    def health(self, service: str):
        check = self.channel.unary_unary("/grpc.health.v1.Health/Check", health.HealthCheckRequest.SerializeToString, health.HealthCheckResponse.FromString)
        watch = self.channel.unary_stream("/grpc.health.v1.Health/Watch", health.HealthCheckRequest.SerializeToString, health.HealthCheckResponse.FromString)
        request = health.HealthCheckRequest(service=service)
        watching = watch(request, timeout=20)
        first = health.HealthCheckResponse.ServingStatus.Name(next(watching).status)
        watching.cancel()
        try:
            return {"check": health.HealthCheckResponse.ServingStatus.Name(check(request, timeout=20).status), "watch": first}
        except grpc.RpcError as error:
            return {"check": error.code().name, "watch": first}

    def reflect(self, symbol: str):
        """The services, and the calls of one as described by the files that the server sends."""
        info = self.channel.stream_stream(
            "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", reflection.ServerReflectionRequest.SerializeToString, reflection.ServerReflectionResponse.FromString)
        listed, described, unknown = info(iter([
            reflection.ServerReflectionRequest(list_services=""), reflection.ServerReflectionRequest(file_containing_symbol=symbol),
            reflection.ServerReflectionRequest(file_containing_symbol="no.such.Thing")]), timeout=20)
        files = [descriptor_pb2.FileDescriptorProto.FromString(file) for file in described.file_descriptor_response.file_descriptor_proto]
        described_pool = descriptor_pool.DescriptorPool()
        while files:
            ready = [file for file in files if not {other.name for other in files} & set(file.dependency)]
            for file in ready:
                described_pool.Add(file)
                files.remove(file)
        service = described_pool.FindServiceByName(symbol)
        return {
            "services": [service.name for service in listed.list_services_response.service],
            "methods": [method.name for method in service.methods],
            "unknown": grpc.StatusCode.NOT_FOUND.value[0] == unknown.error_response.error_code,
        }


probe = Probe()
print(json.dumps({"ready": f"grpcio {grpc.__version__}"}), flush=True)
for line in sys.stdin:
    command = json.loads(line)
    print(json.dumps(getattr(probe, command.pop("do"))(**command)), flush=True)
