"""PDF forms: what was typed into their fields, below what asks for it."""

import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NullObject,
    TextStringObject,
)

from analyzer.ingest import Choices, Format, IngestError, Plan, inspect, read
from analyzer.ingest.prose.extraction import extract_text
from analyzer.types import RawRecord

WHY, CHANGE = "Why are you leaving?", "What would you change?"
ROTA, BOAT = "The rota came out late and nobody told us.", "two people on the late boat"


def named(**values):
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in values.items()})


@pytest.fixture
def form(tmp_path):
    """Write a form: on each page texts by where they stand, and its fields."""

    def write(*pages):
        writer = pypdf.PdfWriter()
        font = named(Type=NameObject("/Font"), Subtype=NameObject("/Type1"), BaseFont=NameObject("/Helvetica"))
        for texts, fields in pages:
            page = writer.add_blank_page(600, 800)
            stream = DecodedStreamObject()
            drawn = (f"BT /F1 12 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET" for (x, y), text in texts)
            stream.set_data("\n".join(drawn).encode())
            page[NameObject("/Contents")] = writer._add_object(stream)
            page[NameObject("/Resources")] = named(Font=named(F1=font))
            page[NameObject("/Annots")] = ArrayObject(map(writer._add_object, fields))
        kids = [kid for _, fields in pages for kid in fields if isinstance(kid, DictionaryObject) and "/Parent" in kid]
        if kids:
            held = writer._add_object(kids[0]["/Parent"])
            for kid in kids:
                kid[NameObject("/Parent")] = held
        path = tmp_path / "form.pdf"
        writer.write(path)
        return path

    return write


def corners(*at):
    return ArrayObject(map(FloatObject, at))


def widget(value, at=None, **more):
    said = TextStringObject(value) if isinstance(value, str) else value
    made = named(Subtype=NameObject("/Widget"), FT=NameObject("/Tx"), T=TextStringObject("Text1"), V=said)
    made.update(named(**({"Rect": corners(*at)} if at else {}), **more))
    return made


def lines(path):
    return [line for line in extract_text(path, Plan(path.name, Format.PDF)).split("\n") if line]


def test_read_it_puts_what_was_typed_below_what_asks_for_it(form):
    texts = [((20, 760), "Leaver form"), ((20, 700), WHY), ((20, 600), CHANGE), ((20, 20), "Thank you")]
    # In the order in which fields were drawn, which is nobody's business.
    path = form((texts, [widget(BOAT, (20, 540, 500, 595)), widget(ROTA, (20, 620, 500, 690)), widget("")]))
    assert lines(path) == ["Leaver form", WHY, ROTA, CHANGE, BOAT, "Thank you"]
    found = [one.text for one in read(path, inspect(path, path.name, Choices())) if isinstance(one, RawRecord)]
    assert ROTA in found[0]
    assert BOAT in found[0]


def test_read_it_finds_what_stands_beside_a_field(form):
    texts = [((20, 700), "Name:"), ((300, 700), "Team"), ((20, 660), "What would you"), ((20, 646), "change here")]
    fields = [
        widget("Ilka Thornquist", (60, 702, 280, 716)),
        widget("harbour crew", (360, 697, 500, 712)),
        widget(BOAT, (200, 640, 500, 672)),
    ]
    assert lines(form((texts, fields))) == [
        "Name: Ilka Thornquist",
        "Team:",
        "harbour crew",
        "What would you change here:",
        BOAT,
    ]


def test_read_it_names_the_field_where_no_text_of_the_page_stands_above(form):
    asked = widget(ROTA, (20, 760, 500, 790), TU=TextStringObject(WHY))
    nowhere = widget(BOAT, T=TextStringObject("Changes"))
    nameless = widget("Kind crew.", T=TextStringObject(""))
    path = form(([((20, 700), "Page two of two")], [asked, nowhere, nameless]), ([], [widget("No text here.")]))
    assert lines(path) == ["Page two of two", WHY, ROTA, "Changes:", BOAT, "Kind crew.", "Text1:", "No text here."]


def test_read_it_reads_a_field_once_and_what_it_has_from_the_field_above(form):
    held = widget(ROTA)
    del held["/Subtype"]
    kids = [
        named(Subtype=NameObject("/Widget"), Parent=held, Rect=corners(20, foot, 500, foot + 60)) for foot in (620, 520)
    ]
    assert lines(form(([((20, 700), WHY), ((20, 600), CHANGE)], kids))) == [WHY, ROTA, CHANGE]


def test_read_it_reads_the_same_answer_in_two_fields_twice(form):
    alike = [widget("No.", (20, 620, 500, 680)), widget("No.", (20, 520, 500, 580))]
    assert lines(form(([((20, 700), WHY), ((20, 600), CHANGE)], alike))) == [WHY, "No.", CHANGE, "No."]


def test_read_it_leaves_choices_and_ticks_out(form):
    ticked = widget(NameObject("/Yes"), (20, 620, 40, 640), FT=NameObject("/Btn"))
    chosen = widget("Better pay", (20, 620, 90, 640), FT=NameObject("/Ch"))
    assert lines(form(([((20, 700), WHY)], [ticked, chosen]))) == [WHY]


def test_read_it_reads_long_and_oddly_encoded_words(form):
    long = DecodedStreamObject()
    long.set_data(ROTA.encode())
    odd = ByteStringObject("Früh – zu früh.".encode())
    path = form(([((20, 700), WHY)], [widget(long, (20, 620, 500, 690)), widget(odd, (20, 600, 500, 618))]))
    assert ROTA in lines(path)
    assert any("Fr" in line and "zu fr" in line for line in lines(path))


@pytest.mark.parametrize("broken", ["annots", "rect", "parent", "circle"])
def test_read_it_reads_on_where_a_field_is_broken(form, broken):
    field = widget(ROTA, (20, 620, 500, 690))
    if broken == "rect":
        field[NameObject("/Rect")] = ArrayObject([TextStringObject("here")])
    elif broken == "parent":
        field[NameObject("/Parent")] = NullObject()
    elif broken == "circle":
        field[NameObject("/Parent")] = field
    path = form(([((20, 700), WHY)], [NullObject()] if broken == "annots" else [field]))
    assert lines(path)[0] == WHY
    assert (ROTA in lines(path)) == (broken != "annots")


def test_read_it_refuses_a_damaged_form_with_one_sentence(form):
    path = form(([((20, 700), WHY)], [widget(ROTA, (20, 620, 500, 690))]))
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(IngestError, match="damaged"):
        inspect(path, path.name, Choices())
