"""Days on lines that are bad by chance, a seed a day: run by `make soak` alone."""

from random import Random

import pytest

from tests.e2e.conftest import Handsets
from tests.e2e.handset import FILES_ARE_KEPT, KeptHandset
from tests.e2e.line import Line
from tests.e2e.person import Person
from tests.e2e.server import Server
from tests.e2e.test_stress import BROKEN, DETOUR, PORTAL, PULL, PUSH, all_sent, visits
from tests.e2e.test_stress import line as line
from tests.e2e.test_stress import server as server
from tests.e2e.test_stress_moments import write
from tests.soak import asked

VISITS = 8
# 64 kbit/s, a second there and back.
THIN, FAR = 8_000, 1.0


@pytest.mark.soak
def test_a_day_of_bad_lines_loses_nothing(handsets: Handsets, server: Server, line: Line) -> None:
    for seed in asked():
        line.fine()
        one_day(handsets.kept(line.url), server, line, Random(seed))


def one_day(phone: KeptHandset, server: Server, line: Line, luck: Random) -> None:
    """A first load over a bad line, then visits over worse ones; killed now and then."""
    before = visits(server)
    phone.go()
    phone.until(FILES_ARE_KEPT)
    turn_bad(line, luck, thin=True)
    sari = Person(phone).enrol(server.code("Sari")).connected()
    for _ in range(VISITS):
        line.fine()
        turn_bad(line, luck, thin=False)
        write(sari)
        if luck.random() < 0.5:
            phone.page.wait_for_timeout(luck.uniform(0, 3000))
            phone.kill()
            phone.reopen()
            sari.unlock()
    line.fine()
    sari.unlock()
    all_sent(sari)
    assert visits(server) == before + VISITS
    phone.close()


def turn_bad(line: Line, luck: Random, *, thin: bool) -> None:
    """Over a thin one everything still comes; of the others something never does."""
    ways = {
        "cut": lambda: setattr(line, "life", luck.choice([4096, 8192, 12288])),
        "slow": lambda: (setattr(line, "pace", THIN), setattr(line, "delay", FAR)),
        "lost": lambda: line.lose(luck.choice([PUSH, PULL, "/v1/auth/token", "/v1/auth/nonce"])),
        "held": lambda: line.hold(luck.choice([PUSH, PULL])),
        "down": lambda: setattr(line, "down", True),
        "said": lambda: line.say(luck.choice([PORTAL, DETOUR, BROKEN])),
    }
    ways[luck.choice(["cut", "slow"] if thin else [*ways])]()
