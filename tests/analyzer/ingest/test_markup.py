"""HTML inside cells, and XML as rows."""

import pytest

from analyzer.ingest import IngestError, Role, inspect, read
from analyzer.ingest.sources.html_text import plain_text
from analyzer.types import RawRecord

SAID = (
    "Le four met une heure à chauffer.",
    "La notice manque et personne ne répond.",
    "Livraison rapide, rien à redire.",
    "Le tiroir bloque depuis mardi.",
)


def load(tmp_path, text, name="avis.xml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    plan = inspect(path, name)
    return plan, [one for one in read(path, plan) if isinstance(one, RawRecord)]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<p>Zu laut</p><p>und zu teuer</p>", "Zu laut\n\nund zu teuer"),
        ("<div>Zu laut<br/>und zu teuer</div>", "Zu laut\nund zu teuer"),
        ("<style>b{margin:0}</style><b>Zu laut</b><script>go()</script>", "Zu laut"),
        ("<ul><li>laut</li><li>teuer</li></ul>", "laut\nteuer"),
        ("Zu laut &amp; zu&nbsp;teuer &ndash; l&#39;horreur", "Zu laut & zu teuer – l'horreur"),
        ("<div>Danke</div><blockquote>Wie geht es?<br>Ihr Team</blockquote>", "Danke\n\n> Wie geht es?\n> Ihr Team"),
        ("<html><head><title>Mail</title><body>Zu laut</body></html>", "Zu laut"),
        ("<p>von <ann@post.example> <3</p>", "von <ann@post.example> <3"),
        ("<p>n/a</p>", "n/a"),
    ],
)
def test_plain_text_it_shows_what_a_reader_would_see(cell, text):
    assert plain_text(cell) == text


@pytest.mark.parametrize("cell", ["I <3 you", "5 < 6 & 7 > 3", "Q&A; R&D;", "<ann@post.example> wrote", "a <b"])
def test_plain_text_it_leaves_what_only_looks_like_markup(cell):
    assert plain_text(cell) == cell


def test_read_it_counts_an_empty_paragraph_as_no_answer(tmp_path):
    rows = [f"{at},<p>{said}</p>" for at, said in enumerate(SAID)]
    _, found = load(
        tmp_path, "\n".join(["id;comment", *[row.replace(",", ";", 1) for row in rows], "9;<p>&nbsp;</p>"]), "t.csv"
    )
    assert [one.text for one in found] == list(SAID)


def test_read_it_takes_repeated_elements_of_xml_for_rows(tmp_path):
    rows = "".join(
        f'<avis ref="A{at}"><lieu>Lyon</lieu><jour>2026-02-0{at + 1}</jour><note>{at + 1}</note>'
        f"<commentaire><![CDATA[{said}]]></commentaire></avis>\n"
        for at, said in enumerate(SAID)
    )
    plan, found = load(
        tmp_path, f"<?xml version='1.0'?>\n<export><source>Kiosque</source><source>Web</source>{rows}</export>"
    )
    assert {column.name: column.role for column in plan.columns} == {
        "ref": Role.ID,
        "lieu": Role.UNIT,
        "jour": Role.DATE,
        "note": Role.RATING,
        "commentaire": Role.TEXT,
    }
    assert [(one.text, one.line) for one in found] == [(said, at + 2) for at, said in enumerate(SAID)]


def test_read_it_reads_a_feed_with_markup_in_it(tmp_path):
    items = "".join(
        f"<item><title>Avis {at}</title><text>{said} <b>Vraiment</b>.</text></item>" for at, said in enumerate(SAID)
    )
    _, found = load(
        tmp_path, f"<rss><channel><title>Avis</title>{items}</channel></rss>", "feed.txt".replace("txt", "xml")
    )
    assert [one.text.split("\n")[-1] for one in found] == [f"{said} Vraiment." for said in SAID]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a><r>&b;</r><r>x</r></a>", "declares a document type"),
        ("<?xml version='1.0'?><a><r>x</r><r>", "breaks off or is no valid XML"),
        ("<?xml version='1.0'?><a><r>x</r></a>", "no elements that come again"),
        ("<?xml version='1.0'?><Workbook><s/><s/></Workbook>", "save it as .xlsx"),
        ("<?xml version='1.0'?>" + "<a>" * 200, "nested too deeply"),
    ],
)
def test_inspect_it_refuses_xml_that_it_cannot_read_and_says_why(tmp_path, text, sentence):
    with pytest.raises(IngestError, match=sentence):
        load(tmp_path, text)
