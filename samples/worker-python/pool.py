"""Stays attached to a pool: takes jobs, hands them to handlers, reconnects by itself, leaves when asked."""

import asyncio
import logging
import platform
import random
import time

import grpc

from attachment import Attachment, Lost
from hand import Hand

log = logging.getLogger("worker")

PROTOCOL_VERSION = 1
FIRST_DELAY, LONGEST_DELAY = 0.2, 15.0
# A stream that lasted this long was a good one: the next delay is the first again.
GOOD_AFTER = 5.0

# Attaching again would end the same: somebody has to change something first.
HOPELESS = {
    grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.PERMISSION_DENIED, grpc.StatusCode.FAILED_PRECONDITION,
    grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.UNIMPLEMENTED,
}


class Refused(Exception):
    """The pool does not take this worker as it is; the message says what to change."""


def delay(tries: int, chance: float) -> float:
    """Seconds before the next try: somewhere between nothing and a bound that doubles, so that many workers do not come at once."""
    return chance * min(LONGEST_DELAY, FIRST_DELAY * 2 ** min(tries, 20))


class Worker:
    def __init__(self, pb, options, handlers: dict):
        self.pb, self.options = pb, options
        self.hand = Hand(pb, handlers, options.slots, self._send, self._send_with_patience)
        self._leave = asyncio.Event()
        self._farewell: asyncio.Task | None = None
        self._attachment: Attachment | None = None

    def leave(self) -> None:
        """Takes no more, finishes what is in hand within the grace time, and ends run(). A second call gives up at once."""
        self._leave.set()
        if self._farewell is not None:
            log.info("leaving at once: %d in hand go back", len(self.hand.running))
            self._farewell.cancel()
            self._farewell = asyncio.create_task(self.hand.stop_all("returned"))
        else:
            log.info("leaving: %d in hand are finished within %g s", len(self.hand.running), self.options.drain_seconds)
            self._send(self.pb.FromWorker(leaving=self.pb.Leaving()))
            self._finish_if_done()
            self._farewell = asyncio.create_task(self._give_back_in_time())

    async def run(self) -> None:
        """Until the worker leaves or is asked to stay away. Raises Refused."""
        addresses = self.options.pool
        # Workers that start together spread over the replicas.
        turn, tries = random.randrange(len(addresses)), 0
        while not (self._leave.is_set() and self.hand.empty):
            began = time.monotonic()
            address = addresses[turn % len(addresses)]
            try:
                await self._attached(address)
            except grpc.RpcError as error:
                if error.code() in HOPELESS:
                    raise Refused(f"{address} refuses this worker: {error.details()} ({error.code().name})") from None
                log.warning("%s: %s (%s)", address, error.details(), error.code().name)
            except Lost as lost:
                log.warning("%s", lost)
            turn += 1
            tries = 0 if time.monotonic() - began >= GOOD_AFTER else tries + 1
            await self._pause(delay(tries, random.random()))

    async def _attached(self, address: str) -> None:
        """One attachment, until its stream ends."""
        try:
            key = self.options.key()
        except OSError as error:
            raise Refused(f"The API key cannot be read: {error}") from None
        attachment = Attachment(self.pb, address, key, self.options.ca)
        try:
            welcome = await attachment.welcome(self.pb.Hello(
                protocol_version=PROTOCOL_VERSION, name=self.options.name, kinds=sorted(self.hand.handlers), slots=self.options.slots,
                language=f"python {platform.python_version()}", version=self.options.version))
            log.info("attached to %s as %s", address, welcome.worker_id)
            self._attachment = attachment
            self.hand.send_again()
            if self._leave.is_set():
                self._send(self.pb.FromWorker(leaving=self.pb.Leaving()))
            self._finish_if_done()
            while (message := await attachment.next()) is not None:
                self._heard(message, attachment)
                self._finish_if_done()
        finally:
            self._attachment = None
            # The pool gives them to others as soon as the stream is gone.
            await self.hand.stop_all("lost")
            await attachment.close()

    def _heard(self, message, attachment: Attachment) -> None:
        what = message.WhichOneof("message")
        if what == "grants":
            for grant in message.grants.grants:
                self.hand.take(grant)
        elif what == "cancel":
            log.info("job %s is to stop: %s", message.cancel.job_id, self.pb.Cancel.Reason.Name(message.cancel.reason))
            self.hand.stop((message.cancel.job_id, message.cancel.lease_epoch), "stopped")
        elif what == "acknowledgements":
            for acknowledgement in message.acknowledgements.acknowledgements:
                self.hand.acknowledged(acknowledgement)
        elif what == "drain":
            attachment.draining = True
            if message.drain.reason == self.pb.Drain.REASON_REQUESTED:
                log.info("asked to finish and to stay away")
                self._leave.set()
            else:
                log.info("%s stops; another will do", attachment.address)

    def _finish_if_done(self) -> None:
        """The pool waits for this side of the stream to close."""
        if self._attachment and (self._leave.is_set() or self._attachment.draining) and self.hand.empty:
            self._attachment.finish()

    def _send(self, message) -> None:
        # Without a stream nothing is lost: outcomes are kept and sent again.
        if self._attachment:
            self._attachment.send(message)

    async def _send_with_patience(self, message) -> None:
        if self._attachment:
            await self._attachment.send_with_patience(message)

    async def _give_back_in_time(self) -> None:
        await asyncio.sleep(self.options.drain_seconds)
        log.info("%d are not finished and go back", len(self.hand.running))
        await self.hand.stop_all("returned")

    async def _pause(self, seconds: float) -> None:
        """Shorter when the worker is asked to leave meanwhile and has nothing to deliver."""
        if self._leave.is_set():
            if not self.hand.empty:
                await asyncio.sleep(seconds)
            return
        try:
            async with asyncio.timeout(seconds):
                await self._leave.wait()
        except TimeoutError:
            pass
