"""An office's own sentence shows what it is given and does nothing else, however it is written."""

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyencong.documents import Cited, parts_of
from khuyencong.reports.figures import Asked, Figure
from khuyencong.reports.narratives import BadPhrase, Phrases, check_phrase, standard
from khuyencong.reports.narratives.checking import LONGEST, Kind, given_to
from khuyencong.reports.narratives.naming import NAMES, section_of, told_name
from tests.conditions import SIZE

pytestmark = pytest.mark.pure
TOTAL = "tong.chung"
#: The shortest wording of it that says all it must.
SHORT = "Có {{ de_an|dem }}, kinh phí {{ kinh_phi|tien }}"


def filling(key: str) -> dict[str, Any]:
    """Return values for all that a sentence is given; numbers no text holds."""
    made: dict[Kind, Any] = {
        Kind.FIGURE: Figure(Asked("projects.count"), 297, "project", 1),
        Kind.TARGET: None,
        Kind.GROWTH: None,
        Kind.LIST: ["chè", "gốm"],
        Kind.TEXT: "Tên",
    }
    return {name: made[kind] for name, kind in given_to(key).kinds.items()}


@pytest.mark.parametrize("key", standard())
def test_every_sentence_of_ours_holds_and_its_names_are_explained(key: str) -> None:
    if standard()[key].strip():
        assert check_phrase(key, standard()[key]) == standard()[key]
    assert set(given_to(key).kinds) <= set(NAMES)
    assert section_of(key)
    Phrases().say(key, **filling(key))


def test_a_number_of_a_measure_is_called_by_the_measure() -> None:
    assert told_name("n", "viec.training.workers") != told_name("n")
    assert told_name("de_an") == "số đề án"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"{SHORT}, 12 lớp", "không gõ số"),
        (f"{SHORT}, ١٢ lớp", "không gõ số"),
        (f"{SHORT}, ½ lớp", "không gõ số"),
        (f"{SHORT}{{{{ de_an|dem('12 lớp') }}}}", "không gõ số"),
        (f"{SHORT}{{{{ de_an|dem('\\x31') }}}}", "không gõ số"),
        (f"{SHORT}{{{{ 12 }}}}", "không tính toán"),
        (f"{SHORT}{{{{ de_an + de_an }}}}", "không tính toán"),
        (f"{SHORT}{{{{ 9 ** 9 ** 9 ** 9 }}}}", "không tính toán"),
        (f"{SHORT}{{{{ 'a' ~ ky }}}}", "không tính toán"),
        (f"{SHORT}{{{{ de_an.value }}}}", "không tính toán"),
        (f"{SHORT}{{{{ de_an.__class__.__mro__ }}}}", "không tính toán"),
        (f"{SHORT}{{{{ de_an['value'] }}}}", "không tính toán"),
        (f"{SHORT}{{{{ de_an|attr('value') }}}}", "Không có cách viết"),
        (f"{SHORT}{{{{ de_an|length }}}}", "Không có cách viết"),
        (f"{SHORT}{{{{ lipsum() }}}}", "không tính toán"),
        (f"{SHORT}{{{{ ky|hoa|hoa }}}}", "không tính toán"),
        (f"{SHORT}{{% for x in ky %}}a{{% endfor %}}", "không tính toán"),
        (f"{SHORT}{{% set x = ky %}}", "không tính toán"),
        (f"{SHORT}{{% macro a() %}}a{{% endmacro %}}", "không tính toán"),
        (f"{SHORT}{{% include 'x' %}}", "không tính toán"),
        (f"{SHORT}{{% if de_an %}}a{{% endif %}}", "Điều kiện chỉ được là"),
        (f"{SHORT}{{{{ von }}}}", "không có “von”"),
        (f"{SHORT}{{{{ de_an }}}}", "phải viết là"),
        (f"{SHORT}{{{{ muc_tieu|tien }}}}", "phải viết là {{ muc_tieu|muc_tieu }}"),
        (f"{SHORT}{{{{ de_an|so('a') }}}}", "không nhận thêm"),
        (f"{SHORT}{{{{ de_an|dem(kinh_phi) }}}}", "Trong ngoặc"),
        (f"{SHORT}\ue000\ue001", "không nhìn thấy"),
        (f"{SHORT}{{% raw %}}{{{{ a }}}}{{% endraw %}}", "ngoặc nhọn"),
        ("Có {{ de_an|dem }}", "còn thiếu: kinh_phi"),
        (f"{SHORT}{{{{ ", "sai khuôn"),
        (f"{SHORT}{{{{ {'(' * 500} }}}}", "sai khuôn"),
        (SHORT + "a" * LONGEST, "tối đa 600"),
        ("a" * 100_000, "600"),
        (" ", "Chưa viết"),
    ],
)
def test_what_does_more_than_show_is_refused_in_words(text: str, says: str) -> None:
    with pytest.raises(BadPhrase) as refusal:
        check_phrase(TOTAL, text)
    assert says in str(refusal.value)


