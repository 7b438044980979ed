"""How the worker behaves towards a pool, with handlers that do as the test says."""

import asyncio
import os
import types
import unittest

import grpc

from scripted_pool import ScriptedPool, pb
from failures import BadInput, Retry
from pool import Refused, Worker, delay


class Handler:
    """A job is done when the test says so."""

    def __init__(self):
        self.begun: asyncio.Queue[str] = asyncio.Queue()
        self.at_once = 0
        self.most_at_once = 0
        self.go = asyncio.Event()

    async def __call__(self, job):
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.begun.put_nowait(job.id)
        try:
            await self.go.wait()
            return {"done": job.id}
        finally:
            self.at_once -= 1


class Attached(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.handler = Handler()

    def start(self, *pools, slots=2, handler=None, drain_seconds=20, key=lambda: "wf_key"):
        options = types.SimpleNamespace(pool=[pool.address for pool in pools], slots=slots, name="test", version="1", ca=None, drain_seconds=drain_seconds, key=key)
        self.worker = Worker(pb, options, {"test.do": handler or self.handler})
        self.running = asyncio.create_task(self.worker.run())
        self.addAsyncCleanup(self.stop)

    async def stop(self):
        """Gone, whatever the test left it in."""
        self.worker.hand.outcomes.clear()
        self.worker._leave.set()
        self.running.cancel()
        await asyncio.wait([self.running], timeout=5)

    async def ended(self):
        await asyncio.wait_for(self.running, 20)

    async def test_hello_says_who_comes_and_the_key_is_in_the_metadata(self):
        async with ScriptedPool() as pool:
            self.start(pool, slots=3)
            hello = await (await pool.stream()).welcome()
            self.assertEqual((1, "test", ["test.do"], 3), (hello.protocol_version, hello.name, list(hello.kinds), hello.slots))
            self.assertTrue(hello.language.startswith("python 3."))
            self.assertEqual(["wf_key"], pool.keys)

    async def test_a_result_is_sent_and_kept_until_it_is_acknowledged(self):
        async with ScriptedPool() as pool:
            self.start(pool)
            stream = await pool.stream()
            await stream.welcome()
            self.handler.go.set()
            await stream.grant("a")
            outcome = await stream.outcome()
            self.assertEqual(("a", 7, '{"done": "a"}'), (outcome.job_id, outcome.lease_epoch, outcome.completed.result_json))
            self.assertEqual([("a", 7)], list(self.worker.hand.outcomes))
            await stream.acknowledge("a")
            self.worker.leave()
            await stream.closed_by_worker()
            stream.end()
            await self.ended()

    async def test_an_outcome_that_was_not_acknowledged_is_sent_again_to_another_address(self):
        async with ScriptedPool() as one, ScriptedPool() as other:
            self.start(one, other)
            first, second = (one, other) if await self.first_of(one, other) is one else (other, one)
            stream = await first.stream()
            await stream.welcome()
            self.handler.go.set()
            await stream.grant("a")
            sent = await stream.outcome()
            await first.cut()
            stream = await second.stream()
            await stream.welcome()
            self.assertEqual(sent, await stream.outcome())
            await stream.acknowledge("a", status="STATUS_STALE")
            self.worker.leave()
            await stream.closed_by_worker()
            stream.end()
            await self.ended()

    async def test_what_is_in_hand_when_the_stream_is_lost_is_broken_off_and_not_told(self):
        async with ScriptedPool() as one:
            self.start(one)
            stream = await one.stream()
            await stream.welcome()
            await stream.grant("a")
            await self.handler.begun.get()
            stream.end()
            again = await one.stream()
            await again.welcome()
            self.assertEqual((0, {}), (self.handler.at_once, self.worker.hand.outcomes))

    async def test_a_pool_that_has_gone_silent_is_left(self):
        async with ScriptedPool() as pool:
            self.start(pool)
            await (await pool.stream()).welcome(lost_after_ms=300)
            await (await pool.stream()).welcome()

    async def test_heartbeats_come_as_often_as_the_pool_asks(self):
        async with ScriptedPool() as pool:
            self.start(pool)
            stream = await pool.stream()
            await stream.welcome(heartbeat_ms=20)
            for _ in range(5):
                self.assertIsNotNone(await stream.next("heartbeat"))

    async def test_cancel_breaks_the_handler_off(self):
        async with ScriptedPool() as pool:
            self.start(pool)
            stream = await pool.stream()
            await stream.welcome()
            await stream.grant("a", "b")
            await self.handler.begun.get()
            await self.handler.begun.get()
            await stream.say(cancel=pb.Cancel(job_id="a", lease_epoch=6, reason="REASON_LEASE_LOST"))
            await stream.say(cancel=pb.Cancel(job_id="b", lease_epoch=7, reason="REASON_TIMED_OUT"))
            outcome = await stream.outcome()
            self.assertEqual(("b", "stopped"), (outcome.job_id, outcome.WhichOneof("end")))
            self.assertEqual([("a", 7)], list(self.worker.hand.running))

    async def test_never_more_than_its_slots(self):
        async with ScriptedPool() as pool:
            self.start(pool, slots=2)
            stream = await pool.stream()
            await stream.welcome()
            await stream.grant("a", "b", "c")
            outcome = await stream.outcome()
            self.assertEqual(("c", "returned"), (outcome.job_id, outcome.WhichOneof("end")))
            self.assertEqual(2, self.handler.most_at_once)

    async def test_leaving_finishes_what_is_in_hand_and_closes_the_stream(self):
        async with ScriptedPool() as pool:
            self.start(pool)
            stream = await pool.stream()
            await stream.welcome()
            await stream.grant("a")
            await self.handler.begun.get()
            self.worker.leave()
            self.assertIsNotNone(await stream.next("leaving"))
            self.handler.go.set()
            self.assertEqual("completed", (await stream.outcome()).WhichOneof("end"))
            await stream.acknowledge("a")
            await stream.closed_by_worker()
            stream.end()
            await self.ended()

    async def test_what_is_not_done_when_the_grace_is_over_goes_back(self):
        async with ScriptedPool() as pool:
            self.start(pool, drain_seconds=0.05)
            stream = await pool.stream()
            await stream.welcome()
            await stream.grant("a")
            await self.handler.begun.get()
            self.worker.leave()
            self.assertEqual("returned", (await stream.outcome()).WhichOneof("end"))

    async def test_a_drain_that_a_person_asked_for_keeps_the_worker_away(self):
        async with ScriptedPool() as pool:
            self.start(pool)
            stream = await pool.stream()
            await stream.welcome()
            await stream.say(drain=pb.Drain(reason="REASON_REQUESTED"))
            await stream.closed_by_worker()
            stream.end()
            await self.ended()

    async def test_a_drain_of_a_server_that_stops_sends_the_worker_elsewhere(self):
        async with ScriptedPool() as one, ScriptedPool() as other:
            self.start(one, other)
            first, second = (one, other) if await self.first_of(one, other) is one else (other, one)
            stream = await first.stream()
            await stream.welcome()
            await stream.say(drain=pb.Drain(reason="REASON_SERVER_STOPPING"))
            await stream.closed_by_worker()
            stream.end()
            await (await second.stream()).welcome()

    async def test_failures_are_told_as_what_they_are(self):
        async def broken(job):
            raise {"a": BadInput("file_name", "is missing"), "b": Retry("The printer is busy.", 1.5), "c": KeyError("x")}[job.id]

        async with ScriptedPool() as pool:
            self.start(pool, slots=3, handler=broken)
            stream = await pool.stream()
            await stream.welcome()
            with self.assertLogs("worker", "ERROR"):
                await stream.grant("a", "b", "c")
                ends = {outcome.job_id: outcome for outcome in [await stream.outcome() for _ in range(3)]}
            self.assertEqual("file_name: is missing.", ends["a"].failed.reason)
            self.assertEqual(("The printer is busy.", 1500), (ends["b"].retry.reason, ends["b"].retry.after.ToMilliseconds()))
            self.assertEqual(("KeyError: 'x'", False), (ends["c"].retry.reason, ends["c"].retry.HasField("after")))

    async def test_what_attaching_again_cannot_mend_ends_the_worker_with_the_reason(self):
        async with ScriptedPool() as pool:
            pool.refusal = (grpc.StatusCode.UNAUTHENTICATED, "This key has ended.")
            self.start(pool)
            with self.assertRaisesRegex(Refused, "This key has ended"):
                await self.ended()

    async def test_a_key_that_cannot_be_read_ends_the_worker_with_the_reason(self):
        async with ScriptedPool() as pool:
            self.start(pool, key=lambda: open("/no/such/key").read())
            with self.assertRaisesRegex(Refused, "The API key cannot be read: .*'/no/such/key'"):
                await self.ended()

    async def test_a_pool_that_cannot_be_reached_is_tried_again(self):
        async with ScriptedPool() as pool:
            pool.refusal = (grpc.StatusCode.UNAVAILABLE, "stopping")
            self.start(pool)
            while len(pool.keys) < 3:
                await asyncio.sleep(0.01)
            pool.refusal = None
            await (await pool.stream()).welcome()

    async def first_of(self, one, other):
        waits = {asyncio.create_task(pool.streams.get()): pool for pool in (one, other)}
        done, pending = await asyncio.wait(waits, timeout=20, return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.cancel()
        first = done.pop()
        waits[first].streams.put_nowait(first.result())
        return waits[first]


class Delays(unittest.TestCase):
    def test_delays_double_up_to_a_bound_and_are_spread(self):
        self.assertEqual([0.2, 0.4, 0.8, 15.0, 15.0], [delay(tries, 1.0) for tries in (0, 1, 2, 10, 1000)])
        self.assertEqual(0.4, delay(2, 0.5))


def setUpModule():
    import logging
    if not os.environ.get("VERBOSE"):
        logging.getLogger("worker").setLevel(logging.ERROR)


if __name__ == "__main__":
    unittest.main()
