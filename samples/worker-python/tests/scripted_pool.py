"""A pool that says what a test tells it to, over a real connection."""

import asyncio
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

import grpc

import stubs
from attachment import ATTACH

pb = stubs.load()


class Stream:
    """One worker's stream, from the pool's side."""

    def __init__(self, requests, context):
        self.context, self._requests, self.heard = context, requests, []
        self.over = asyncio.Event()

    async def next(self, *kinds: str):
        """The next message of these kinds; others are passed over."""
        async def read():
            async for message in self._requests:
                self.heard.append(message)
                if message.WhichOneof("message") in kinds:
                    return message
            return None
        return await asyncio.wait_for(read(), 20)

    async def say(self, **message) -> None:
        await self.context.write(pb.ToWorker(**message))

    async def welcome(self, lost_after_ms: int = 10_000, heartbeat_ms: int = 1_000):
        hello = (await self.next("hello")).hello
        welcome = pb.Welcome(worker_id="w-1", protocol_version=1)
        welcome.heartbeat_interval.FromMilliseconds(heartbeat_ms)
        welcome.lost_after.FromMilliseconds(lost_after_ms)
        await self.say(welcome=welcome)
        return hello

    async def grant(self, *ids: str, kind: str = "test.do", payload: str = "{}") -> None:
        await self.say(grants=pb.Grants(grants=[
            pb.Grant(job_id=id, lease_epoch=7, kind=kind, payload_json=payload, attempt=1, max_attempts=3) for id in ids]))

    async def outcome(self):
        return (await self.next("outcomes")).outcomes.outcomes[0]

    async def acknowledge(self, *ids: str, status="STATUS_RECORDED") -> None:
        await self.say(acknowledgements=pb.Acknowledgements(acknowledgements=[
            pb.Acknowledgement(job_id=id, lease_epoch=7, status=status) for id in ids]))

    async def closed_by_worker(self) -> None:
        while await self.next("hello", "heartbeat", "outcomes", "progress", "log", "leaving"):
            pass

    def end(self) -> None:
        """Ends the stream in good order."""
        self.over.set()


class ScriptedPool:
    """Hands each stream that comes to the test."""

    def __init__(self):
        self.streams: asyncio.Queue[Stream] = asyncio.Queue()
        self.keys: list[str] = []
        self.refusal: tuple | None = None

    async def __aenter__(self):
        self._server = grpc.aio.server()
        service, method = ATTACH.strip("/").split("/")
        handler = grpc.stream_stream_rpc_method_handler(self._attach, request_deserializer=pb.FromWorker.FromString, response_serializer=pb.ToWorker.SerializeToString)
        self._server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(service, {method: handler}),))
        self.address = f"http://127.0.0.1:{self._server.add_insecure_port('127.0.0.1:0')}"
        await self._server.start()
        return self

    async def __aexit__(self, *_):
        await self._server.stop(0)

    async def stream(self) -> Stream:
        return await asyncio.wait_for(self.streams.get(), 20)

    async def cut(self) -> None:
        """Goes away without a word, as a server that is killed."""
        await self._server.stop(0)

    async def _attach(self, requests, context) -> None:
        self.keys.append(dict(context.invocation_metadata())["x-api-key"])
        if self.refusal:
            await context.abort(*self.refusal)
        stream = Stream(requests, context)
        self.streams.put_nowait(stream)
        await stream.over.wait()
