"""The articles that speed is measured on."""

from __future__ import annotations

import re

from bench.generate import articles

_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")


def _said(text: str) -> dict[str, str]:
    """Each sentence of an article below its dateline, by its words."""
    body = text.split("\n\n", 2)[2]
    return {_NUMBER.sub("0", one): one for one in re.split(r"(?<=[.])\s+", body)}


def test_articles_of_one_event_say_the_same_but_for_what_was_planted() -> None:
    differing = 0
    for told, planted in articles(300, seed=3):
        texts = {article.path: _said(article.text) for article in told}
        wrong = {plant.path for plant in planted}
        for one, first in texts.items():
            for two, second in texts.items():
                apart = [words for words in first.keys() & second.keys() if first[words] != second[words]]
                assert not apart or wrong & {one, two}
                differing += bool(apart)

    assert differing


def test_a_plant_is_printed_by_one_article_and_its_value_by_others() -> None:
    for told, planted in articles(300, seed=3):
        texts = {article.path: article.text.replace(".", "").replace(",", "") for article in told}
        for plant in planted:
            assert re.search(rf"\b{plant.printed}\b", texts[plant.path])
            assert all(re.search(rf"\b{plant.value}\b", texts[other]) for other in plant.others)
