"""A job as a handler sees it."""

import json

from failures import BadInput, Fail


class Job:
    def __init__(self, pb, grant, send):
        self._pb, self._grant, self._send = pb, grant, send
        self.id, self.kind = grant.job_id, grant.kind
        self.attempt, self.max_attempts = grant.attempt, grant.max_attempts

    @property
    def key(self) -> tuple[str, int]:
        """Names the job and whose turn with it this is."""
        return self._grant.job_id, self._grant.lease_epoch

    def payload(self) -> dict:
        try:
            payload = json.loads(self._grant.payload_json)
        except ValueError as error:
            raise Fail(f"The payload is not JSON: {error}.") from error
        if not isinstance(payload, dict):
            raise Fail("The payload is not a JSON object.")
        return payload

    def text(self, field: str, payload: dict, longest: int) -> str:
        """A field that must be there and hold text."""
        value = payload.get(field)
        if not isinstance(value, str) or not value.strip():
            raise BadInput(field, "is missing" if value is None else "must be text")
        if len(value) > longest:
            raise BadInput(field, f"has {len(value):,} characters; {longest:,} are the most")
        return value

    async def progress(self, percent: int, message: str) -> None:
        await self._send(self._pb.FromWorker(progress=self._pb.Progress(job_id=self.id, lease_epoch=self.key[1], percent=percent, message=message)))

    async def log(self, message: str, level: str = "INFORMATION") -> None:
        level_number = self._pb.LogLevel.Value(f"LOG_LEVEL_{level}")
        await self._send(self._pb.FromWorker(log=self._pb.LogLine(job_id=self.id, lease_epoch=self.key[1], level=level_number, message=message)))
