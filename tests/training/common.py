"""``make common``: writes ``checker/align/common.toml``, how common words are, counted over our own sessions.

A word counts once for each session that prints it, by the share of its articles that do; then it stands for what is common
in the press, not for what one event was about.
"""

from __future__ import annotations

import textwrap
from collections import Counter, defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import marked

from checker import ingest
from checker.align.readings import reading
from checker.model import Passage

TABLE: Final = Path(__file__).parents[2] / "checker" / "align" / "common.toml"
# The shares that are told apart, 0 to 1; what is rarer than the first is left out.
STEPS: Final = (0.02, 0.03, 0.05, 0.08, 0.13, 0.2, 0.3, 0.5, 0.8)
_HEAD: Final = """# The share of articles that hold a word, counted over sessions of our own in both languages; written by
# `make common`. A word stands under the share that is next below its own.

[shares]
"""


def counted() -> dict[str, float]:
    """Word → the share of articles that hold it, the mean over the sessions of a language; the larger of both languages."""
    sessions: dict[str, list[Counter[str]]] = defaultdict(list)
    for file in marked.files():
        with TemporaryDirectory() as folder:
            held: dict[str, list[frozenset[str]]] = defaultdict(list)
            for number, (text, _) in marked.articles(file).items():
                path = Path(folder) / f"{number}.md"
                path.write_text(text, encoding="utf-8")
                (entry,), _ = ingest.entries([str(path)])
                source, _ = ingest.read(entry, "s1")
                assert source is not None
                held[source.lang or ""].append(frozenset(reading(0, Passage(source=source, claims=())).words))
        for lang, articles in held.items():
            printed = Counter(word for words in articles for word in words)
            sessions[lang].append(Counter({word: number / len(articles) for word, number in printed.items()}))
    out: dict[str, float] = {}
    for found in sessions.values():
        total: Counter[str] = Counter()
        for one in found:
            total.update(one)
        for word, share in total.items():
            out[word] = max(out.get(word, 0.0), share / len(found))
    return out


def table() -> str:
    """What ``common.toml`` should say."""
    words: dict[float, list[str]] = {step: [] for step in STEPS}
    for word, share in counted().items():
        if share >= STEPS[0]:
            words[max(step for step in STEPS if step <= share)].append(word)
    parts = []
    for step in reversed(STEPS):
        lines = textwrap.wrap(" ".join(sorted(words[step])), 116, break_long_words=False, break_on_hyphens=False)
        parts.append(f'"{step}" = """\n' + "\n".join(lines) + '"""\n')
    return _HEAD + "\n".join(parts)


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
    print(f"wrote {TABLE.name}")
