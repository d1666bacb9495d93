from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.document import Analysis
from kg.extract.ko.analysis import analyse

AWKWARD = (
    "가나다했됐갔이거걸는은을를 \n\r\t\u2028.,!?\"“”'‘’()😀"
    "👨‍👩‍👧𠮷ᆨᄀ\u0301\u200b\ufeff\x00\x1fAB12\u3000〈〉ㅋ\ud800\uffff"
)


def assert_sound(analysis: Analysis) -> None:
    text, next_token, previous_end = analysis.text, 0, 0
    for sentence in analysis.sentences:
        assert previous_end <= sentence.start < sentence.end <= len(text)
        assert "\n" not in text[sentence.start : sentence.end]
        assert sentence.first == next_token
        starts = [token.start for token in analysis.tokens[sentence.first : sentence.last]]
        assert starts == sorted(starts)
        for token in analysis.tokens[sentence.first : sentence.last]:
            assert sentence.start <= token.start <= token.end <= sentence.end
        previous_end, next_token = sentence.end, sentence.last
    assert next_token == len(analysis.tokens)
    covered = "".join(text[sentence.start : sentence.end] for sentence in analysis.sentences)
    assert "".join(covered.split()) == "".join(text.split()), "a letter stands in no sentence"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=AWKWARD, max_size=40) | st.text(max_size=40))
def test_any_text_is_covered_by_ordered_tokens_and_sentences(text: str) -> None:
    assert_sound(analyse(text))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u3000\t"])
def test_a_text_without_letters_has_no_sentence(text: str) -> None:
    assert analyse(text) == Analysis(text=text, tokens=(), sentences=())


def test_a_quotation_with_full_stops_stays_in_its_sentence() -> None:
    text = '박 시장은 "길이 좁다. 내년에 넓힌다."고 말했다. 주민은 반겼다.'
    sentences = [text[s.start : s.end] for s in analyse(text).sentences]
    assert sentences == ['박 시장은 "길이 좁다. 내년에 넓힌다."고 말했다.', "주민은 반겼다."]


def test_a_line_break_ends_a_sentence() -> None:
    text = "시청 앞\r\n공원에서"
    assert [text[s.start : s.end] for s in analyse(text).sentences] == ["시청 앞", "공원에서"]


def test_offsets_are_code_points() -> None:
    text = "😀👍 도서관이 열렸다"
    found = [text[t.start : t.end] for t in analyse(text).tokens if t.tag == "NNG"]
    assert found == ["도서관"]


def test_contracted_morphemes_share_a_syllable() -> None:
    spans = {token.form: (token.start, token.end) for token in analyse("노래했다").tokens}
    assert spans["하"] == spans["었"] == (2, 3)


def test_a_very_long_text_without_breaks_is_analysed() -> None:
    assert_sound(analyse("새로 연 도서관에 간다 " * 3000))
