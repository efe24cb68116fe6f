"""Guessing passwords is slowed down for each account, whether or not the account exists."""

from __future__ import annotations

import time
from math import ceil

from limits import parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_FAILURE_LIMITS = parse_many("5/minute;20/hour")


class Throttle:
    """Counts failed sign-ins in memory: one process serves, and a restart forgives."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def seconds_to_wait(self, account: str) -> int:
        """How long this account is held back because it failed too often of late; 0 where it is not."""
        windows = [self._limiter.get_window_stats(limit, account.casefold()) for limit in _FAILURE_LIMITS]
        until = max((window.reset_time for window in windows if window.remaining <= 0), default=0.0)
        return max(0, ceil(until - time.time()))

    def count_failure(self, account: str) -> None:
        """Remember that somebody failed to sign in to this account."""
        for limit in _FAILURE_LIMITS:
            self._limiter.hit(limit, account.casefold())
