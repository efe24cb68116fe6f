"""Find the role of each column of a table from its name and its values."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from analyzer.ingest.answers import says_nothing
from analyzer.ingest.columns.profile import ColumnProfile, profile_column
from analyzer.ingest.dates import prefix_week
from analyzer.ingest.plan import Column, Hint, IngestError, Role
from analyzer.ingest.units import count_known_units
from analyzer.ingest.words import (
    begins,
    column_phrases,
    display_name,
    fold,
    is_path,
    is_praise_or_fault,
    path_ends,
    spell_out,
    without_code,
    without_poles,
)

# Roles of columns that are not read, or that a run does not need.
_UNUSED_ROLES = (Role.ID, Role.ATTRIBUTE, Role.IGNORED)
# Kinds of names that make a date another one than that of the leaving or the comment.
_OTHER_DATE_KINDS = ("other_date", "personal", "foreign", "person", "id", "unit", "rating")
# Roles that only one column can have.
_SINGLE_COLUMN_ROLES = (Role.ID, Role.DATE, Role.UNIT, Role.RATING, Role.PERSON)
# A header of more words is a question, not a name.
_MAX_NAME_WORDS = 6
# With fewer answers than this, repetition does not show that they were picked from a list.
_FEW_ANSWERS = 12
# Texts of at least so many words on average are sentences.
_SENTENCE_WORDS = 5
# Cells of so many words on average, most of them different, may be somebody's own words; names have fewer.
_PHRASE_WORDS = 2.5
# A column holds known units if at least this share of its cells names one, and it names at least so many units.
_MIN_KNOWN_UNIT_SHARE = 0.9
_MIN_KNOWN_UNITS = 2
# A subject column has at most so many words on average, or at most this share of distinct values. The column of bodies
# has at least so many times as many words; at most this share of subjects stands above a blank body.
_MAX_SUBJECT_WORDS = 2.5
_MAX_SUBJECT_DISTINCT = 0.5
_MIN_BODY_TO_SUBJECT_WORDS = 3
_MAX_SUBJECTS_WITHOUT_BODY = 0.05
# Appended to a question by headers.py where the survey tool's code says that the answer is free text.
_FREE_TEXT_SUFFIX = " free text"


def assign_roles(
    headers: Sequence[str],
    questions: Sequence[str],
    cells: Sequence[Sequence[str]],
    chosen: Mapping[str, str],
    known_units: Collection[str] = (),
) -> tuple[Column, ...]:
    """Give each column a role.

    Args:
        headers: The columns' distinct names.
        questions: The question of each, "" where the name says it.
        cells: Each column's sampled cells.
        chosen: Name → role, as corrected by a person; takes precedence.
        known_units: Units known from elsewhere, in the form that ``unit_key`` returns.

    Raises:
        IngestError: ``chosen`` names a column or a role that does not exist.
    """
    given = _check_choices(headers, chosen)
    known = _display_names(headers, questions)
    spelled = ([prefix_week(cell, name) for cell in values] for name, values in zip(known, cells, strict=True))
    profiles = [profile_column(values) for values in spelled]
    found = [_guess_role(name, asked, one) for name, asked, one in zip(known, questions, profiles, strict=True)]
    roles = [given.get(at, role) for at, role in enumerate(found)]
    _ignore_question_columns(roles, given, known)
    if not given and Role.TEXT not in roles:
        _accept_short_answers(roles, known, profiles)
    _accept_twins(roles, given, known, profiles)
    hints = dict.fromkeys(_ignore_subject_columns(roles, given, known, profiles, cells), Hint.SUBJECT)
    _choose_date_by_name(roles, given, known, profiles)
    hints |= _choose_unit_column(roles, given, known, cells, known_units)
    for role in _SINGLE_COLUMN_ROLES:
        _keep_one_column(roles, role, given, known, profiles)
    return tuple(
        Column(
            name,
            role,
            _question_of(name, question) if role is Role.TEXT else question.removesuffix(_FREE_TEXT_SUFFIX),
            None if at in given else _hint(role, hints.get(at), (known[at], question), profiles[at]),
        )
        for at, (name, question, role) in enumerate(zip(headers, questions, roles, strict=True))
    )


def _display_names(headers: Sequence[str], questions: Sequence[str]) -> list[str]:
    return [
        without_code(display_name(name, question.removesuffix(_FREE_TEXT_SUFFIX)))
        for name, question in zip(headers, questions, strict=True)
    ]


def _hint(role: Role, found: Hint | None, heading: tuple[str, str], stats: ColumnProfile) -> Hint | None:
    """Return what to tell a person about a role that nobody chose, above all where people's words may go unread."""
    if found is Hint.PASSED_OVER and role is Role.UNIT:
        return None
    if found or role is not Role.ATTRIBUTE or not _is_typed(stats):
        return found
    name, whole = fold(heading[0]), " ".join(heading)
    asks = "?" in whole and column_phrases("text").match(fold(whole))
    if asks or is_praise_or_fault(name) or column_phrases("own_words").match(name):
        return Hint.PICKED
    told = any(column_phrases(kind).match(name) for kind in ("attribute", "unit"))
    return None if told or stats.words < _PHRASE_WORDS or stats.distinct <= 0.5 else Hint.UNREAD


