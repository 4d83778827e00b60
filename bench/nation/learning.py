"""A course or an apprenticeship, and what came of it one, three and six months after its end."""

from datetime import date, timedelta

from bench.nation.case import ClientCase

TRADES = ("screen_printing", "barber", "salon", "cooking", "livestock", "automotive", "welding", "garment", "barista")
POINTS = {"m1": 30, "m3": 90, "m6": 180}
WORK = {"working_in_trade": 30, "working_other": 15, "business": 12, "seeking": 22, "none": 9, "lost": 12}


def learn(case: ClientCase, day: date) -> None:
    """From interest to what became of it."""
    chance = case.chance
    starts = chance.later(day, 10, 30)
    ends, finished = chance.later(starts, 20, 60), chance.yes(0.78)
    training = case.write(day, "vocational_training", {
        "trade": chance.one_of(TRADES), "provider_kind": chance.one_of(["blk", "lpk", "umkm", "dinsos"]),
        "starts_on": str(starts), "ends_on": str(ends), "hours": 120, "paid_by": chance.one_of(["free", "bnn", "csr"]),
        "status": "interested",
    })  # fmt: skip
    case.edit(starts, "vocational_training", training, {"status": "attending"}, {"status": "interested"})
    passed = {"certificate": chance.one_of(["attendance", "competence"]), "kit": chance.one_of(["none", "full"])}
    over = {"status": "finished", "hours_attended": chance.between(80, 120), **passed}
    over = over if finished else {"status": "dropped_out", "hours_attended": chance.between(4, 60)}
    was = {"status": "attending", **dict.fromkeys([name for name in over if name != "status"])}
    case.edit(ends, "vocational_training", training, over, was)
    for point, days in POINTS.items():
        asked, state = ends + timedelta(days=days), chance.weighted(WORK)
        if chance.yes(0.8):
            income = None if state == "lost" else chance.one_of(["none", "sometimes", "steady"])
            told = {"training": training, "point": point, "on": str(asked), "state": state, "income": income}
            case.write(asked, "vocational_outcome", told)
