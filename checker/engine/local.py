"""One run on this machine: sources in, report out.

All ids are given here, from the sorted names of the sources and the places in them, so the order in which files were
named, read or aligned shows nowhere in a report.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from checker import align, config, extract, ingest
from checker.align import Alignment
from checker.align.lists import informed
from checker.config import Settings, Step
from checker.engine import baseline, suppressions
from checker.errors import ReadError
from checker.ingest import Entry
from checker.model import (
    Claim,
    ClaimGroup,
    Coverage,
    Discrepancy,
    Passage,
    Problem,
    Relation,
    Report,
    Series,
    Severity,
    Shape,
    Table,
)
from checker.values.figure import Quantity
from checker.version import VERSION

# stage ("read", "align", "check"), steps done, steps in all
Progress = Callable[[str, int, int], None]
View = Passage | ClaimGroup | Series | Table

# The relations whose figures a rule can work out again.
NUMERIC_RELATIONS = frozenset({"ratio", "sum", "change", "conversion"})
# Claims of one table that are compared with articles; comparing takes each with every figure of the session.
ALIGNED_CELLS = 2_000


class Reading(NamedTuple):
    """What reading some paths gave. ``entries`` counts the files that were found, ``unreadable`` those that gave nothing."""

    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...]
    entries: int
    unreadable: int


def run(
    paths: Iterable[str | Path],
    settings: Settings | None = None,
    *,
    stdin_name: str = "stdin.txt",
    plan: Sequence[Step] | None = None,
    progress: Progress | None = None,
    today: date | None = None,
) -> Report:
    """Read *paths*, align what they state, run the rules.

    ``stdin_name``  the name of what ``-`` reads
    ``plan``        the rules to run; those of *settings* unless given
    ``progress``    called as work goes on; the report does not depend on it
    ``today``       the day on which a suppression or an entry of the baseline may have expired; None where none does

    Raises ConfigError and RuleLoadError before anything is read, UsageError for a path that does not exist.
    What cannot be read and what a rule cannot judge become problems of the report.
    """
    settings = settings or Settings()
    plan = config.plan(settings) if plan is None else plan
    accepted = baseline.load(settings.baseline) if settings.baseline else ()
    reading = read(paths, stdin_name=stdin_name, jobs=settings.jobs, tables=settings.table, progress=progress)
    if progress:
        progress("align", 0, 1)
    alignable, limited = _alignable(reading.passages)
    alignment = canonical(align.align(alignable, sessions=settings.sessions), reading.passages)
    passages = informed(reading.passages, alignment.sessions)
    found, failures = judge(plan, passages, alignment, progress)
    sources = tuple(passage.source for passage in reading.passages)
    found, unused = suppressions.applied(found, sources, settings, plan, today)
    stale: tuple[Problem, ...] = ()
    if settings.baseline:
        ran = [step.rule.info.code for step in plan]
        found, stale = baseline.applied(found, accepted, ran=ran, today=today, name=settings.baseline.name)
    problems = {*reading.problems, *failures, *unused, *stale}
    claims = tuple(claim for passage in passages for claim in passage.claims)
    return Report(
        version=VERSION,
        sources=sources,
        sessions=alignment.sessions,
        claims=claims,
        groups=alignment.groups,
        series=alignment.series,
        relations=tuple(relation for passage in passages for relation in passage.relations),
        discrepancies=found,
        problems=tuple(sorted(problems, key=lambda p: (p.path, p.rule, p.message))),
        coverage=_coverage(reading, alignment, claims),
        origins=alignment.origins,
    )


def read(
    paths: Iterable[str | Path],
    *,
    stdin_name: str = "stdin.txt",
    jobs: int = 1,
    lang: str | None = None,
    published: str | None = None,
    tables: Sequence[Shape] = (),
    progress: Progress | None = None,
) -> Reading:
    """The passages under *paths*, sorted by path and numbered.

    ``lang``, ``published`` stand in where a source does not tell; ``tables`` tell of tables what they do not. A path that does not exist raises UsageError; a file
    that cannot be read is a problem.
    """
    entries, problems = ingest.entries([os.fspath(path) for path in paths], stdin_name=stdin_name)
    passages: list[Passage] = []
    unreadable = 0
    entries = [_shaped(entry, tables) for entry in entries]
    work = [_Work(entry, f"s{number}", lang, published) for number, entry in enumerate(entries, 1)]
    with _mapped(jobs, work) as results:
        for done, (passage, found) in enumerate(results, 1):
            problems = [*problems, *found] if found else problems
            if passage is None:
                unreadable += 1
            else:
                passages.append(passage)
            if progress:
                progress("read", done, len(entries))
    if not entries and not problems:
        problems = [
            Problem(rule="FC001", path="", message="expected a file or a folder with articles, found nothing to read")
        ]
    return Reading(_numbered(passages), tuple(problems), len(entries), unreadable)


def _shaped(entry: Entry, tables: Sequence[Shape]) -> Entry:
    """*entry* with what the settings say of its table; of several entries that match, each adds to the ones before."""
    for shape in tables:
        if PurePosixPath(entry.name).match(shape.file):
            entry = entry._replace(shape=ingest.merged(entry.shape, shape))
    return entry


class _Work(NamedTuple):
    entry: Entry
    source_id: str
    lang: str | None
    published: str | None


def _read_one(work: _Work) -> tuple[Passage | None, list[Problem]]:
    """One file, read and extracted; a module-level function of picklable records, so that a worker can run it."""
    try:
        source, problems = ingest.read(work.entry, work.source_id)
        if source is None:
            return None, problems
        if (work.lang and not source.lang) or (work.published and not source.published):
            source = replace(source, lang=source.lang or work.lang, published=source.published or work.published)
        return extract.read(source), problems
    except ReadError as error:
        return None, [Problem(rule="FC001", path=work.entry.name, message=str(error))]


@contextmanager
def _mapped(jobs: int, work: Sequence[_Work]) -> Iterator[Iterator[tuple[Passage | None, list[Problem]]]]:
    """The results of *work*, in its order, whatever the number of workers."""
    # Standard input belongs to this process alone.
    if jobs == 1 or len(work) < 2 or any(one.entry.path == Path("-") for one in work):
        yield map(_read_one, work)
        return
    pool = ProcessPoolExecutor(max_workers=min(jobs, len(work)))
    try:
        # Chunks spare a round trip per article; four per worker keep the load even.
        yield pool.map(_read_one, work, chunksize=max(1, len(work) // (jobs * 4)))
    finally:
        pool.shutdown(cancel_futures=True)


def _numbered(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """*passages* sorted by path, sources named s1, s2, …, claims c1, c2, … in order of source and place."""
    numbered: list[Passage] = []
    count = 0
    for number, passage in enumerate(sorted(passages, key=lambda p: (p.source.path, p.source.text)), 1):
        source = replace(passage.source, id=f"s{number}")
        claims: dict[str, Claim] = {}
        for claim in sorted(passage.claims, key=lambda c: (c.span, c.nth)):
            count += 1
            claims[claim.id] = replace(claim, id=f"c{count}", source=source)
        relations = tuple(
            replace(relation, roles=tuple((role, claims[claim.id]) for role, claim in relation.roles))
            for relation in passage.relations
        )
        table = passage.table and replace(passage.table, source=source, claims=tuple(claims.values()))
        numbered.append(Passage(source=source, claims=tuple(claims.values()), relations=relations, table=table))
    return tuple(numbered)


def canonical(alignment: Alignment, passages: Sequence[Passage]) -> Alignment:
    """*alignment* with its parts sorted and named e1, g1, o1, …; series are numbered on after the groups."""
    origins = _renamed((alignment.origins[p.source.id] for p in passages if p.source.id in alignment.origins), "o")
    sessions = sorted(
        (replace(s, sources=tuple(sorted(s.sources, key=number_of))) for s in alignment.sessions),
        key=lambda s: (s.date or "9999", [number_of(source) for source in s.sources]),
    )
    names = _renamed((session.id for session in sessions), "e")
    groups = [
        replace(
            group,
            session=None if group.session is None else names[group.session],
            claims=tuple(sorted(group.claims, key=_claim_number)),
            origins={
                source: origins[origin]
                for source, origin in sorted(group.origins.items(), key=lambda kv: number_of(kv[0]))
            },
        )
        for group in alignment.groups
    ]
    groups.sort(
        key=lambda g: (number_of(g.session) if g.session else len(names) + 1, [_claim_number(c) for c in g.claims])
    )
    series = sorted(
        alignment.series, key=lambda s: (s.indicator, [(day, _claim_number(claim)) for day, claim in s.points])
    )
    return Alignment(
        sessions=tuple(replace(session, id=names[session.id]) for session in sessions),
        groups=tuple(replace(group, id=f"g{n}") for n, group in enumerate(groups, 1)),
        series=tuple(replace(one, id=f"g{n}") for n, one in enumerate(series, len(groups) + 1)),
        origins={
            p.source.id: origins[alignment.origins[p.source.id]] for p in passages if p.source.id in alignment.origins
        },
    )


def _renamed(ids: Iterable[str], letter: str) -> dict[str, str]:
    return {old: f"{letter}{number}" for number, old in enumerate(dict.fromkeys(ids), 1)}


def number_of(name: str) -> int:
    """The number in an id that this module gave: ``c12`` → 12."""
    return int(name[1:])


def _claim_number(claim: Claim) -> int:
    return number_of(claim.id)


def judge(
    plan: Sequence[Step], passages: Sequence[Passage], alignment: Alignment, progress: Progress | None = None
) -> tuple[tuple[Discrepancy, ...], list[Problem]]:
    """What the rules find, worst first, and the views on which one failed; a failed view gives no findings at all."""
    views: Mapping[str, Sequence[View]] = {
        "passage": passages,
        "group": alignment.groups,
        "series": alignment.series,
        "table": _tables(passages, alignment),
    }
    found: list[Discrepancy] = []
    problems: list[Problem] = []
    for done, step in enumerate(plan):
        if progress:
            progress("check", done, len(plan))
        for view in views[step.rule.info.sees]:
            try:
                found += [_admitted(one, step, view) for one in step.rule.check(view, step.options)]
            except Exception as error:  # noqa: BLE001 - a stranger's code may fail on one view, never stop the run
                path = _paths(view)
                message = f"{step.rule.info.name} failed on {_place(view)}: {type(error).__name__}: {error}"
                problems.append(Problem(rule=step.rule.info.code, path=path, message=message))
    return _distinct(sorted(suppressions.softened(_asked(found)), key=_order)), problems


def _tables(passages: Sequence[Passage], alignment: Alignment) -> list[Table]:
    """Every table, with the articles of its session."""
    by_id = {passage.source.id: passage for passage in passages}
    beside: dict[str, tuple[Passage, ...]] = {}
    for session in alignment.sessions:
        articles = tuple(by_id[name] for name in session.sources if by_id[name].table is None)
        beside.update(dict.fromkeys(session.sources, articles))
    return [replace(p.table, articles=beside.get(p.source.id, ())) for p in passages if p.table is not None]


def _alignable(passages: Sequence[Passage]) -> tuple[tuple[Passage, ...], list[Problem]]:
    """*passages* for the alignment: where articles are read too, so many cells of each table and no more."""
    if all(passage.table is not None for passage in passages):
        # Tables among themselves are aligned as well, within the same bound, but lose nothing that an article says.
        return tuple(replace(p, claims=p.claims[:ALIGNED_CELLS]) for p in passages), []
    problems = []
    kept = []
    for passage in passages:
        if passage.table is not None and len(passage.claims) > ALIGNED_CELLS:
            message = f"{ALIGNED_CELLS} of {len(passage.claims)} cells were compared with the articles"
            problems.append(Problem(rule="FC004", path=passage.source.path, message=message))
            passage = replace(passage, claims=passage.claims[:ALIGNED_CELLS])
        kept.append(passage)
    return tuple(kept), problems


def _asked(found: Sequence[Discrepancy]) -> list[Discrepancy]:
    """*found*, where a question that a rule asks over some claims also stands on the findings about those claims.

    A question is an info finding with a suggestion; on its own card few would look for it.
    """
    questions = [one for one in found if one.severity is Severity.INFO and one.suggestion]
    out = []
    for one in found:
        if one.suggestion is None and one.severity is not Severity.INFO:
            claims = {claim.id for claim in one.claims}
            suggestion = next((q.suggestion for q in questions if claims & {claim.id for claim in q.claims}), None)
            one = replace(one, suggestion=suggestion) if suggestion else one
        out.append(one)
    return out


def _admitted(found: object, step: Step, view: View) -> Discrepancy:
    """*found*, if it is what a rule may yield."""
    if not isinstance(found, Discrepancy):
        raise TypeError(f"expected a Discrepancy, found a {type(found).__name__}")
    if found.rule != step.rule.info.code or found.name != step.rule.info.name:
        raise ValueError(f"expected a finding of {step.rule.info.code}, found one of {found.rule}")
    if not found.claims:
        raise ValueError("expected a finding with claims, found none")
    known = {claim.id for claim in _claims(view)}
    for claim in found.claims:
        if claim.id not in known:
            raise ValueError(f"expected claims of its own view, found {claim.id} ({claim.quote!r})")
    if found.group is None and isinstance(view, ClaimGroup | Series):
        return replace(found, group=view.id)
    return found


def _claims(view: View) -> Iterable[Claim]:
    if isinstance(view, Series):
        return [claim for _, claim in view.points]
    if isinstance(view, ClaimGroup):
        return chain(view.claims, (claim for listing in view.listings for _, claim in listing.roles))
    if isinstance(view, Table):
        return chain(view.claims, (claim for article in view.articles for claim in article.claims))
    return view.claims


def _paths(view: View) -> str:
    return view.source.path if isinstance(view, Passage | Table) else next((c.source.path for c in _claims(view)), "")


def _place(view: View) -> str:
    if isinstance(view, Passage | Table):
        return view.source.path
    return f"{view.id} ({view.indicator})" if view.indicator else view.id


def _order(found: Discrepancy) -> tuple[object, ...]:
    place = [_claim_number(claim) for claim in found.claims]
    return found.severity.rank, -found.confidence, -gap(found), min(place), found.rule, found.id, place


def gap(found: Discrepancy) -> Decimal:
    """How far apart the outlets are, as a share of the larger amount, ≥ 0.

    0 where claims of one source are compared (their roles differ), or amounts in different units.
    """
    values = [claim.value for claim in found.claims]
    amounts = [value for value in values if isinstance(value, Quantity)]
    if len(amounts) < len(values) or len({value.unit.key for value in amounts}) > 1:
        return Decimal(0)
    if len({claim.source.id for claim in found.claims}) < 2:
        return Decimal(0)
    apart = max(value.lo for value in amounts) - min(value.hi for value in amounts)
    most = max(abs(end) for value in amounts for end in (value.lo, value.hi))
    return apart / most if apart > 0 and most else Decimal(0)


def _distinct(found: Iterable[Discrepancy]) -> tuple[Discrepancy, ...]:
    """*found*, sorted as it is, with ids that differ.

    The same claims under one id are one finding; other claims (the same slip in a second article) get ``-2``, ``-3``.
    """
    seen: dict[str, list[frozenset[str]]] = {}
    kept: list[Discrepancy] = []
    for one in found:
        claims = frozenset(claim.id for claim in one.claims)
        earlier = seen.setdefault(one.id, [])
        if claims in earlier:
            continue
        earlier.append(claims)
        kept.append(one if len(earlier) == 1 else replace(one, id=f"{one.id}-{len(earlier)}"))
    return tuple(kept)


def recomputable(relations: Iterable[Relation]) -> set[str]:
    """The ids of the claims that arithmetic inside their article can check."""
    return {claim.id for r in relations if r.kind in NUMERIC_RELATIONS for _, claim in r.roles}


def _coverage(reading: Reading, alignment: Alignment, claims: Sequence[Claim]) -> Coverage:
    partial = sum(passage.source.status != "read" for passage in reading.passages)
    return Coverage(
        read=len(reading.passages) - partial,
        partial=partial,
        unreadable=reading.unreadable,
        figures=len(claims),
        aligned=len({claim.id for group in alignment.groups for claim in group.claims}),
        recomputed=len(recomputable(chain.from_iterable(passage.relations for passage in reading.passages))),
        furniture=sum(len(passage.source.furniture) + passage.source.removed for passage in reading.passages),
    )
