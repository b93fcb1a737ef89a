"""One run on this machine: sources in, report out.

All ids are given here, from the sorted names of the sources and the places in them, so the order in which files were
named, read or aligned shows nowhere in a report.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple, cast

from checker import align, config, extract, ingest
from checker.align import Alignment
from checker.align.cells import with_cells
from checker.align.lists import informed
from checker.config import Settings, Step
from checker.engine import baseline, cache, suppressions
from checker.engine.workers import Workers
from checker.errors import ReadError
from checker.ingest import Entry
from checker.languages.pack import languages, pack
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
    start: str | None = None,
) -> Report:
    """Read *paths*, align what they state, run the rules.

    ``stdin_name``  the name of what ``-`` reads
    ``plan``        the rules to run; those of *settings* unless given
    ``progress``    called as work goes on; the report does not depend on it
    ``today``       the day on which a suppression or an entry of the baseline may have expired; None where none does
    ``start``       how worker processes are started (``fork``, ``spawn``, ``forkserver``); None as the platform does

    Raises ConfigError and RuleLoadError before anything is read, UsageError for a path that does not exist.
    What cannot be read and what a rule cannot judge become problems of the report.
    """
    settings = settings or Settings()
    plan = config.plan(settings) if plan is None else plan
    with Workers(settings.jobs, start) as workers:
        return _run(list(paths), settings, plan, workers, stdin_name=stdin_name, progress=progress, today=today)


def _run(
    paths: Sequence[str | Path],
    settings: Settings,
    plan: Sequence[Step],
    workers: Workers,
    *,
    stdin_name: str,
    progress: Progress | None,
    today: date | None,
) -> Report:
    accepted = baseline.load(settings.baseline) if settings.baseline else ()
    kept_in = cache.folder(settings.cache, paths)
    reading = read(
        paths, stdin_name=stdin_name, workers=workers, kept_in=kept_in, tables=settings.table, progress=progress
    )
    if progress:
        progress("align", 0, 1)
    alignable, limited = _alignable(reading.passages)
    alignment = canonical(
        with_cells(align.align(alignable, sessions=settings.sessions, workers=workers), alignable), reading.passages
    )
    passages = informed(reading.passages, alignment.sessions)
    # Modules of a local rule have no name by which a worker could import them.
    found, failures = judge(plan, passages, alignment, progress, None if settings.local_rules else workers)
    sources = tuple(passage.source for passage in reading.passages)
    found, unused = suppressions.applied(found, sources, alignment.groups, settings, plan, today)
    stale: tuple[Problem, ...] = ()
    if settings.baseline:
        ran = [step.rule.info.code for step in plan]
        found, stale = baseline.applied(found, accepted, ran=ran, today=today, name=settings.baseline.name)
    problems = {
        *reading.problems,
        *limited,
        *alignment.problems,
        *failures,
        *unused,
        *stale,
        *_known_in_part(reading.passages),
    }
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
    workers: Workers | None = None,
    kept_in: Path | None = None,
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
    workers = workers or Workers(1)
    # Standard input belongs to this process alone.
    if any(entry.path == Path("-") for entry in entries):
        workers = Workers(1)
    size = _BATCH if workers.jobs == 1 else min(_BATCH, max(1, len(work) // (workers.jobs * 4)))
    batches = [_Batch(work[at : at + size], kept_in) for at in range(0, len(work), size)]
    for done, (passage, found) in enumerate(chain.from_iterable(workers.map(_read_batch, batches)), 1):
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
        passage = extract.read(source)
        if passage.source.status != source.status and passage.table is None:
            message = f"the article states more than {extract.MAX_FIGURES} figures; those after them were not read"
            problems = [*problems, Problem(rule="FC004", path=work.entry.name, message=message)]
        return passage, problems
    except ReadError as error:
        return None, [Problem(rule="FC001", path=work.entry.name, message=str(error))]


# Files that are read between two writes to the cache.
_BATCH = 32


class _Batch(NamedTuple):
    work: Sequence[_Work]
    kept_in: Path | None


def _read_batch(batch: _Batch) -> list[tuple[Passage | None, list[Problem]]]:
    """The files of *batch*, from the cache where it has them; a function of a module, so that a worker can run it."""
    if batch.kept_in is None:
        return [_read_one(one) for one in batch.work]
    out: list[tuple[Passage | None, list[Problem]]] = []
    fresh: list[tuple[bytes, cache.Entry]] = []
    with cache.Cache(batch.kept_in) as kept:
        for one in batch.work:
            name = one.entry.name
            before = cache.stamp(one.entry.path)
            key = before and cache.key_of_file(
                one.entry.path, name, one.lang, one.published, (ingest.read, extract.read)
            )
            entry = kept.get(key, one.source_id, name) if key else None
            if entry is not None:
                out.append((entry.passage, list(entry.problems)))
                continue
            passage, problems = _read_one(one)
            # What was hashed must be what was read.
            if key and passage is not None and cache.stamp(one.entry.path) == before:
                fresh.append((key, cache.Entry(passage, tuple(problems))))
            out.append((passage, problems))
        kept.put(fresh)
    return out


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
        problems=alignment.problems,
    )


def _renamed(ids: Iterable[str], letter: str) -> dict[str, str]:
    return {old: f"{letter}{number}" for number, old in enumerate(dict.fromkeys(ids), 1)}


def number_of(name: str) -> int:
    """The number in an id that this module gave: ``c12`` → 12."""
    return int(name[1:])


def _claim_number(claim: Claim) -> int:
    return number_of(claim.id)


def judge(
    plan: Sequence[Step],
    passages: Sequence[Passage],
    alignment: Alignment,
    progress: Progress | None = None,
    workers: Workers | None = None,
) -> tuple[tuple[Discrepancy, ...], list[Problem]]:
    """What the rules find, worst first, and the views on which one failed; a failed view gives no findings at all."""
    views: Mapping[str, Sequence[View]] = {
        # A table tells nothing in sentences: its own rules judge it.
        "passage": [passage for passage in passages if passage.table is None],
        "group": alignment.groups,
        "series": alignment.series,
        "table": _tables(passages, alignment),
    }
    elsewhere = _judged_elsewhere(plan, passages, alignment, workers) if workers and workers.jobs > 1 else {}
    found: list[Discrepancy] = []
    problems: list[Problem] = []
    for done, step in enumerate(plan):
        if progress:
            progress("check", done, len(plan))
        for nth, view in enumerate(views[step.rule.info.sees]):
            judged = elsewhere.get((done, nth))
            findings, problem = _judged(step, view) if judged is None else judged
            found += findings
            if problem:
                problems.append(problem)
    return _distinct(sorted(suppressions.softened(_asked(found)), key=_order)), problems


def _judged(step: Step, view: View) -> tuple[list[Discrepancy], Problem | None]:
    """The findings of one rule on one view, all or none, and why there are none."""
    try:
        return [_admitted(one, step, view) for one in step.rule.check(view, step.options)], None
    except Exception as error:  # noqa: BLE001 - a stranger's code may fail on one view, never stop the run
        message = f"{step.rule.info.name} failed on {_place(view)}: {type(error).__name__}: {error}"
        return [], Problem(rule=step.rule.info.code, path=_paths(view), message=message)


class _Docket(NamedTuple):
    """Views of some sessions, each with its place among those of its kind, and the steps to take over them."""

    steps: Sequence[tuple[int, Step]]
    passages: Sequence[tuple[int, Passage]]
    groups: Sequence[tuple[int, ClaimGroup]]


class _Verdict(NamedTuple):
    """What one step found on one view: each finding without its claims, and their ids."""

    step: int
    view: int
    findings: Sequence[tuple[Discrepancy, tuple[str, ...]]]
    problem: Problem | None


def _judged_elsewhere(
    plan: Sequence[Step], passages: Sequence[Passage], alignment: Alignment, workers: Workers
) -> dict[tuple[int, int], tuple[list[Discrepancy], Problem | None]]:
    """(number of the step, number of the view) → what came of it, for every article and every group of one session."""
    steps = [(nth, step) for nth, step in enumerate(plan) if step.rule.info.sees in ("passage", "group")]
    session_of = {source: session.id for session in alignment.sessions for source in session.sources}
    dockets: dict[str, _Docket] = {session.id: _Docket(steps, [], []) for session in alignment.sessions}
    for nth, passage in enumerate(passages):
        # A table is large and is not asked for by rules of articles alone.
        if passage.source.id in session_of and passage.table is None:
            cast(list[Any], dockets[session_of[passage.source.id]].passages).append((nth, passage))
    for nth, group in enumerate(alignment.groups):
        if group.session is not None:
            cast(list[Any], dockets[group.session].groups).append((nth, group))
    work = [
        _Docket(
            steps,
            list(chain.from_iterable(d.passages for d in some)),
            list(chain.from_iterable(d.groups for d in some)),
        )
        for some in workers.chunks(list(dockets.values()), lambda docket: len(docket.passages) + len(docket.groups))
    ]
    claims = {claim.id: claim for passage in passages for claim in passage.claims}
    return {
        (verdict.step, verdict.view): (
            [replace(one, claims=tuple(claims[name] for name in names)) for one, names in verdict.findings],
            verdict.problem,
        )
        for verdict in chain.from_iterable(workers.map(_judge_docket, work))
    }


def _judge_docket(docket: _Docket) -> list[_Verdict]:
    """Every verdict on a docket; a function of a module, so that a worker can run it."""
    out = []
    for number, step in docket.steps:
        views: Sequence[tuple[int, View]] = docket.passages if step.rule.info.sees == "passage" else docket.groups
        for nth, view in views:
            found, problem = _judged(step, view)
            slim = [(replace(one, claims=()), tuple(claim.id for claim in one.claims)) for one in found]
            out.append(_Verdict(number, nth, slim, problem))
    return out


def _tables(passages: Sequence[Passage], alignment: Alignment) -> list[Table]:
    """Every table, with the articles of its session."""
    by_id = {passage.source.id: passage for passage in passages}
    beside: dict[str, tuple[Passage, ...]] = {}
    for session in alignment.sessions:
        articles = tuple(by_id[name] for name in session.sources if by_id[name].table is None)
        beside.update(dict.fromkeys(session.sources, articles))
    return [replace(p.table, articles=beside.get(p.source.id, ())) for p in passages if p.table is not None]


def _known_in_part(passages: Sequence[Passage]) -> list[Problem]:
    """A remark for each language among *passages* whose pack lacks what others have."""
    problems = []
    known = {passage.source.lang for passage in passages}
    for code in (code for code in languages() if code in known):
        tables = [name for name in pack(code).lacks if "." not in name]
        words = len(pack(code).lacks) - len(tables)
        if tables or words:
            named = f"[{'], ['.join(tables)}] and " if tables else ""
            message = f"texts in {code!r} are read without {named}{words} lists of words that other languages have"
            problems.append(Problem(rule="FC005", path="", message=message))
    return problems


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
