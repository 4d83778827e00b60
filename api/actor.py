"""Who asks: the person, the role in which she acts, and where. Below every room; read from the database each time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """As the database says at this moment, never as a token says. `id`: the person. `unit`, `partner`, `area`: where
    she acts in this `role`; `timezone`: in which her days are counted; `enrolment`: the phone she asks with."""

    id: str
    name: str
    role: str
    unit: str | None
    partner: str | None
    enrolment: str | None
    timezone: str = "Asia/Jakarta"
    area: str | None = None
