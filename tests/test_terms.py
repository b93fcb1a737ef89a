"""The bilingual term list: what it covers, how it is read, what it finds, what it refuses."""

from __future__ import annotations

import itertools
import unicodedata
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.align import terms
from checker.errors import LanguageError
from checker.text.normal import view

HEAD = 'columns = ["vi", "en", "not"]\nnames = ["places"]\nmarkets = []\n[spelling]\ncentre = "center"\n[places]\nitaly = "ý | italy"\n'


def small(lines: str) -> terms.Terms:
    return terms.parse(f"{HEAD}[area]\n{lines}\n", "small.toml")


def words(low: str, lang: str, text: str | None = None) -> list[tuple[str, str]]:
    """What the shipped list finds, as (passage, concept)."""
    return [(low[start:end], concept) for start, end, concept in terms.find(low, lang, text)]


def concepts_in(phrase: str, lang: str) -> set[str]:
    normal = view(phrase)
    return {concept for _, _, concept in terms.find(normal.low, lang, normal.text)}


# What the list covers


def test_the_list_holds_at_least_fifteen_hundred_concepts_each_named_in_both_languages() -> None:
    vietnamese, english = terms.concepts("vi"), terms.concepts("en")

    assert len(vietnamese) >= 1500
    assert vietnamese.keys() == english.keys()
    assert all(vietnamese.values())
    assert all(english.values())


def test_at_least_one_hundred_and_twenty_places_of_the_world_are_named() -> None:
    areas = terms.load().areas

    assert sum(area == "places" for area in areas.values()) >= 120


def test_no_two_concepts_have_the_same_terms() -> None:
    vietnamese, english = terms.concepts("vi"), terms.concepts("en")
    owners = defaultdict(list)

    for concept in vietnamese:
        owners[frozenset(vietnamese[concept]), frozenset(english[concept])].append(concept)

    assert [same for same in owners.values() if len(same) > 1] == []


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_terms_are_lower_case_and_composed_and_carry_no_marks(lang: str) -> None:
    listed = [term for several in terms.concepts(lang).values() for term in several]

    assert [
        t for t in listed if t != t.lower() or not unicodedata.is_normalized("NFC", t) or set(t) & set("^~;|")
    ] == []


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_a_term_of_several_concepts_is_rare(lang: str) -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for concept, several in terms.concepts(lang).items():
        for term in several:
            owners[term].add(concept)

    shared = [term for term, concepts in owners.items() if len(concepts) > 1]

    assert len(shared) <= len(owners) // 200


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_every_listed_term_names_its_concept(lang: str) -> None:
    listed = terms.load()

    lost = [
        (concept, term)
        for concept, several in terms.concepts(lang).items()
        for term in several
        if concept not in listed.lookup(term, lang)
    ]

    assert lost == []


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("tổng sản phẩm trong nước", "gross domestic product"),
        ("kim ngạch xuất khẩu", "exports"),
        ("nông, lâm nghiệp và thủy sản", "agriculture, forestry and fishery"),
        ("tỷ lệ tham gia lực lượng lao động", "labor force participation rate"),
        ("bội chi ngân sách", "budget deficit"),
        ("vốn thực hiện", "disbursed"),
        ("lợi nhuận trước thuế", "pre-tax profit"),
        ("nợ xấu", "non-performing loans"),
        ("khách quốc tế", "international arrivals"),
        ("đường hàng không", "by air"),
        ("dư chấn", "aftershocks"),
        ("nhà bị tốc mái", "houses unroofed"),
        ("tù giam", "years in prison"),
        ("loạt luân lưu", "penalty shoot-out"),
        ("dịch vụ công trực tuyến", "online public services"),
        ("tài khoản định danh điện tử", "electronic identification accounts"),
        ("chữ ký số", "digital signature"),
        ("Thổ Nhĩ Kỳ", "Türkiye"),
        ("Hàn Quốc", "South Korea"),
        ("Tổng cục Thống kê", "GSO"),
        ("Ngân hàng Nhà nước", "State Bank of Vietnam"),
        ("Cục Dự trữ Liên bang", "Federal Reserve"),
        ("Bộ Lao động Mỹ", "Labor Department"),
    ],
)
def test_the_names_of_one_thing_meet_across_the_languages(vietnamese: str, english: str) -> None:
    assert concepts_in(vietnamese, "vi") & concepts_in(english, "en")


@pytest.mark.parametrize(
    ("lang", "left", "right"),
    [
        ("vi", "cổ phiếu", "cổ phần"),
        ("vi", "thiệt mạng", "tử vong"),
        ("vi", "xuất siêu", "thặng dư thương mại"),
        ("vi", "thủy sản", "thuỷ sản"),
        ("vi", "tỉ lệ thất nghiệp", "tỷ lệ thất nghiệp"),
        ("vi", "hòa đàm", "hoà đàm"),
        ("vi", "công ti", "công ty"),
        ("en", "jobless rate", "unemployment rate"),
        ("en", "killed", "fatalities"),
        ("en", "labor", "labour"),
        ("en", "increases", "rose"),
        ("en", "export", "exporting"),
    ],
)
def test_synonyms_and_spellings_of_one_language_meet(lang: str, left: str, right: str) -> None:
    assert concepts_in(left, lang) & concepts_in(right, lang)


