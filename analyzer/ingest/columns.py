"""What each column of a table is for, found from its name and from what stands in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from analyzer.ingest.answers import says_nothing
from analyzer.ingest.dates import looks_dated, prefix_week
from analyzer.ingest.plan import Column, Hint, IngestError, Role
from analyzer.ingest.units import count_known_units
from analyzer.ingest.words import begins, called, fold, is_path, names, path_ends, phrases, rating_words, without_code

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_IP = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}", re.IGNORECASE)
_PHONE = re.compile(r"(?=(?:\D*\d){8})\+?[\d ()/-]{9,20}")
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?\s*%?")
_DIGITS = re.compile(r"\d+")
# Columns of which nothing is read, or nothing that a run needs.
_UNUSED_ROLES = (Role.ID, Role.ATTRIBUTE, Role.IGNORED)
# What a date in a column's name may be of, beside the leaving or the comment.
_OTHER_DATE_KINDS = ("other_date", "personal", "foreign", "person", "id", "unit", "rating")
# Roles that one column only can have.
_SINGLE_COLUMN_ROLES = (Role.ID, Role.DATE, Role.UNIT, Role.RATING, Role.PERSON)
# A header longer than this is a question, not a name.
_MAX_NAME_WORDS = 6
# Answers from which on their repeating tells that they are picked from a list, and words of a sentence.
_FEW_ANSWERS = 12
_SENTENCE_WORDS = 5
# No option of a list is longer than this, in characters.
_MAX_OPTION_CHARS = 60
# Of a column that names known units: the share of its cells that do, and how many it names.
_MIN_KNOWN_UNIT_SHARE = 0.9
_MIN_KNOWN_UNITS = 2
# A subject has so few words, or comes again so often; what it heads has so many times as many and is hardly ever blank.
_MAX_SUBJECT_WORDS = 2.5
_MAX_SUBJECT_DISTINCT = 0.5
_MIN_BODY_TO_SUBJECT_WORDS = 3
_MAX_SUBJECTS_WITHOUT_BODY = 0.05
# Set behind a question by the header of a survey whose codes tell that it is answered in words.
_FREE_TEXT_SUFFIX = " free text"


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """What stands in a column's sample, as shares of its filled cells; ``declined``: all that is there is "n/a"."""

    filled: int
    distinct: float
    words: float
    most_words: int
    long: float
    numbers: float
    dates: float
    closed: float
    personal: float
    wordy: float
    graded: float
    coded: bool
    declined: bool


def assign_roles(
    headers: Sequence[str],
    questions: Sequence[str],
    cells: Sequence[Sequence[str]],
    chosen: Mapping[str, str],
    places: Collection[str] = (),
) -> tuple[Column, ...]:
    """Give each column a role.

    Args:
        headers: The columns' distinct names.
        questions: What each asks, "" where its name says it.
        cells: Each column's sample.
        chosen: Name → role, as a person has corrected it; it wins.
        places: The units that are known from elsewhere, as ``place_of`` gives them.

    Raises:
        IngestError: ``chosen`` names a column or a role that does not exist.
    """
    given = _check_choices(headers, chosen)
    known = [
        without_code(called(name, question.removesuffix(_FREE_TEXT_SUFFIX)))
        for name, question in zip(headers, questions, strict=True)
    ]
    spelled = ([prefix_week(cell, name) for cell in values] for name, values in zip(known, cells, strict=True))
    profiles = [profile_column(values) for values in spelled]
    found = [_guess_role(name, asked, one) for name, asked, one in zip(known, questions, profiles, strict=True)]
    roles = [given.get(at, role) for at, role in enumerate(found)]
    _ignore_question_columns(roles, given, known)
    if not given and Role.TEXT not in roles:
        _accept_short_answers(roles, known, profiles)
    hints = dict.fromkeys(_ignore_subject_columns(roles, given, known, profiles, cells), Hint.SUBJECT)
    _choose_date_by_name(roles, given, known, profiles)
    hints |= _choose_unit_column(roles, given, known, cells, places)
    for role in _SINGLE_COLUMN_ROLES:
        _keep_one_column(roles, role, given, known, profiles)
    return tuple(
        Column(
            name,
            role,
            _question_of(name, question) if role is Role.TEXT else question.removesuffix(_FREE_TEXT_SUFFIX),
            _hint(
                role, hints.get(at), picked=at not in given and _is_open_question(f"{name} {question}", profiles[at])
            ),
        )
        for at, (name, question, role) in enumerate(zip(headers, questions, roles, strict=True))
    )