def _is_typed(stats: ColumnProfile) -> bool:
    """Tell whether somebody may have typed the cells: few are closed answers, numbers, dates, codes or addresses."""
    closed = max(stats.closed, stats.numbers, stats.dates) > 0.5 or stats.contacts > 0.3 or stats.coded
    return stats.filled > 0 and not closed


def _ignore_question_columns(roles: list[Role], given: Mapping[int, Role], headers: Sequence[str]) -> None:
    """Ignore columns that hold the questions asked, where another column holds the answers."""
    asked = [
        at for at, role in enumerate(roles) if role is Role.TEXT and column_phrases("asked").match(fold(headers[at]))
    ]
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
    """Ignore columns of subject lines, which only head the texts of another column, and return their positions.

    Titles that people give their reviews are kept, and so are subjects without a text below them.
    """
    texts = [at for at, role in enumerate(roles) if role is Role.TEXT]
    longest = max(texts, key=lambda at: profiles[at].words, default=-1)
    left = []
    for at in texts:
        stats = profiles[at]
        heads = stats.words <= _MAX_SUBJECT_WORDS or stats.distinct <= _MAX_SUBJECT_DISTINCT
        below = profiles[longest].words >= _MIN_BODY_TO_SUBJECT_WORDS * stats.words
        alone = sum(says_nothing(text) for head, text in zip(cells[at], cells[longest], strict=True) if head.strip())
        heads = heads and below and alone <= _MAX_SUBJECTS_WITHOUT_BODY * stats.filled
        if at not in given and column_phrases("subject").match(fold(headers[at])) and heads:
            roles[at] = Role.IGNORED
            left.append(at)
    return tuple(left)


