"""Other people, who open pages one after another while something else goes on; how long each of them waited."""

import asyncio
import statistics
import time

PACE = 0.1  # seconds from the end of one page to the next
PATIENCE = 30.0  # seconds; whoever waits longer counts as having waited so long


async def waits(*, port: int, path: str, people: int, pages: int) -> list[float]:
    """Returns the seconds that each page took, of so many people who open so many pages each."""
    each = await asyncio.gather(*(_one(port, path, pages) for _ in range(people)))
    return [wait for one in each for wait in one]


async def _one(port: int, path: str, pages: int) -> list[float]:
    found = []
    for _ in range(pages):
        began = time.monotonic()
        try:
            status = await asyncio.wait_for(status_of(port=port, path=path), PATIENCE)
            found.append(time.monotonic() - began if status == 200 else PATIENCE)
        except (OSError, TimeoutError, ValueError):
            found.append(PATIENCE)
        await asyncio.sleep(PACE)
    return found


async def status_of(*, port: int, path: str) -> int:
    """Opens a page over a connection of its own, as a proxy in front would; returns its status."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n"
        writer.write(request.encode())
        await writer.drain()
        answer = await reader.read(-1)
        return int(answer.split(b" ", 2)[1])
    except IndexError as error:
        raise ValueError("no answer") from error
    finally:
        writer.close()


def p95(found: list[float]) -> float:
    """The wait that nineteen of twenty pages stay under."""
    return statistics.quantiles(found, n=20)[-1]
