"""A session that was aligned before: every pair is told as it is without a memory, to the last digit."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from checker import extract
from checker.align.judged import Judged
from checker.align.model import shipped
from checker.align.remembered import Remembered
from checker.model import Passage, Source
from checker.text.span import Span

# Names that one article has and another lacks, amounts told twice, a conversion, an age and a birthday, several days.
SENTENCES = (
    "Mayor Ana Brandt opened the bridge on 4 May 2024.",
    "The bridge in Oslo cost 300 million dollars, said Brandt.",
    "Some 1,200 people came, and 1,200 people went by ferry.",
    "Ana Brandt, 58, walked 3 km with 40 children.",
    "Brandt, born in 1966, paid 5 million dollars (4.7 million euros).",
    "Visitors came from Lund: 131,000 of them, 12 percent more.",
    "Another 36,000 visitors came from Oslo on 5 May 2024.",
    "It took 3 years and 40 days to build the 2 km road.",
    "The 40 ships of Lund carried 131,400 tonnes.",
)
articles = st.lists(st.lists(st.integers(0, len(SENTENCES) - 1), max_size=6), min_size=2, max_size=4)
changes = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 6), st.integers(0, len(SENTENCES) - 1), st.booleans()),
    min_size=1,
    max_size=4,
)


def passage(number: int, told: list[int]) -> Passage:
    text = f"Bridge {'abcd'[number]}\n" + " ".join(SENTENCES[nth] for nth in told) + "\n"
    source = Source(
        id=f"s{number}", path=f"{number}.txt", text=text, body=Span(0, len(text)), lang="en", published="2024-05-06"
    )
    return extract.read(source)


def judged(known: Remembered, passages: list[Passage]) -> Judged:
    made = known.judged(known.nodes(passages), shipped())
    assert [node.claim for node in made.nodes] == [
        node.claim for found in Remembered().nodes(passages) for node in found
    ]
    return made


@settings(max_examples=60)
@given(told=articles, edits=changes, turned=st.booleans())
def test_a_remembered_session_is_judged_as_one_from_nothing(
    told: list[list[int]], edits: list[tuple[int, int, int, bool]], turned: bool
) -> None:
    known = Remembered()
    judged(known, [passage(number, one) for number, one in enumerate(told)])

    for number, at, nth, adds in edits:
        one = told[number % len(told)]
        one[at : at + (not adds)] = [nth] * adds
        passages = [passage(number, found) for number, found in enumerate(told)]
        # Which article is left and which is right hangs on all that they say, so an edit may turn them.
        passages = passages[::-1] if turned and at % 2 else passages
        anew, again = judged(Remembered(), passages), judged(known, passages)

        assert (again.left.tolist(), again.right.tolist()) == (anew.left.tolist(), anew.right.tolist())
        assert again.table().tolist() == anew.table().tolist()
        assert again.chances.tolist() == anew.chances.tolist()
        assert again.relations.tolist() == anew.relations.tolist()


def test_an_edit_works_out_only_the_pairs_of_what_it_touched() -> None:
    known = Remembered()
    first = judged(known, [passage(0, [0, 1, 2, 5, 6]), passage(1, [1, 2, 3]), passage(2, [5, 6, 7, 8])])
    before = {id(node) for node in first.nodes}

    again = judged(known, [passage(0, [0, 1, 4, 2, 5, 6]), passage(1, [1, 2, 3]), passage(2, [5, 6, 7, 8])])

    new = [node.claim.quote for node in again.nodes if id(node) not in before]
    assert new == ["1966", "5 million dollars", "4.7 million euros"]
