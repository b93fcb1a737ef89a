"""Sentences that are the same but for one passage."""

from __future__ import annotations

import pytest

from checker.text.sameness import same_but_for
from checker.text.span import Span


def same(one: str, two: str) -> bool:
    """Whether two texts of one sentence each, with the passage between brackets, are the same but for it."""
    texts, spans = [], []
    for marked in (one, two):
        before, inside, after = marked.replace("]", "[").split("[")
        texts.append(before + inside + after)
        spans.append(Span(len(before), len(before) + len(inside)))
    return same_but_for(texts[0], spans[0], Span(0, len(texts[0])), texts[1], spans[1], Span(0, len(texts[1])))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("The bank set aside [$642m] for bad loans, up 9%.", "The bank set aside [$642bn] for bad loans, up 9%."),
        ("Toàn tỉnh có [4.820 căn] nhà bị tốc mái.", "TOÀN TỈNH có [5.260 căn]  nhà bị tốc mái"),
    ],
)
def test_case_spaces_and_marks_make_no_difference(one: str, two: str) -> None:
    assert same(one, two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("The bank set aside [$642m] for bad loans, up 9%.", "The bank set aside [$642m] for bad loans, up 8%."),
        ("The bank set aside [$642m] for bad loans.", "The bank had set aside [$642m] for bad loans."),
        ("Giá là [5 triệu] đồng.", "Giá là [6 triệu] đồng."),
    ],
    ids=["another figure", "another word", "too few words"],
)
def test_another_word_or_figure_or_too_few_make_two(one: str, two: str) -> None:
    assert not same(one, two)