# Opposites


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("export", "import"),
        ("buy", "sell"),
        ("buying-price", "selling-price"),
        ("up", "down"),
        ("death", "injured"),
        ("death", "missing"),
        ("injured", "missing"),
        ("male", "female"),
        ("boy", "girl"),
        ("urban", "rural"),
        ("budget-revenue", "budget-expenditure"),
        ("trade-surplus", "trade-deficit"),
        ("profit-before-tax", "profit-after-tax"),
        ("registered-capital", "disbursed-capital"),
        ("opening-price", "closing-price"),
        ("highest", "lowest"),
        ("maximum", "minimum"),
        ("average", "total"),
        ("gross", "net"),
        ("parent-company", "consolidated"),
        ("first-half", "second-half"),
        ("home-match", "away-match"),
        ("public", "private"),
        ("domestic", "foreign"),
        ("by-air", "by-land"),
        ("by-sea", "by-air"),
        ("plan", "result"),
        ("old", "new"),
        ("win", "loss"),
        ("gold-medal", "silver-medal"),
        ("first-quarter", "fourth-quarter"),
    ],
)
def test_contrasts_are_opposed_both_ways(left: str, right: str) -> None:
    assert right in terms.opposites(left)
    assert left in terms.opposites(right)


def test_opposites_are_symmetric_known_and_never_the_concept_itself() -> None:
    listed = terms.load()

    for concept, others in listed.opposites.items():
        assert concept not in others
        assert others <= listed.areas.keys()
        assert all(concept in listed.opposites[other] for other in others)


def test_a_concept_is_opposed_neither_to_a_stranger_nor_to_an_unknown_one() -> None:
    assert "earthquake" not in terms.opposites("export")
    assert "no-such-concept" not in terms.opposites("export")
    assert not terms.opposites("no-such-concept")
    assert "export" not in terms.opposites("export")


def test_opposed_concepts_share_no_term() -> None:
    listed = terms.load()

    shared = [
        (concept, other, lang)
        for concept, others in listed.opposites.items()
        for other in others
        for lang in terms.LANGUAGES
        if set(listed.terms[lang][concept]) & set(listed.terms[lang][other])
    ]

    assert shared == []


# Finding


def test_the_longest_term_wins() -> None:
    assert words("lợi nhuận sau thuế", "vi") == [("lợi nhuận sau thuế", "profit-after-tax")]


def test_a_term_does_not_begin_inside_another() -> None:
    # "sản | xuất khẩu | trang" would read an export into the making of masks.
    assert words("sản xuất khẩu trang", "vi") == [("sản xuất", "production"), ("khẩu trang", "mask")]


def test_a_term_that_breaks_off_gives_way_to_the_shorter_one() -> None:
    listed = small('long = "a b c d | long"\nshort = "a b | short"\nlast = "c | last"')

    assert listed.find("a b c e", "vi") == [(0, 3, "short"), (4, 5, "last")]


def test_punctuation_and_line_breaks_end_a_term_but_a_hyphen_joins_it() -> None:
    assert ("xuất khẩu", "export") not in words("sản xuất. khẩu hiệu", "vi")
    assert words("xuất\nkhẩu", "vi") == []
    assert words("a penalty-shoot-out", "en") == [("penalty-shoot-out", "penalty-shootout")]


def test_a_term_may_hold_punctuation_of_its_own() -> None:
    assert ("nông, lâm nghiệp và thủy sản", "agro-forestry-fishery") in words(
        "khu vực nông, lâm nghiệp và thủy sản", "vi"
    )
    assert ("u.s.", "usa") in words("the u.s. economy", "en")


def test_words_are_matched_whole() -> None:
    assert words("reportage", "en") == []


def test_an_ambiguous_term_gives_all_its_concepts_in_order() -> None:
    listed = small('b-thing = "mẫu | b"\na-thing = "mẫu; kiểu | a"')

    assert listed.find("hai mẫu", "vi") == [(4, 7, "a-thing"), (4, 7, "b-thing")]


def test_a_term_that_needs_its_capital_counts_only_where_the_text_prints_it() -> None:
    britain, pronoun = view("Ngân hàng của Anh"), view("nhà của anh")

    assert ("anh", "uk") in words(britain.low, "vi", britain.text)
    assert ("anh", "uk") not in words(pronoun.low, "vi", pronoun.text)
    assert ("anh", "uk") not in words(britain.low, "vi")


@pytest.mark.parametrize("sentence", ["Anh nói với mẹ.", "Ông đến. Anh đi.", "“Anh đi đi”", "Xong.\n- Anh đi"])
def test_a_pronoun_is_no_country_because_it_begins_a_sentence(sentence: str) -> None:
    assert "uk" not in concepts_in(sentence, "vi")