def _hint(role: Role, found: Hint | None, *, picked: bool) -> Hint | None:
    if found is Hint.PASSED_OVER and role is Role.UNIT:
        return None
    return Hint.PICKED if picked and not found and role is Role.ATTRIBUTE else found


def _is_open_question(heading: str, seen: ColumnProfile) -> bool:
    """Whether a question asks for people's own words and is answered in some that are neither graded nor numbers."""
    told = max(seen.closed, seen.numbers, seen.dates) > 0.5
    return seen.filled > 0 and not told and "?" in heading and names("text").match(fold(heading))


def _ignore_question_columns(roles: list[Role], given: Mapping[int, Role], headers: Sequence[str]) -> None:
    """A column of questions beside one of answers is nobody's own words."""
    asked = [at for at, role in enumerate(roles) if role is Role.TEXT and names("asked").match(fold(headers[at]))]
    if len(asked) < roles.count(Role.TEXT):
        for at in asked:
            roles[at] = given.get(at, Role.IGNORED)


def _ignore_subject_columns(
    roles: list[Role],
    given: Mapping[int, Role],
    headers: Sequence[str],
    profiles: Sequence[ColumnProfile],
    cells: Sequence[Sequence[str]],
) -> tuple[int, ...]:
    """What only heads messages, as the subjects of tickets do, is no statement of its own. Returns which columns do.

    Titles that people give their reviews say something, and so does one without a text below it.
    """
    texts = [at for at, role in enumerate(roles) if role is Role.TEXT]
    longest = max(texts, key=lambda at: profiles[at].words, default=-1)
    left = []
    for at in texts:
        seen = profiles[at]
        heads = seen.words <= _MAX_SUBJECT_WORDS or seen.distinct <= _MAX_SUBJECT_DISTINCT
        below = profiles[longest].words >= _MIN_BODY_TO_SUBJECT_WORDS * seen.words
        alone = sum(says_nothing(text) for head, text in zip(cells[at], cells[longest], strict=True) if head.strip())
        heads = heads and below and alone <= _MAX_SUBJECTS_WITHOUT_BODY * seen.filled
        if at not in given and names("subject").match(fold(headers[at])) and heads:
            roles[at] = Role.IGNORED
            left.append(at)
    return tuple(left)


def _choose_unit_column(
    roles: list[Role],
    given: Mapping[int, Role],
    headers: Sequence[str],
    cells: Sequence[Sequence[str]],
    places: Collection[str],
) -> dict[int, Hint]:
    """Take a column for the unit whose name tells nothing ("Handled by") where its cells name units that are known.

    One that is called a unit comes first, unless it names none of these: then nothing could be compared by it.
    """
    if Role.UNIT in given.values():
        return {}
    called_so = [at for at, role in enumerate(roles) if role is Role.UNIT]
    hints = dict.fromkeys(called_so, Hint.PASSED_OVER)
    if not places or any(count_known_units(cells[at], places)[1] for at in called_so):
        return hints
    found = {
        at: kinds
        for at, (role, header) in enumerate(zip(roles, headers, strict=True))
        if at not in given and role in {Role.ATTRIBUTE, Role.IGNORED} and not names("attribute").match(fold(header))
        for share, kinds in [count_known_units(cells[at], places)]
        if share >= _MIN_KNOWN_UNIT_SHARE and kinds >= _MIN_KNOWN_UNITS
    }
    if not found:
        return hints
    taken = max(found, key=lambda at: (found[at], -at))
    for at in called_so:
        roles[at] = Role.ATTRIBUTE
    roles[taken] = Role.UNIT
    return {**hints, taken: Hint.KNOWN_UNITS}


def _accept_short_answers(roles: list[Role], headers: Sequence[str], profiles: Sequence[ColumnProfile]) -> None:
    """Where nothing is written at length, a column named "comment" holds people's words however short they are."""
    for at, (header, seen) in enumerate(zip(headers, profiles, strict=True)):
        said = seen.filled > 0 and seen.closed <= 0.5 and seen.numbers <= 0.5 and not seen.coded
        if said and seen.dates <= 0.5 and seen.personal <= 0.3 and names("own_words").match(fold(header)):
            roles[at] = Role.TEXT