def test_what_is_not_always_there_stands_under_its_condition() -> None:
    key = "danh_gia.lang_nghe"
    told = "Năm {{ nam }} có {{ tong|dem }}"
    assert check_phrase(key, told) == told
    with pytest.raises(BadPhrase, match="có khi không có"):
        check_phrase(key, f"{told}, gồm {{{{ moi|dem }}}}")
    with pytest.raises(BadPhrase, match="có khi không có"):
        check_phrase(key, f"{told}{{% if tot %}}a{{% else %}}{{{{ tot|dem }}}}{{% endif %}}")
    good = f"{told}{{% if truyen_thong %}}, gồm {{{{ moi|dem('làng mới') }}}}{{% endif %}}"
    assert check_phrase(key, good) == good
    assert "297 làng mới" in str(Phrases({key: good}).say(key, **filling(key))).replace("\xa0", " ")
    with pytest.raises(BadPhrase, match="Không có câu mẫu"):
        check_phrase("khong.co", "a")


FRAGMENTS = [
    "Có ", "{{ de_an|dem }}", "{{ kinh_phi|tien }}", "{{ ky|hoa }}", "{{ noi }}", "12", "{{", "}}",
    "{%", "%}", "{#", "#}", " if muc_tieu ", "{% endif %}", "{% if so_voi %}", ".__class__",
    "|attr(", "('__globals__')", "[0]", "*10**9", "{% for a in ky %}", "{% endfor %}", "lipsum",
    "cycler", "self", "namespace()", "'%s'|format(de_an)", "\\x5f\\x5f", "\ue000", "\u200b", "\n",
    "'", '"', "{{ de_an|tojson }}", "{{ de_an|map }}", "de_an", "{{ tang|tang }}", "{% raw %}", "~",
    "(",
]  # fmt: skip
hostile = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5), max_size=25).map("".join)
wrapped = st.tuples(hostile, hostile).map(lambda two: f"{two[0]}{SHORT}{two[1]}")


@settings(max_examples=max(SIZE, 300), deadline=None)
@given(hostile | wrapped)
def test_whatever_is_typed_is_refused_or_harmless(text: str) -> None:
    began = time.perf_counter()
    try:
        kept = check_phrase(TOTAL, text)
    except BadPhrase:
        assert time.perf_counter() - began < 1
        return
    words = Phrases({TOTAL: kept}).say(TOTAL, **filling(TOTAL))
    assert time.perf_counter() - began < 1
    assert check_phrase(TOTAL, kept) == kept
    plain = [part for part in parts_of(words) if not isinstance(part, Cited)]
    assert not any(char.isnumeric() or "\ue000" <= char <= "\uf8ff" for char in "".join(plain))
    assert "Figure" not in "".join(plain) and "object" not in "".join(plain)
    assert sum(len(str(part)) for part in parts_of(words)) < 20 * LONGEST
    assert {part.cite for part in parts_of(words) if isinstance(part, Cited)} == {
        filling(TOTAL)["de_an"].key
    }
