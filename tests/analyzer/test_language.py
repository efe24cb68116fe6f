import pytest

from analyzer.language import detect_language, detect_languages


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The staff were kind but the wait was too long.", "en"),
        ("Das Personal war freundlich, aber die Wartezeit war zu lang.", "de"),
        ("Le personnel était gentil mais l'attente était trop longue.", "fr"),
        ("El personal fue amable pero la espera fue demasiado larga.", "es"),
        ("スタッフは親切でしたが、待ち時間が長すぎました。", "ja"),
        ("NO TRAINING ON THE NEW TILLS AND NOBODY CARED ABOUT IT", "en"),
        ("[NAME] was kind\nbut the wait was far too long for us", "en"),
    ],
)
def test_it_names_the_language(text, language):
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "ok", "12/10 :)", "[NAME] [PHONE]", "\n \n"])
def test_it_leaves_what_is_too_short_undetermined(text):
    assert detect_language(text) == "und"


def test_it_tells_of_many_what_it_tells_of_each():
    texts = ["Das Personal war freundlich.", "ok", "The wait was far too long.", "Das Personal war freundlich.", ""]
    assert detect_languages(texts) == ["de", "und", "en", "de", "und"]
    assert detect_languages([]) == []
