"""Numbers that stand in an address: none that a database's numbers do not reach."""

from __future__ import annotations

from flask import request
from sqlalchemy.exc import NoResultFound
from werkzeug.routing import IntegerConverter

_LAST_PAGE = 1_000_000


class IdConverter(IntegerConverter):
    """An id in a route. With more digits than any id has, the address is of no page."""

    regex = r"\d{1,9}"


def page_asked_for() -> int:
    """Which page of a long list is asked for; the first where that is not said, or not in digits.

    Raises:
        NoResultFound: No list is that long.
    """
    page = request.args.get("page", 1, type=int)
    if page > _LAST_PAGE:
        raise NoResultFound
    return max(1, page)
