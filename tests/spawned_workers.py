"""A parent with two workers that are spawned, as those of `pulih serve` are: a fork keeps more of its parent, and could
keep what the wait for its end rests on. A program of its own (`python -m tests.spawned_workers`), which tells the
workers' process ids once both wait.
"""

import os
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from threading import Event as Never

from api.cli.parent_end import end_with_parent

WORKERS = 2


def wait(ready: Event) -> None:
    """A worker that nobody tells to end."""
    end_with_parent()
    ready.set()
    Never().wait()


def main() -> None:
    """Until it is killed."""
    spawn = get_context("spawn")
    ready = [spawn.Event() for _ in range(WORKERS)]
    workers = [spawn.Process(target=wait, args=(one,)) for one in ready]
    for worker in workers:
        worker.start()
    for one in ready:
        one.wait()
    os.write(1, f"{' '.join(str(worker.pid) for worker in workers)}\n".encode())
    Never().wait()


if __name__ == "__main__":
    main()
