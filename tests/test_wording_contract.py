"""No generated sentence claims a cause below Tested: every one that can be written, and every one that is shown.

The first half reads the sources of all sentences, so that one which no test happens to render is read as well. The
second renders links of every grade, direction, reason and voice, with claims in all that is quoted, and reads whatever
stands outside the quotes: of the report, the terminal, analysis.json and the pages on links.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

from analyzer.checks import Checks
from analyzer.gate import gate
from analyzer.judgement import Cited, Judgement, Relation
from analyzer.link.grade import Evidence, Verdict, grade, reasons, settle
from analyzer.report import build_report, to_html, to_json
from analyzer.report.cards import REASONS
from analyzer.settings import GateSettings
from analyzer.types import Analysis, Direction, Effect, Grade, Link, Reason, Side
from analyzer.voices import Voice, VoicedPeople
from analyzer.wording.claims import causal_verbs
from analyzer.wording.grades import is_permitted_sentence, permitted_sentence
from models import Link as StoredLink
from models.enums import Role
from tests.factories import make_analysis, make_link
from tests.web.office import Office, open_office
from web.commands.terminal import describe_findings

ROOT = Path(__file__).resolve().parents[1]
WRITERS = (
    "analyzer/rollout",
    "analyzer/link",
    "analyzer/gate",
    "analyzer/report",
    "analyzer/wording",
    "analyzer/pipeline",
    "web/commands",
    "web/page",
)
TEMPLATES = ("analyzer/report/templates", "web/templates")
CLAIM = "Thin staffing causes queues because nobody comes"
BELOW = [grade for grade in Grade if grade not in {Grade.TESTED, Grade.UNEXPLAINED}]


def written() -> Iterator[tuple[str, str]]:
    """Every text in the sources that is long enough to be a sentence, with where it stands; docstrings are for us."""
    files = [path for folder in WRITERS for path in sorted((ROOT / folder).rglob("*.py"))]
    for path in files:
        tree = ast.parse(path.read_text("utf-8"))
        explained = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, _DOCUMENTED)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in explained:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node.value
    for path in (
        path for folder in TEMPLATES for path in sorted((ROOT / folder).rglob("*.html")) if _is_on_results(path)
    ):
        yield (
            str(path.relative_to(ROOT)),
            re.sub(r"\{[{%#].*?[}%#]\}|<[^>]*>", " ", path.read_text("utf-8"), flags=re.DOTALL),
        )


def _is_on_results(template: Path) -> bool:
    """Pages on uploads and users speak of files and passwords, and may say why."""
    return not {"uploads", "people"} & set(template.parts)


_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)


def test_no_sentence_that_can_be_written_claims_a_cause() -> None:
    assert [(where, text, found) for where, text in written() if " " in text and (found := causal_verbs(text))] == []


def test_it_would_find_one() -> None:
    assert len([text for _, text in written() if " " in text]) > 500
    assert causal_verbs(CLAIM) == ("causes", "because")


def known_of_pairs() -> Iterator[Evidence]:
    """Whatever can be known of a pair: tested or not and why not, with intervals of every kind."""
    for mechanism, voiced, confounded in product((True, False), repeat=3):
        for code, text in REASONS.items():
            yield Evidence(mechanism, voiced, None, (Reason(code, text),), confounded, 0.1, 0.1)
        for q, swapped, low, high in product((0.01, 0.5), (0.01, 0.6), (-1.0, 0.4), (0.45, 3.0)):
            effect = Effect(1.0, low, high, "points of customers per 10 points of employees")
            checks = Checks(q, 0.5, 1.5, 0.2, 0.9)
            tested = Verdict(0.2, swapped, q, effect, 1, Direction.TOGETHER, 1.0, checks)
            yield from (Evidence(mechanism, voiced, tested, (), confounded, fdr, 0.1) for fdr in (0.1, 0.005))


def test_whatever_is_known_of_a_pair_is_said_as_its_grade_permits() -> None:
    graded = set()
    for evidence in known_of_pairs():
        texts = [each.detail for each in reasons(evidence)] + ([settle(evidence)] if evidence.tested else [])
        assert [text for text in texts if causal_verbs(text)] == []
        assert is_permitted_sentence(grade(evidence), permitted_sentence(grade(evidence), "Too few", "Queues"))
        graded.add(grade(evidence))
    assert graded == set(BELOW)


def links_of_all_kinds() -> tuple[Link, ...]:
    """A link of every grade with every reason and direction, and claims in whatever is quoted."""
    speakers = ((0, 0), (12, 0), (0, 23), (12, 23))
    kinds = product(BELOW, list(REASONS.items()), list(Direction))
    return tuple(
        make_link(
            f"E{1 + number % 12}",
            f"C{1 + number % 11}",
            grade=grade,
            sentence=f"{CLAIM}, as number {number} shows.",
            reasons=(Reason(code, text if number % 2 else f"{CLAIM}."),),
            direction=direction,
            lag=number % 3 - 1,
            why=CLAIM,
            rivals=("a sale in the same months",),
            settle="More months." if number % 2 else f"{CLAIM}, so more staff.",
            voices=tuple(Voice(side, CLAIM, "1", 0, 12) for side in Side),
            voiced_people=VoicedPeople(*speakers[number % len(speakers)]),
            judgement=Judgement(
                list(Relation)[number % len(Relation)], 1.0, (Cited(Side.CUSTOMER, CLAIM, "1", 0, 12),)
            ),
        )
        for number, (grade, (code, text), direction) in enumerate(kinds)
    )


def analyses() -> Iterator[Analysis]:
    """Analyses of a few links each, so that every link is drawn as a card."""
    links = links_of_all_kinds()
    for start in range(0, len(links), 12):
        yield replace(make_analysis(), links=links[start : start + 12], not_tested=links[start].reasons)


def test_no_report_claims_a_cause_outside_quotes() -> None:
    for analysis in analyses():
        gated = gate(analysis, GateSettings())
        page = to_html(gated, date(2026, 1, 15))
        assert causal_verbs(" ".join(_Outside(page).texts)) == ()
        assert causal_verbs(describe_findings(build_report(gated, date(2026, 1, 15)), 100)) == ()
        assert [link.sentence for link in gated.links if link.sentence] == []


def test_every_card_says_what_its_grade_permits() -> None:
    said = {
        (card.grade, card.sentence)
        for analysis in analyses()
        for card in build_report(gate(analysis, GateSettings()), date(2026, 1, 15)).cards
    }
    assert {grade for grade, _ in said} == {Grade.HYPOTHESIS, Grade.VOICED, Grade.MOVES_TOGETHER, Grade.CONVERGING}
    assert [pair for pair in said if not is_permitted_sentence(*pair)] == []


def test_the_analysts_file_claims_no_cause_but_in_what_it_quotes() -> None:
    quoted = {"why", "rivals", "voices", "cited", "name", "keywords", "quotes", "description", "settings"}
    honest = replace(
        make_analysis(),
        links=tuple(
            replace(link, sentence=permitted_sentence(link.grade, "a", "b"), reasons=(), settle="")
            for link in links_of_all_kinds()
        ),
    )
    texts = list(_strings(to_json(honest), quoted))
    assert len(texts) > 1000
    assert [text for text in texts if causal_verbs(text)] == []


def test_no_page_on_a_link_claims_a_cause_outside_quotes(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    reader = office.sit_down(Role.ANALYST)
    pages = (f"/runs/{office.run}/links/{office.link}", f"/runs/{office.run}/links/", f"/runs/{office.run}/themes/E1")
    for graded, direction in product(BELOW, Direction):
        _set(office, graded, direction)
        for page in pages:
            with reader.get(page) as answer:
                assert answer.status_code == 200
                outside = " ".join(_Outside(answer.text).texts)
            assert causal_verbs(outside) == ()
        with reader.get(pages[0]) as answer:
            assert f"“{CLAIM}”" in answer.text
            assert "A possible explanation, not a finding." in answer.text
            assert "<mark>" in answer.text


def _set(office: Office, graded: Grade, direction: Direction) -> None:
    with office.store.sessions.begin() as session:
        link = session.get_one(StoredLink, office.link)
        link.grade, link.direction, link.mechanism = graded, direction, "M06"
        link.sentence = permitted_sentence(graded, "Late rosters", "Long queues")
        said = [{"side": side, "text": CLAIM, "record": "1", "start": 0, "end": 12, "begin": 0} for side in Side]
        link.evidence = {**link.evidence, "why": CLAIM, "voices": said}


def _strings(value: object, quoted: set[str]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for key, part in value.items() if key not in quoted for text in _strings(part, quoted))
    elif isinstance(value, list):
        yield from (text for part in value for text in _strings(part, quoted))


class _Outside(HTMLParser):
    """The texts of a page that are neither people's words nor its style."""

    QUOTING = frozenset({"blockquote", "bdi", "style", "script"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside = 0
        self._list = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside += tag in self.QUOTING
        # On analysts' pages people's words stand in a list of texts.
        self._list = self._list or (tag == "ul" and ("class", "texts") in attrs)

    def handle_endtag(self, tag: str) -> None:
        self._inside -= tag in self.QUOTING
        self._list = self._list and tag != "ul"

    def handle_data(self, text: str) -> None:
        if not self._inside and not self._list:
            self.texts.append(text)
