"""Rate limit of failed sign-ins per account, whether or not the account exists."""

from __future__ import annotations

import time
from math import ceil

from limits import parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_FAILURE_LIMITS = parse_many("5/minute;20/hour")


class Throttle:
    """Counts failed sign-ins in memory: there is one server process, and a restart resets the counts."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def seconds_to_wait(self, account: str) -> int:
        """Return how long this account has to wait because of recent failures; 0 if it need not."""
        windows = [self._limiter.get_window_stats(limit, account.casefold()) for limit in _FAILURE_LIMITS]
        until = max((window.reset_time for window in windows if window.remaining <= 0), default=0.0)
        return max(0, ceil(until - time.time()))

    def count_failure(self, account: str) -> None:
        """Count a failed sign-in to this account."""
        for limit in _FAILURE_LIMITS:
            self._limiter.hit(limit, account.casefold())