def _choose_unit_column(
    roles: list[Role],
    given: Mapping[int, Role],
    headers: Sequence[str],
    cells: Sequence[Sequence[str]],
    known_units: Collection[str],
) -> dict[int, Hint]:
    """Choose a column as the unit by its values, though its name says nothing ("Handled by"): they are known units.

    A column whose name says unit is preferred, unless it names none of the known ones: the two sides could not be
    compared by it.
    """
    if Role.UNIT in given.values():
        return {}
    called_so = [at for at, role in enumerate(roles) if role is Role.UNIT]
    hints = dict.fromkeys(called_so, Hint.PASSED_OVER)
    if not known_units or any(count_known_units(cells[at], known_units)[1] for at in called_so):
        return hints
    found = {
        at: kinds
        for at, (role, header) in enumerate(zip(roles, headers, strict=True))
        if at not in given
        and role in {Role.ATTRIBUTE, Role.IGNORED}
        and not column_phrases("attribute").match(fold(header))
        for share, kinds in [count_known_units(cells[at], known_units)]
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
    """Where no column holds longer texts, take a column named "comment" as text, however short its answers are."""
    for at, (header, stats) in enumerate(zip(headers, profiles, strict=True)):
        name = fold(header)
        if _is_typed(stats) and (column_phrases("own_words").match(name) or is_praise_or_fault(name)):
            roles[at] = Role.TEXT


def _accept_twins(
    roles: list[Role], given: Mapping[int, Role], headers: Sequence[str], profiles: Sequence[ColumnProfile]
) -> None:
    """Take a column as text where its twin is one, however alike its cells are: "Best moment" beside "Worst moment"."""
    names = [without_poles(fold(header)) for header in headers]
    texts = {name for name, role in zip(names, roles, strict=True) if role is Role.TEXT and "*" in name}
    for at, (name, stats) in enumerate(zip(names, profiles, strict=True)):
        if at not in given and roles[at] is Role.ATTRIBUTE and name in texts and _is_typed(stats):
            roles[at] = Role.TEXT


def _choose_date_by_name(
    roles: list[Role], given: Mapping[int, Role], headers: Sequence[str], profiles: Sequence[ColumnProfile]
) -> None:
    """Where no column holds dates, choose one that is named a date, so that a person is told of its bad values."""
    named = [
        at
        for at, (role, header, stats) in enumerate(zip(roles, headers, profiles, strict=True))
        if at not in given and role in _UNUSED_ROLES and _is_called_date(header, stats)
    ]
    if named and Role.DATE not in roles:
        roles[min(named, key=lambda at: (_name_rank(Role.DATE, headers[at]), at))] = Role.DATE


def _is_called_date(header: str, stats: ColumnProfile) -> bool:
    name = fold(header)
    # "Up to date?" is a question, answered by yes or no.
    asks = "?" in header or stats.closed > 0.5 or len(name.split()) > _MAX_NAME_WORDS
    is_date = column_phrases("date").match(name) and not any(
        column_phrases(other).match(name) for other in _OTHER_DATE_KINDS
    )
    return is_date and not asks and stats.filled > 0


def _check_choices(headers: Sequence[str], chosen: Mapping[str, str]) -> dict[int, Role]:
    positions = {name.casefold(): at for at, name in enumerate(headers)}
    given = {}
    for name, role in chosen.items():
        position = positions.get(" ".join(name.split()).casefold())
        if position is None:
            raise IngestError(f'There is no column "{name}"; the columns are: {", ".join(headers)}.')
        if role not in set(Role):
            raise IngestError(f'"{role}" is no role of a column; the roles are: {", ".join(Role)}.')
        given[position] = Role(role)
    return given


def _guess_role(header: str, question: str, stats: ColumnProfile) -> Role:
    name = fold(header)
    asked = fold(question)
    short = len(name.split()) <= _MAX_NAME_WORDS or is_path(header)
    asks_who = (
        asked not in {"", name} and len(asked.split()) <= _MAX_NAME_WORDS and column_phrases("personal").match(asked)
    )
    if (
        asks_who
        or _holds_person_name(header)
        or _is_personal(name, stats, short=short)
        or (short and column_phrases("foreign").match(name))
    ):
        return Role.IGNORED
    if stats.filled == 0:
        return Role.TEXT if stats.all_declined and column_phrases("own_words").match(name) else Role.IGNORED
    if stats.dates > 0.6 or (short and column_phrases("date").match(name) and _may_hold_dates(stats)):
        return Role.DATE
    if _is_open_text(name, f"{header} {question}", stats, short=short):
        return Role.TEXT
    return _guess_role_by_name(name, stats, short=short, option=" – " in header)


def _guess_role_by_name(name: str, stats: ColumnProfile, *, short: bool, option: bool) -> Role:
    if short and column_phrases("person").match(name) and stats.closed <= 0.5:
        return Role.PERSON
    if short and column_phrases("id").match(name) and stats.distinct > 0.9:
        return Role.ID
    if column_phrases("rating").match(name) and max(stats.numbers, stats.graded) > 0.8:
        # The column of one option in a grid holds a tick, not the rating.
        return Role.ATTRIBUTE if option else Role.RATING
    if _asks_for_unit(name, stats, short=short) and (stats.distinct < 0.9 or stats.filled < 20):
        return Role.UNIT
    if stats.coded and stats.distinct == 1 and stats.numbers < 0.5 and stats.filled >= 5:
        return Role.ID
    return Role.ATTRIBUTE


def _asks_for_unit(name: str, stats: ColumnProfile, *, short: bool) -> bool:
    """Tell whether a column is named as a unit, or is a "which" question of any length answered by a few values."""
    picked = column_phrases("which").begin(name) and stats.distinct <= 0.5 and stats.words <= 4 and stats.closed <= 0.2
    return column_phrases("unit").match(name) and ((short and not column_phrases("why").begin(name)) or picked)


def _holds_person_name(header: str) -> bool:
    """Tell whether a key inside a nested object holds a person's name: "requester.name", "comments.1.author"."""
    last, above = path_ends(header) if is_path(header) else ("", "")
    if last.endswith("name"):
        return column_phrases("someone").match(above) or (last != "name" and column_phrases("personal").match(last))
    return column_phrases("writer").match(last)


def _is_personal(name: str, stats: ColumnProfile, *, short: bool) -> bool:
    if stats.contacts > 0.3:
        return True
    # "How was your manager?" is answered with an opinion, "Manager" with a name.
    about = (
        column_phrases("led_by").match(name)
        and (column_phrases("text").match(name) or begins(name, "prompts"))
        and stats.words >= 3
    )
    if not short or stats.long > 0.3 or about:
        return False
    # "employee id" holds no name; "employee name" does.
    if column_phrases("person").match(name) or column_phrases("id").match(name):
        return (
            stats.filled > 0
            and not stats.coded
            and stats.numbers < 0.5
            and column_phrases("person").match(name)
            and stats.words >= 2
        )
    if column_phrases("personal").match(name):
        return True
    return column_phrases("address").match(name) and not column_phrases("unit").match(name)


def _may_hold_dates(stats: ColumnProfile) -> bool:
    return stats.dates > 0.2 or stats.numbers > 0.5


def _is_open_text(name: str, heading: str, stats: ColumnProfile, *, short: bool) -> bool:
    """Tell whether a column is open text: people's own words, not closed answers, codes or numbers."""
    asks = column_phrases("text").match(fold(heading))
    # Sentences that differ only in a number ("Please ring me about order 7") are not codes.
    coded = stats.coded and not (asks and stats.words >= _SENTENCE_WORDS)
    if stats.closed > 0.8 or coded or stats.numbers > 0.8:
        return False
    if column_phrases("own_words").match(name) and stats.wordy > 0.5:
        return True
    # Such cells are terse: "the beach", "staff".
    if is_praise_or_fault(name) and (_is_varied(stats) or stats.filled < _FEW_ANSWERS):
        return True
    if short and column_phrases("attribute").match(name) and not column_phrases("text").match(name):
        return stats.words >= 8 and stats.distinct > 0.5
    if asks or ("?" in heading and stats.distinct > 0.5):
        # Where an open question has few answers, several may be alike by chance.
        few = asks and "?" in heading and stats.filled < _FEW_ANSWERS
        return (
            (few or _is_varied(stats))
            and (stats.words >= 2 or stats.most_words >= 4 or column_phrases("plain").match(name))
        ) or stats.long > 0.3
    return (stats.words >= 4 and stats.distinct > 0.5) or (stats.long > 0.2 and stats.distinct > 0.2)


def _is_varied(stats: ColumnProfile) -> bool:
    """Tell whether answers differ more than those picked from a list."""
    return stats.distinct > 0.3 or stats.filled * stats.distinct > 200


def _keep_one_column(
    roles: list[Role], role: Role, given: Mapping[int, Role], headers: Sequence[str], profiles: Sequence[ColumnProfile]
) -> None:
    """Leave a role to one column, a person's choice first; the others that had it become attributes."""
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
    rank = column_phrases(role.value).rank(name)
    if role is Role.DATE and column_phrases("other_date").match(name):
        return 10_000
    return 1_000 if rank is None else rank


def _question_of(name: str, question: str) -> str:
    bare = without_code(re.sub(r" \(\d+\)$", "", name))
    if question or is_path(name):
        return question.removesuffix(_FREE_TEXT_SUFFIX)
    asks = not column_phrases("plain").match(fold(bare)) and not re.fullmatch(r"Column \d+", name)
    return spell_out(bare) if asks else ""
