"""Guessing passwords is slowed down for each account, whether or not the account exists."""

from __future__ import annotations

from limits import parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_ALLOWED = parse_many("5/minute;20/hour")


class Throttle:
    """Counts failed sign-ins in memory: one process serves, and a restart forgives."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def holds_back(self, account: str) -> bool:
        """Whether this account has failed too often of late."""
        return not all(self._limiter.test(limit, account.casefold()) for limit in _ALLOWED)

    def count_failure(self, account: str) -> None:
        """Remember that somebody failed to sign in to this account."""
        for limit in _ALLOWED:
            self._limiter.hit(limit, account.casefold())
