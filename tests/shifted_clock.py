"""The server's clock as a test sets it: so many days or hours from now, forwards or back."""

from datetime import datetime, timedelta

from api.clock import system_clock


class ShiftedClock:
    """`server.clock.ahead = timedelta(days=400)`; negative is the past."""

    ahead = timedelta()

    def __call__(self) -> datetime:
        return system_clock() + self.ahead
