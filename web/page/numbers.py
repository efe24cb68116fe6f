"""Numbers in URLs, limited to what database ids can be."""

from __future__ import annotations

from flask import request
from sqlalchemy.exc import NoResultFound
from werkzeug.routing import IntegerConverter

_LAST_PAGE = 1_000_000


class IdConverter(IntegerConverter):
    """An id in a route. With more digits than any id has, the URL matches no page."""

    regex = r"\d{1,9}"


def page_asked_for() -> int:
    """Return the number of the requested page of a long list; 1 if it is missing or not a number.

    Raises:
        NoResultFound: No list is that long.
    """
    page = request.args.get("page", 1, type=int)
    if page > _LAST_PAGE:
        raise NoResultFound
    return max(1, page)