def _choose_date_by_name(
    roles: list[Role], given: Mapping[int, Role], headers: Sequence[str], profiles: Sequence[ColumnProfile]
) -> None:
    """Where no column holds dates, one that is called a date is taken for it, so that somebody hears of its values."""
    named = [
        at
        for at, (role, header, seen) in enumerate(zip(roles, headers, profiles, strict=True))
        if at not in given and role in _UNUSED_ROLES and _is_called_date(header, seen)
    ]
    if named and Role.DATE not in roles:
        roles[min(named, key=lambda at: (_name_rank(Role.DATE, headers[at]), at))] = Role.DATE


def _is_called_date(header: str, seen: ColumnProfile) -> bool:
    name = fold(header)
    # "Up to date?" is answered with a yes or a no.
    asks = "?" in header or seen.closed > 0.5 or len(name.split()) > _MAX_NAME_WORDS
    called = names("date").match(name) and not any(names(other).match(name) for other in _OTHER_DATE_KINDS)
    return called and not asks and seen.filled > 0


def profile_column(values: Sequence[str]) -> ColumnProfile:
    """What stands in these cells; cells that say nothing do not count."""
    found = Counter(value.strip() for value in values)
    # Days, places and grades are said again and again: each is looked at once.
    filled = {text: times for text, times in found.items() if text and not says_nothing(text)}
    if not filled:
        return ColumnProfile(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, coded=False, declined=any(found))
    count = sum(filled.values())
    words = {text: len(text.split()) for text in filled}
    picked = {text: fold(text) for text in filled if len(text) <= _MAX_OPTION_CHARS}
    masks = {_DIGITS.sub("0", text) for text in filled}

    def share(test: Callable[[str], object]) -> float:
        return sum(times for text, times in filled.items() if test(text)) / count

    digits = share(lambda text: any(map(str.isdigit, text)))
    return ColumnProfile(
        filled=count,
        distinct=len(filled) / count,
        words=sum(words[text] * times for text, times in filled.items()) / count,
        most_words=max(words.values()),
        long=share(lambda text: words[text] >= 8),
        numbers=share(_NUMBER.fullmatch),
        dates=share(looks_dated),
        closed=share(lambda text: picked.get(text) in phrases("closed") | rating_words().keys()),
        personal=share(_is_contact),
        wordy=share(lambda text: words[text] >= 3),
        graded=share(lambda text: picked.get(text) in rating_words()),
        coded=digits > 0.9 and max(words.values()) <= 8 and len(masks) <= max(1, 0.4 * count),
        declined=False,
    )


def _is_contact(text: str) -> bool:
    """Whether a cell is nothing but an address, a link or a telephone number; dates, too, are digits and slashes."""
    if len(text) > 80 or text.isdigit():
        return False
    return any(kind.fullmatch(text) for kind in (_EMAIL, _IP, _PHONE, _URL)) and not looks_dated(text)


def _check_choices(headers: Sequence[str], chosen: Mapping[str, str]) -> dict[int, Role]:
    places = {name.casefold(): at for at, name in enumerate(headers)}
    given = {}
    for name, role in chosen.items():
        place = places.get(" ".join(name.split()).casefold())
        if place is None:
            raise IngestError(f'There is no column "{name}"; the columns are: {", ".join(headers)}.')
        if role not in set(Role):
            raise IngestError(f'"{role}" is no role of a column; the roles are: {", ".join(Role)}.')
        given[place] = Role(role)
    return given


def _guess_role(header: str, question: str, seen: ColumnProfile) -> Role:
    name = fold(header)
    asked = fold(question)
    short = len(name.split()) <= _MAX_NAME_WORDS or is_path(header)
    asks_who = asked not in {"", name} and len(asked.split()) <= _MAX_NAME_WORDS and names("personal").match(asked)
    if (
        asks_who
        or _holds_person_name(header)
        or _is_personal(name, seen, short=short)
        or (short and names("foreign").match(name))
    ):
        return Role.IGNORED
    if seen.filled == 0:
        return Role.TEXT if seen.declined and names("own_words").match(name) else Role.IGNORED
    if seen.dates > 0.6 or (short and names("date").match(name) and _may_hold_dates(seen)):
        return Role.DATE
    if _is_open_text(name, f"{header} {question}", seen, short=short):
        return Role.TEXT
    return _guess_role_by_name(name, seen, short=short, option=" – " in header)


