"""Which articles of a session are copies of one origin."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.align.origins import copies
from checker.model import Passage, Source
from checker.text.span import Span

AGENCY = (
    "The typhoon came ashore before dawn on Tuesday and tore the roofs from 1,240 houses along the coast of Son Hai. "
    "Rescue teams reached the last of the cut-off villages by noon, the provincial steering committee said in its "
    "evening bulletin. Three people died when a wall fell in Phu Ninh, and eleven were taken to hospital. Power is to "
    "be restored by Friday in all but two communes, where the lines cross the flooded river."
)
RIVAL = (
    "Families in Phu Ninh were still digging through broken tiles on Tuesday night. Officials count three dead and "
    "eleven injured after the storm, while 1,240 homes have lost their roofs. “We heard the wind and ran,” said Le Thi "
    "Mo, 61, whose kitchen collapsed around four in the morning. Electricity remains off in most communes and two of "
    "them may wait beyond Friday."
)
STATEMENT = (
    "“The province has released fifteen billion dong from its reserve fund, opened forty shelters in schools and "
    "barracks, and asked the army for two hundred soldiers to clear the coastal road, which will stay closed to heavy "
    "traffic until engineers have examined each of its nine bridges and the port has been dredged again”"
)
VIETNAMESE = (
    "Rạng sáng 24/10, bão Mộc Lan đổ bộ vào bờ biển Sơn Hải, làm tốc mái 1.240 căn nhà. Đến trưa, lực lượng cứu hộ đã tới "
    "được các thôn bị cô lập cuối cùng, ban chỉ huy phòng chống thiên tai tỉnh cho biết. Ba người chết do sập tường ở Phú "
    "Ninh, mười một người phải nhập viện. Điện sẽ có lại trước thứ Sáu, trừ hai xã có đường dây vượt sông đang ngập."
)


def source(source_id: str, text: str, *, title: str = "", furniture: tuple[Span, ...] = ()) -> Passage:
    """A passage whose text is *title*, an empty line and *text*."""
    whole = f"{title}\n\n{text}" if title else text
    return Passage(
        source=Source(
            id=source_id,
            path=f"{source_id}.txt",
            text=whole,
            body=Span(0, len(whole)),
            title=title or None,
            title_span=Span(0, len(title)) if title else None,
            furniture=furniture,
        ),
        claims=(),
    )


def origins(*passages: Passage) -> dict[str, str]:
    """The origins of one session of all *passages*."""
    return copies(passages, list(range(len(passages))))


def edited(text: str, every: int) -> str:
    """*text* with each word at a multiple of *every* changed."""
    words = text.split()
    return " ".join(f"{word}x" if place % every == every - 1 else word for place, word in enumerate(words))


@pytest.mark.parametrize("text", [AGENCY, VIETNAMESE], ids=["en", "vi"])
def test_a_copy_shares_the_origin_of_its_original(text: str) -> None:
    assert origins(source("s1", text), source("s2", text)) == {"s1": "s1", "s2": "s1"}


@pytest.mark.parametrize("text", [AGENCY, VIETNAMESE], ids=["en", "vi"])
@pytest.mark.parametrize("every", [10, 15, 25])
def test_a_lightly_edited_copy_shares_the_origin(text: str, every: int) -> None:
    assert origins(source("s1", text), source("s2", edited(text, every))) == {"s1": "s1", "s2": "s1"}


def test_a_shortened_copy_shares_the_origin() -> None:
    shortened = AGENCY[: AGENCY.index("Three people")]

    assert origins(source("s1", AGENCY), source("s2", shortened)) == {"s1": "s1", "s2": "s1"}


def test_a_copy_with_an_opening_of_its_own_shares_the_origin() -> None:
    opened = f"Son Hai counts its losses today, our correspondent reports. {AGENCY}"

    assert origins(source("s1", AGENCY), source("s2", opened)) == {"s1": "s1", "s2": "s1"}


def test_a_copy_in_other_characters_shares_the_origin() -> None:
    decomposed = unicodedata.normalize("NFD", VIETNAMESE).upper()

    assert origins(source("s1", VIETNAMESE), source("s2", decomposed)) == {"s1": "s1", "s2": "s1"}


def test_independent_reports_have_origins_of_their_own() -> None:
    assert origins(source("s1", AGENCY), source("s2", RIVAL)) == {"s1": "s1", "s2": "s2"}


def test_a_rewritten_report_has_an_origin_of_its_own() -> None:
    assert origins(source("s1", AGENCY), source("s2", edited(AGENCY, 4))) == {"s1": "s1", "s2": "s2"}


@pytest.mark.parametrize("marks", ["“”", '""', "«»"])
def test_a_quotation_shared_is_no_origin_shared(marks: str) -> None:
    statement = marks[0] + STATEMENT[1:-1] + marks[1]
    first = f"{AGENCY[: AGENCY.index('Three people')]} {statement}, the governor said."
    second = f"{RIVAL[: RIVAL.index('“We heard')]} {statement}, the governor said."

    assert origins(source("s1", first), source("s2", second)) == {"s1": "s1", "s2": "s2"}


def test_two_printings_of_one_statement_share_its_origin() -> None:
    first, second = f"The governor: {STATEMENT}", f"{STATEMENT}, said the governor."

    assert origins(source("s1", first), source("s2", second)) == {"s1": "s1", "s2": "s1"}


def test_a_title_shared_is_no_origin_shared() -> None:
    title = "Typhoon Moc Lan leaves three dead, eleven injured and 1,240 houses without a roof in Son Hai province"

    assert origins(source("s1", AGENCY, title=title), source("s2", RIVAL, title=title)) == {"s1": "s1", "s2": "s2"}


def test_furniture_shared_is_no_origin_shared() -> None:
    footer = " ".join(f"Read more about topic number {n} in our weekly letter to all readers." for n in range(12))
    passages = [
        source(name, f"{text}\n{footer}", furniture=(Span(len(text) + 1, len(text) + 1 + len(footer)),))
        for name, text in (("s1", AGENCY), ("s2", RIVAL))
    ]

    assert origins(*passages) == {"s1": "s1", "s2": "s2"}


def test_a_long_report_that_takes_in_a_short_one_has_an_origin_of_its_own() -> None:
    report = " ".join(
        [AGENCY, *(f"{n} boats sank off cape {n}, witness {n} told us at pier {n * 7}." for n in range(40))]
    )

    assert origins(source("s1", report), source("s2", AGENCY)) == {"s1": "s1", "s2": "s2"}


def test_texts_too_short_to_judge_have_origins_of_their_own() -> None:
    flash = "Three dead as typhoon hits Son Hai."

    assert origins(source("s1", flash), source("s2", flash)) == {"s1": "s1", "s2": "s2"}


def test_edits_of_edits_do_not_chain_reports_that_share_little() -> None:
    words = " ".join(f"alpha{n} beta{n} gamma{n}" for n in range(40)).split()
    other = [f"{word}z" for word in words]
    # Each version keeps two thirds of the one before it; the first and the last share nothing.
    versions = [" ".join([*other[:cut], *words[cut:]]) for cut in (0, 40, 80, 120)]

    found = origins(*(source(f"s{n}", text) for n, text in enumerate(versions, 1)))

    assert found["s1"] != found["s4"]


def test_the_smallest_id_names_the_origin() -> None:
    assert origins(source("s10", AGENCY), source("s9", AGENCY), source("s11", RIVAL)) == {
        "s9": "s9",
        "s10": "s9",
        "s11": "s11",
    }


def test_only_the_session_is_looked_at() -> None:
    passages = [source("s1", AGENCY), source("s2", AGENCY), source("s3", AGENCY)]

    assert copies(passages, [1, 2]) == {"s2": "s2", "s3": "s2"}


def test_a_session_of_one_source_is_its_own_origin() -> None:
    assert copies([source("s1", AGENCY)], [0]) == {"s1": "s1"}


def test_every_copy_of_a_large_session_is_found() -> None:
    passages = [source(f"s{n}", AGENCY if n % 2 else edited(AGENCY, 15)) for n in range(1, 61)]

    assert set(origins(*passages).values()) == {"s1"}


TEXTS: Sequence[str] = (AGENCY, edited(AGENCY, 12), RIVAL, f"{RIVAL} {STATEMENT}", VIETNAMESE, edited(VIETNAMESE, 20))


@given(order=st.permutations(range(len(TEXTS))))
@settings(max_examples=20)
def test_the_order_of_the_sources_changes_nothing(order: list[int]) -> None:
    passages = [source(f"s{n}", text) for n, text in enumerate(TEXTS, 1)]

    assert copies(passages, order) == copies(passages, list(range(len(TEXTS))))


@given(chosen=st.sets(st.sampled_from(range(len(TEXTS))), min_size=1))
@settings(max_examples=20)
def test_an_origin_is_a_source_of_the_session_and_its_own_origin(chosen: set[int]) -> None:
    passages = [source(f"s{n}", text) for n, text in enumerate(TEXTS, 1)]

    found = copies(passages, sorted(chosen))

    assert set(found) == {f"s{index + 1}" for index in chosen}
    assert all(found[origin] == origin for origin in found.values())
