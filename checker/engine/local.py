"""One run on this machine: sources in, report out.

All ids are given here, from the sorted names of the sources and the places in them, so the order in which files were
named, read or aligned shows nowhere in a report.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from checker import config
from checker.align import Alignment
from checker.align.lists import informed
from checker.config import Sessions, Settings, Step
from checker.engine import baseline, cache, longtables, suppressions
from checker.engine.collector import at_rest
from checker.engine.ids import claim_number, number_of
from checker.engine.intake import Reading, numbered, read
from checker.engine.judging import Progress, judge, judgement, settled
from checker.engine.workers import Workers
from checker.languages.pack import lacks, languages, pack
from checker.model import Claim, Coverage, Discrepancy, Passage, Problem, Relation, Report
from checker.version import VERSION

if TYPE_CHECKING:
    from checker.engine.outcomes import Outcome

# Claims of one table that are compared with articles; comparing takes each with every figure of the session.
ALIGNED_CELLS = 2_000
# Articles from which on more processes find sessions sooner: to start them takes as long as to find those of a hundred.
_WORTH_SHARING = 200


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
    with at_rest(), Workers(settings.jobs, start) as workers:
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
    reading, beyond = longtables.looked_through(reading, plan, judgement, numbered)
    alignable, _ = alignable_of(reading.passages)
    somewhere = local_plan(settings, plan)
    plan_key = cache.key_of_plan(somewhere) if kept_in else None
    bench = Bench(alignable, somewhere, reading.keys, kept_in, plan_key)
    outcomes = _outcomes(bench, settings.sessions, workers, progress)
    alignment = _alignment(bench, outcomes, settings.sessions, workers)
    return concluded(reading, outcomes, settings, plan, accepted, alignment, beyond, progress=progress, today=today)


def local_plan(settings: Settings, plan: Sequence[Step]) -> Sequence[Step]:
    """The steps that may be taken session by session, anywhere: a module of a local rule has no name to import it by."""
    return () if settings.local_rules else plan


def concluded(
    reading: Reading,
    outcomes: Sequence[Outcome],
    settings: Settings,
    plan: Sequence[Step],
    accepted: Sequence[baseline.Entry],
    alignment: Alignment | None = None,
    beyond: Sequence[Discrepancy] = (),
    *,
    progress: Progress | None = None,
    today: date | None = None,
) -> Report:
    """The report on what was read, from the outcomes of its sessions; their *alignment* is put together unless given.

    ``beyond``  what was found in rows of tables that are no claims
    """
    # The alignment brings NumPy, which commands that read alone need not load.
    from checker.engine.outcomes import alignment_of, named

    alignable, limited = alignable_of(reading.passages)
    alignment = canonical(alignment or alignment_of(outcomes, alignable), reading.passages)
    passages = informed(reading.passages, alignment.sessions)
    verdicts = None if settings.local_rules else named(outcomes, alignment)
    found, failures = judge(plan, passages, alignment, progress, verdicts)
    found = settled([*found, *beyond]) if beyond else found
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
        # A list that no figure announces is there for other articles; it ties no claims together.
        relations=tuple(relation for passage in passages for relation in passage.relations if relation.roles),
        discrepancies=found,
        problems=tuple(sorted(problems, key=lambda p: (p.path, p.rule, p.message))),
        coverage=_coverage(reading, alignment, claims),
        origins=alignment.origins,
    )


class Bench(NamedTuple):
    """What the workers of a run have before them.

    ``keys``      what each of ``passages`` is kept under in ``kept_in``
    ``plan_key``  stands for ``plan`` there; None where nothing is to be kept
    """

    passages: Sequence[Passage]
    plan: Sequence[Step]
    keys: Sequence[bytes | None]
    kept_in: Path | None
    plan_key: bytes | None


def _outcomes(bench: Bench, mode: Sessions, workers: Workers, progress: Progress | None) -> list[Outcome]:
    """The outcome of every session."""
    passages = bench.passages
    if progress:
        progress("align", 0, len(passages))
    sessions = _sessions(bench, mode, workers)
    work = list(enumerate(sessions))
    out: list[Outcome] = []
    done = 0
    chunks = workers.chunks(work, lambda one: _cost([passages[place] for place in one[1]]))
    for chunk, found in zip(chunks, workers.map_over(outcomes_of, bench, chunks), strict=True):
        out += found
        if progress:
            done += sum(len(members) for _, members in chunk)
            progress("align", done, len(passages))
    return out


def _sessions(bench: Bench, mode: Sessions, workers: Workers) -> list[list[int]]:
    """The sessions as places among the passages; those of an unchanged input from the cache."""
    from checker.engine import packed_outcomes

    key = _key_of(bench, range(len(bench.passages)), f"sessions {mode}") if bench.kept_in and mode == "auto" else None
    if key is None or bench.kept_in is None:
        return _split(bench.passages, mode, workers)
    with cache.Cache(bench.kept_in) as kept:
        found = packed_outcomes.sessions_in(kept.bytes_under(key), len(bench.passages))
        if found is None:
            found = _split(bench.passages, mode, workers)
            kept.put_bytes([(key, packed_outcomes.packed_sessions(found))])
    return found


def _split(passages: Sequence[Passage], mode: Sessions, workers: Workers) -> list[list[int]]:
    """As ``steps.split``, by all workers where there is work for them."""
    from checker.align import steps, terms
    from checker.align.readings import key
    from checker.engine import scattered

    if mode != "auto" or workers.jobs == 1 or len(passages) < _WORTH_SHARING:
        return steps.split(passages, mode)
    # What all workers look things up in, and series here, is made before they are: those that are forked have it.
    known = {passage.source.lang for passage in passages}
    for lang in (lang for lang in terms.LANGUAGES if lang in known):
        pack(lang)
        terms.load().index(lang)
    order = sorted(range(len(passages)), key=lambda place: key(passages[place]))
    return scattered.found_among(passages, order, workers)


def _alignment(bench: Bench, outcomes: Sequence[Outcome], mode: Sessions, workers: Workers) -> Alignment:
    """The alignment of all; the series of an unchanged input come from the cache."""
    from checker.engine import packed_outcomes
    from checker.engine.outcomes import alignment_of

    key = _key_of(bench, range(len(bench.passages)), f"series {mode}") if bench.kept_in else None
    if key is None or bench.kept_in is None:
        return alignment_of(outcomes, bench.passages, over=workers.map_over)
    with cache.Cache(bench.kept_in) as kept:
        series = packed_outcomes.series_in(kept.bytes_under(key), bench.passages)
        made = alignment_of(outcomes, bench.passages, series, workers.map_over)
        if series is None:
            kept.put_bytes([(key, packed_outcomes.packed_series(made.series))])
    return made


def _key_of(bench: Bench, members: Iterable[int], about: str = "") -> bytes | None:
    """The key of what comes of *members*; None where one of them, or a rule, has none."""
    if bench.plan_key is None:
        return None
    told: list[tuple[str, bytes]] = []
    for place in members:
        key = bench.keys[place]
        if key is None:
            return None
        told.append((bench.passages[place].source.path, key))
    return cache.key_of_session(bench.plan_key + about.encode(), told)


def outcomes_of(bench: Bench, sessions: Sequence[tuple[int, Sequence[int]]]) -> list[Outcome]:
    """The outcomes of some of the sessions; a function of a module, so that a worker can run it."""
    from checker.engine import packed_outcomes
    from checker.engine.outcomes import outcome

    if bench.kept_in is None:
        return [
            outcome([bench.passages[place] for place in members], f"e{nth}", bench.plan) for nth, members in sessions
        ]
    out: list[Outcome] = []
    fresh: list[tuple[bytes, bytes]] = []
    with cache.Cache(bench.kept_in) as kept:
        for nth, places in sessions:
            # Places follow the paths, as the names in what is kept do.
            members = [bench.passages[place] for place in sorted(places)]
            key = _key_of(bench, sorted(places))
            found = packed_outcomes.recalled(kept.bytes_under(key) if key else None, members, f"e{nth}")
            if found is None:
                found = outcome(members, f"e{nth}", bench.plan)
                if key:
                    fresh.append((key, packed_outcomes.encoded(found, members)))
            out.append(found)
        kept.put_bytes(fresh)
    return out


def _cost(members: Sequence[Passage]) -> int:
    """About how long a session takes: its figures are read once, and compared with those of each other article."""
    return 1 + sum(len(passage.claims) for passage in members) * (4 + len(members))


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
            claims=tuple(sorted(group.claims, key=claim_number)),
            origins={
                source: origins[origin]
                for source, origin in sorted(group.origins.items(), key=lambda kv: number_of(kv[0]))
            },
        )
        for group in alignment.groups
    ]
    groups.sort(
        key=lambda g: (number_of(g.session) if g.session else len(names) + 1, [claim_number(c) for c in g.claims])
    )
    series = sorted(
        alignment.series, key=lambda s: (s.indicator, [(day, claim_number(claim)) for day, claim in s.points])
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


def _known_in_part(passages: Sequence[Passage]) -> list[Problem]:
    """A remark for each language among *passages* whose pack lacks what others have."""
    problems = []
    known = {passage.source.lang for passage in passages}
    for code in (code for code in languages() if code in known):
        tables = [name for name in lacks(code) if "." not in name]
        words = len(lacks(code)) - len(tables)
        if tables or words:
            named = f"[{'], ['.join(tables)}] and " if tables else ""
            message = f"texts in {code!r} are read without {named}{words} lists of words that other languages have"
            problems.append(Problem(rule="FC005", path="", message=message))
    return problems


def alignable_of(passages: Sequence[Passage]) -> tuple[tuple[Passage, ...], list[Problem]]:
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


def recomputable(relations: Iterable[Relation]) -> set[str]:
    """The ids of the claims that can be worked out again inside their article."""
    return {claim.id for relation in relations for claim in relation.worked_out()}


def _coverage(reading: Reading, alignment: Alignment, claims: Sequence[Claim]) -> Coverage:
    # A file that is a round-up counts once, with its head.
    files = [passage.source for passage in reading.passages if passage.source.item <= 1]
    partial = sum(source.status != "read" for source in files)
    grouped = {claim.id for group in alignment.groups for claim in group.claims}
    serial = {claim.id for series in alignment.series for _, claim in series.points}
    worked = recomputable(chain.from_iterable(passage.relations for passage in reading.passages))
    cells = {claim.id for passage in reading.passages if passage.table for claim in passage.table.worked_out()}
    return Coverage(
        read=len(files) - partial,
        partial=partial,
        unreadable=reading.unreadable,
        figures=len(claims),
        aligned=len(grouped),
        recomputed=len(worked | cells),
        furniture=sum(len(passage.source.furniture) + passage.source.removed for passage in reading.passages),
        cells=len(cells - grouped - serial - worked),
    )
