"""A worker ends with whoever started it, also where that was killed."""

import os
import signal
from multiprocessing import parent_process
from multiprocessing.process import BaseProcess
from threading import Thread


def end_with_parent() -> None:
    """From now on, in this process; nothing where nobody started it."""
    if parent := parent_process():
        Thread(target=end_after, args=(parent,), daemon=True).start()


def end_after(parent: BaseProcess) -> None:
    """A worker that outlived whoever started it would keep the port, and write on beside the next server."""
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
