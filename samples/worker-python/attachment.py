"""One stream to the pool, from Hello to its end."""

import asyncio
import logging

import grpc

log = logging.getLogger("worker")

ATTACH = "/workforce.worker_pool.v1.WorkerPool/Attach"
# The pool answers a Hello at once; a server that takes longer is not well.
WELCOME_WITHIN = 10
# A message of grants holds up to as many payloads as there are slots.
LARGEST_MESSAGE = 64 * 1024 * 1024


class Lost(Exception):
    """The stream ended; attach again."""


class Silent(Lost):
    """Nothing came for so long that the connection must be dead, though nobody has said so."""


class Attachment:
    def __init__(self, pb, address: str, key: str, ca: bytes | None):
        self.pb, self.address = pb, address
        self.draining = False
        self._finished = False
        # Outcomes are no more than there are slots; progress and log lines wait for room, and with them the handlers that make them.
        self._outgoing: asyncio.Queue = asyncio.Queue()
        self._room = asyncio.Semaphore(100)
        self._lost_after = WELCOME_WITHIN
        self._tasks: list[asyncio.Task] = []
        scheme, _, target = address.partition("://")
        options = [("grpc.max_receive_message_length", LARGEST_MESSAGE)]
        self._channel = (
            grpc.aio.secure_channel(target, grpc.ssl_channel_credentials(ca), options) if scheme == "https" else grpc.aio.insecure_channel(target, options))
        attach = self._channel.stream_stream(ATTACH, request_serializer=pb.FromWorker.SerializeToString, response_deserializer=pb.ToWorker.FromString)
        self._call = attach(metadata=(("x-api-key", key),))

    async def welcome(self, hello):
        """Says hello; the pool's Welcome is the answer. Raises grpc.RpcError or Lost."""
        self._tasks.append(asyncio.create_task(self._write()))
        self.send(self.pb.FromWorker(hello=hello))
        first = await self.next()
        if first is None or first.WhichOneof("message") != "welcome":
            raise Lost(f"{self.address} did not answer with a welcome")
        self._lost_after = first.welcome.lost_after.ToTimedelta().total_seconds()
        self._tasks.append(asyncio.create_task(self._beat(first.welcome.heartbeat_interval.ToTimedelta().total_seconds())))
        return first.welcome

    async def next(self):
        """The next message; None when the pool has closed the stream in good order."""
        try:
            async with asyncio.timeout(self._lost_after):
                message = await self._call.read()
        except TimeoutError:
            raise Silent(f"{self.address} has been silent for {self._lost_after:g} s") from None
        return None if message is grpc.aio.EOF else message

    def send(self, message) -> None:
        self._outgoing.put_nowait((message, False))

    async def send_with_patience(self, message) -> None:
        await self._room.acquire()
        self._outgoing.put_nowait((message, True))

    def finish(self) -> None:
        """Closes this side when all that was to be sent is sent."""
        if not self._finished:
            self._finished = True
            self._outgoing.put_nowait((None, False))

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._call.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._channel.close()

    async def _write(self) -> None:
        # One writer: a call takes one message at a time, and only as fast as the other side reads.
        try:
            while True:
                message, took_room = await self._outgoing.get()
                if message is None:
                    await self._call.done_writing()
                    return
                await self._call.write(message)
                if took_room:
                    self._room.release()
        except (grpc.RpcError, asyncio.InvalidStateError):
            # The reader is told, too, and sees why.
            pass

    async def _beat(self, interval: float) -> None:
        while True:
            await asyncio.sleep(interval)
            if self._outgoing.empty():
                self.send(self.pb.FromWorker(heartbeat=self.pb.Heartbeat()))