def _guess_role_by_name(name: str, seen: ColumnProfile, *, short: bool, option: bool) -> Role:
    if short and names("person").match(name) and seen.closed <= 0.5:
        return Role.PERSON
    if short and names("id").match(name) and seen.distinct > 0.9:
        return Role.ID
    if names("rating").match(name) and max(seen.numbers, seen.graded) > 0.8:
        # One option of a grid holds a tick, not the grade.
        return Role.ATTRIBUTE if option else Role.RATING
    if _asks_for_unit(name, seen, short=short) and (seen.distinct < 0.9 or seen.filled < 20):
        return Role.UNIT
    if seen.coded and seen.distinct == 1 and seen.numbers < 0.5 and seen.filled >= 5:
        return Role.ID
    return Role.ATTRIBUTE


def _asks_for_unit(name: str, seen: ColumnProfile, *, short: bool) -> bool:
    """Whether a column is named for a place, or a question however long asks for one of a few."""
    picked = names("which").begin(name) and seen.distinct <= 0.5 and seen.words <= 4 and seen.closed <= 0.2
    return names("unit").match(name) and ((short and not names("why").begin(name)) or picked)


def _holds_person_name(header: str) -> bool:
    """Whether a key inside a nested object holds somebody's name: "requester.name", "comments.1.author"."""
    last, above = path_ends(header) if is_path(header) else ("", "")
    if last.endswith("name"):
        return names("someone").match(above) or (last != "name" and names("personal").match(last))
    return names("writer").match(last)


def _is_personal(name: str, seen: ColumnProfile, *, short: bool) -> bool:
    if seen.personal > 0.3:
        return True
    # "How was your manager?" is answered about somebody, "Manager" with a name.
    about = names("led_by").match(name) and (names("text").match(name) or begins(name, "prompts")) and seen.words >= 3
    if not short or seen.long > 0.3 or about:
        return False
    # "employee id" names nobody; "employee name" does.
    if names("person").match(name) or names("id").match(name):
        return (
            seen.filled > 0
            and not seen.coded
            and seen.numbers < 0.5
            and names("person").match(name)
            and seen.words >= 2
        )
    if names("personal").match(name):
        return True
    return names("address").match(name) and not names("unit").match(name)


def _may_hold_dates(seen: ColumnProfile) -> bool:
    return seen.dates > 0.2 or seen.numbers > 0.5


def _is_open_text(name: str, heading: str, seen: ColumnProfile, *, short: bool) -> bool:
    """Open text: words of people's own, not one of a few answers, a code or a number."""
    asks = names("text").match(fold(heading))
    # Sentences that differ by a number alone ("Please ring me about order 7") are no codes.
    coded = seen.coded and not (asks and seen.words >= _SENTENCE_WORDS)
    if seen.closed > 0.8 or coded or seen.numbers > 0.8:
        return False
    if names("own_words").match(name) and seen.wordy > 0.5:
        return True
    if short and names("attribute").match(name) and not names("text").match(name):
        return seen.words >= 8 and seen.distinct > 0.5
    if asks or ("?" in heading and seen.distinct > 0.5):
        # Of a few answers to an open question several are alike by chance.
        few = asks and "?" in heading and seen.filled < _FEW_ANSWERS
        varied = few or seen.distinct > 0.3 or seen.filled * seen.distinct > 200
        return (varied and (seen.words >= 2 or seen.most_words >= 4 or names("plain").match(name))) or seen.long > 0.3
    return (seen.words >= 4 and seen.distinct > 0.5) or (seen.long > 0.2 and seen.distinct > 0.2)


def _keep_one_column(
    roles: list[Role], role: Role, given: Mapping[int, Role], headers: Sequence[str], profiles: Sequence[ColumnProfile]
) -> None:
    """One column keeps the role, the others of it become attributes; a person's choice comes first."""
    having = [at for at, found in enumerate(roles) if found is role]
    chosen = [at for at in having if at in given]
    if chosen[1:]:
        raise IngestError(f'Only one column can be "{role}"; {" and ".join(headers[at] for at in chosen)} are.')
    if not having:
        return
    best = (
        chosen[0] if chosen else min(having, key=lambda at: (_name_rank(role, headers[at]), -profiles[at].filled, at))
    )
    for at in having:
        if at != best:
            roles[at] = Role.ATTRIBUTE


def _name_rank(role: Role, header: str) -> int:
    name = fold(header)
    rank = names(role.value).rank(name)
    if role is Role.DATE and names("other_date").match(name):
        return 10_000
    return 1_000 if rank is None else rank


def _question_of(name: str, question: str) -> str:
    bare = without_code(re.sub(r" \(\d+\)$", "", name))
    if question or is_path(name):
        return question.removesuffix(_FREE_TEXT_SUFFIX)
    return "" if names("plain").match(fold(bare)) or re.fullmatch(r"Column \d+", name) else bare
