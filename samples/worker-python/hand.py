"""The jobs in a worker's hand, and the outcomes that the pool has not yet said it has."""

import asyncio
import json
import logging

from failures import Fail, Retry
from job import Job

log = logging.getLogger("worker")


class Hand:
    def __init__(self, pb, handlers: dict, slots: int, send, send_with_patience):
        self.pb, self.handlers, self.slots = pb, handlers, slots
        self.send, self.send_with_patience = send, send_with_patience
        self.running: dict[tuple, asyncio.Task] = {}
        # Kept until acknowledged, and sent again after a reconnect.
        self.outcomes: dict[tuple, object] = {}
        # Why a handler was broken off; what is not in here was not.
        self.broken_off: dict[tuple, str] = {}

    @property
    def empty(self) -> bool:
        return not self.running and not self.outcomes

    def take(self, grant) -> None:
        job = Job(self.pb, grant, self.send_with_patience)
        if len(self.running) >= self.slots:
            log.error("job %s came although all %d slots are taken; it goes back", job.id, self.slots)
            self._end(job, returned=self.pb.Returned())
            return
        log.info("job %s (%s, attempt %d of %d) begins", job.id, job.kind, job.attempt, job.max_attempts)
        self.running[job.key] = asyncio.create_task(self._work(job))

    def stop(self, key: tuple, why: str) -> None:
        """Breaks a handler off; why is 'stopped' (the pool asked), 'returned' (the worker leaves) or 'lost' (nobody wants the outcome)."""
        if (task := self.running.get(key)) and key not in self.broken_off:
            self.broken_off[key] = why
            task.cancel()

    async def stop_all(self, why: str) -> None:
        tasks = list(self.running.values())
        for key in list(self.running):
            self.stop(key, why)
        await asyncio.gather(*tasks, return_exceptions=True)

    def acknowledged(self, acknowledgement) -> None:
        key = acknowledgement.job_id, acknowledgement.lease_epoch
        if self.outcomes.pop(key, None) is None:
            return
        if acknowledgement.status == self.pb.Acknowledgement.STATUS_RECORDED:
            log.info("job %s is recorded", key[0])
        elif acknowledgement.status == self.pb.Acknowledgement.STATUS_STALE:
            log.warning("job %s came too late: another worker has it now", key[0])
        else:
            log.error("job %s: the pool refused the outcome: %s", key[0], acknowledgement.message)

    def send_again(self) -> None:
        if self.outcomes:
            self.send(self.pb.FromWorker(outcomes=self.pb.Outcomes(outcomes=self.outcomes.values())))

    async def _work(self, job: Job) -> None:
        pb = self.pb
        try:
            result = await self.handlers[job.kind](job)
            end = {"completed": pb.Completed(result_json=json.dumps(result, ensure_ascii=False))}
        except asyncio.CancelledError:
            why = self.broken_off.get(job.key, "returned")
            end = {"stopped": {"stopped": pb.Stopped()}, "returned": {"returned": pb.Returned()}, "lost": {}}[why]
        except Fail as failure:
            end = {"failed": pb.Failed(reason=str(failure))}
        except Retry as failure:
            end = {"retry": pb.Retry(reason=str(failure))}
            if failure.after_seconds is not None:
                end["retry"].after.FromMilliseconds(int(failure.after_seconds * 1000))
        except Exception as error:
            # Not foreseen, so perhaps better next time: the pool counts the attempts.
            log.exception("job %s: the handler broke", job.id)
            end = {"retry": pb.Retry(reason=f"{type(error).__name__}: {error}")}
        self.broken_off.pop(job.key, None)
        self.running.pop(job.key, None)
        log.info("job %s ends: %s", job.id, next(iter(end), "lost with the stream"))
        if end:
            self._end(job, **end)

    def _end(self, job: Job, **end) -> None:
        outcome = self.pb.Outcome(job_id=job.key[0], lease_epoch=job.key[1], **end)
        self.outcomes[job.key] = outcome
        self.send(self.pb.FromWorker(outcomes=self.pb.Outcomes(outcomes=[outcome])))
