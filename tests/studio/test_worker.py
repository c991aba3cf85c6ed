"""One thread does everything, and whoever types does not wait for what can be done later."""

import asyncio
import threading
import time
from collections.abc import Iterator

import pytest

from generator.studio.worker import LATER, Worker

PATIENCE = 60  # seconds


def test_typing_goes_between_two_steps_of_what_is_done_later() -> None:
    done: list[str] = []
    worker = Worker()
    begun, typed = threading.Event(), threading.Event()

    def slow() -> Iterator[None]:
        for number in range(20):
            begun.set()
            assert typed.wait(PATIENCE)
            done.append(f"step {number}")
            yield
        return "whole"  # type: ignore[return-value]  # a generator's result

    async def both() -> object:
        later = asyncio.create_task(worker.call(slow, when=LATER))
        assert await asyncio.to_thread(begun.wait, PATIENCE)
        asked = asyncio.create_task(worker.call(done.append, "typed"))
        await asyncio.sleep(0)  # so that it waits for its turn
        typed.set()
        await asked
        return await later

    assert asyncio.run(both()) == "whole"
    assert done[:3] == ["step 0", "typed", "step 1"]
    assert done[-1] == "step 19"
    assert worker.stop()


def test_everything_is_done_by_one_thread_and_errors_reach_who_asked() -> None:
    worker = Worker()

    def steps() -> Iterator[None]:
        yield
        raise KeyError("in a step")

    async def ask() -> set[str]:
        names = [worker.call(lambda: threading.current_thread().name) for _ in range(20)]
        found = {*await asyncio.gather(*names)}
        with pytest.raises(ZeroDivisionError):
            await worker.call(lambda: 1 // 0)
        with pytest.raises(KeyError, match="in a step"):
            await worker.call(steps, when=LATER)
        return found

    assert asyncio.run(ask()) == {"studio"}
    assert worker.stop()


def test_a_thread_that_stops_leaves_nobody_waiting() -> None:
    worker = Worker()
    begun = threading.Event()

    def endless() -> Iterator[None]:
        while True:
            begun.set()
            time.sleep(0.01)
            yield

    async def ask() -> None:
        waiting = asyncio.create_task(worker.call(endless, when=LATER))
        await asyncio.to_thread(begun.wait)
        assert await asyncio.to_thread(worker.stop)
        with pytest.raises(asyncio.CancelledError):
            await waiting

    asyncio.run(ask())
