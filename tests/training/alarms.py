"""How right the alarms are in sessions of our own that the model has not seen: ``make alarms``.

Our sessions are cut in two by their names, and each half is judged by a model of the gold and of the other half. An
alarm, a warning or an error between articles, is right where all that it cites is marked as one fact and the values
that it sets against each other are marked as such that cannot both hold. The sessions were written to hold many such
values and more that only look like them, so this says less of the press than the gold does, but it counts hundreds.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import marked
from gold import Example, examples, fold_of
from prepared import believe, prepare, rate
from train import ROOT, findings, fitted

from checker import config
from checker.align.grouping import grouped
from checker.align.model import Model
from checker.align.steps import claim_group
from checker.model import Claim, Discrepancy, Severity

HALVES = 2
Marks = Mapping[str, Sequence[marked.Mark]]


def raised(example: Example, model: Model) -> Iterator[Discrepancy]:
    """The alarms between the articles of a session, as *model* judges its pairs."""
    prepare(example, model.context)
    believe(example.documents, example.pairs, model.claimhood)
    rate(example.pairs, model)
    groups = [claim_group(group, f"g{n}", "e", {}, None) for n, group in enumerate(grouped(example.pairs))]
    for found in findings((), groups, config.plan(config.Settings())):
        if found.severity is not Severity.INFO and len({claim.source.id for claim in found.claims}) > 1:
            yield found


def is_right(cited: Iterable[Claim], marks: Marks) -> bool:
    """Whether all that is cited is marked as one fact, some of it, not all, as its odd value."""
    told = [mark_of(claim, marks) for claim in cited]
    names = {mark.name if mark else None for mark in told}
    return len(names) == 1 and {mark.odd for mark in told if mark} == {True, False}


def mark_of(claim: Claim, marks: Marks) -> marked.Mark | None:
    article = marks[Path(claim.source.path).stem]
    return next((mark for mark in article if mark.span.overlaps(claim.span)), None)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="the folder with corpus/")
    parser.add_argument("--show", action="store_true", help="also list the false alarms")
    chosen = parser.parse_args()
    gold, own = examples(chosen.shared), list(zip(marked.files(), marked.examples(), strict=True))
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for half in range(HALVES):
        unseen = [(file, example) for file, example in own if fold_of(example.name, HALVES) == half]
        model = fitted(gold, [example for _, example in own if fold_of(example.name, HALVES) != half])
        for file, example in unseen:
            marks = {number: told for number, (_, told) in marked.articles(file).items()}
            for found in raised(example, model):
                (right if is_right(found.claims, marks) else wrong)[found.rule] += 1
                if chosen.show and not is_right(found.claims, marks):
                    print(f"{file.stem} {found.rule} {found.confidence:.2f} {found.message}")
    for rule in sorted({*right, *wrong}):
        print(f"{rule}: {right[rule]} of {right[rule] + wrong[rule]} right")
    every = right.total() + wrong.total()
    print(f"{len(own)} sessions: {right.total()} of {every} alarms right ({right.total() / max(1, every):.3f})")


if __name__ == "__main__":
    main()