def test_a_term_that_needs_capitals_throughout_is_not_found_with_one() -> None:
    assert "who" in concepts_in("the WHO said", "en")
    assert "who" not in concepts_in("Who said", "en")
    assert "usa" in concepts_in("in the US", "en")
    assert "usa" not in concepts_in("Let us go", "en")


def test_a_name_takes_no_plural_and_a_listed_word_is_no_plural_of_another() -> None:
    listed = small('custom = "tục lệ | custom"\ncustoms = "hải quan | customs"\ncity = "thành phố | city; tax; bus"')

    assert listed.lookup("customs", "en") == ("customs",)
    assert [listed.lookup(form, "en") for form in ("cities", "taxes", "buses")] == [("city",)] * 3
    assert listed.lookup("italys", "en") == ()


def test_a_marked_verb_has_its_four_forms_and_no_plural_of_its_phrase() -> None:
    listed = small('meet = "họp | hold~ talks; carry~ on; close~"')

    forms = ["hold talks", "holds talks", "holding talks", "carries on", "carried on", "closed", "closing", "closes"]

    assert [listed.lookup(form, "en") for form in forms] == [("meet",)] * len(forms)


def test_both_spellings_of_a_word_and_of_its_plural_are_found() -> None:
    listed = small('hub = "đầu mối | data centre"')

    forms = ["data centre", "data center", "data centres", "data centers"]

    assert [listed.lookup(form, "en") for form in forms] == [("hub",)] * 4


def test_a_syllable_with_qu_keeps_its_tone() -> None:
    listed = small('precious = "đá quý | gem"')

    assert listed.lookup("đá quí", "vi") == ("precious",)
    assert listed.lookup("đá qúy", "vi") == ()


LISTED = sorted(term for several in terms.concepts("vi").values() for term in several)


@given(
    st.lists(st.one_of(st.sampled_from(LISTED), st.text(max_size=8)), max_size=8),
    st.sampled_from(["  ", " ", ", ", "\n", ""]),
)
def test_finds_are_ordered_disjoint_and_name_what_stands_there(pieces: list[str], joint: str) -> None:
    normal = view(joint.join(pieces))
    listed = terms.load()

    found = listed.find(normal.low, "vi", normal.text)

    spans = sorted({(start, end) for start, end, _ in found})
    assert found == sorted(found)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    assert all(concept in listed.lookup(normal.low[start:end], "vi") for start, end, concept in found)


@given(st.sampled_from(LISTED))
def test_a_listed_term_by_itself_is_found_whole(term: str) -> None:
    low = f"xx {term}"  # as a sentence's first word, "Anh" would be no country

    assert [(start, end) for start, end, _ in terms.find(low, "vi", low.upper())][:1] == [(3, len(low))]


# Refusing


@pytest.mark.parametrize(
    ("line", "found", "expected"),
    [
        ('one = "Một | one"', "'Một' found", "lower case: 'một'"),
        ('one = "mo\u0302\u0323t | one"', "found", "NFC"),
        ('one = "một"', "'một' found", "'Vietnamese | English'"),
        ('one = "một | one | two | three"', "found", "'Vietnamese | English'"),
        ("one = 1", "1 found", "'Vietnamese | English'"),
        ('one = "một;  | one"', "empty term", "words"),
        ('one = "một |  | two"', "empty term", "words"),
        ('one = "^^^^một | one"', "found", "at most three '^'"),
        ('one = "một  hai | one"', "'một  hai | one' found", "single spaces"),
        ('one = "một ; hai | one"', "found", "single spaces"),
        ('one = "một; ^một | one"', "'một' found twice", "once"),
        ('one = "một | one | two"', "opposite 'two' found", "the id of a concept"),
        ('one = "một | one | one"', "itself found", "another concept"),
        ('italy = "nước ý | italia"', "a second time", "it stands in [places]"),
        ('One = "một | one"', "id 'One' found", "lower-case ASCII"),
    ],
)
def test_a_line_out_of_order_is_refused_with_place_found_and_expected(line: str, found: str, expected: str) -> None:
    with pytest.raises(LanguageError) as refused:
        small(line)

    message = str(refused.value)
    assert message.startswith("small.toml: [area] ")
    assert found in message
    assert expected in message


@pytest.mark.parametrize(
    ("toml", "found"),
    [
        ("stray = 1\n" + HEAD, "'stray'"),
        (HEAD.replace('["vi", "en", "not"]', '["vi"]'), "columns ['vi']"),
        (HEAD.replace('["places"]', '["nowhere"]'), "names ['nowhere']"),
        (HEAD.replace('"center"', '"Center"'), "'Center'"),
        (HEAD.replace('"center"', "1"), "spelling"),
        (HEAD + "= broken", "small.toml"),
    ],
)
def test_a_wrong_key_or_setting_is_refused(toml: str, found: str) -> None:
    with pytest.raises(LanguageError) as refused:
        terms.parse(toml, "small.toml")

    assert found in str(refused.value)
    assert "expected" in str(refused.value)


def test_a_language_that_the_list_lacks_is_refused() -> None:
    with pytest.raises(LanguageError, match="'fr' found, expected one of vi, en"):
        terms.find("bonjour", "fr")
