"""Write numbers as people read them: with their nouns, and with a true minus sign."""


def how_many(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun: "1 row", "2,000 rows".

    Args:
        number: How many there are.
        one: The noun for one.
        many: The plural, where it is not ``one`` with an "s".
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def decimal(value: float, places: int = 1, *, signed: bool = False) -> str:
    """Write a number with a true minus sign (U+2212), never a hyphen: "−0.16".

    Args:
        value: The number.
        places: Decimals; a number that is zero when rounded has no sign.
        signed: Whether one above zero gets a plus.
    """
    text = f"{value:+.{places}f}" if signed else f"{value:.{places}f}"
    return text.lstrip("+-") if not float(text) else text.replace("-", "−")
