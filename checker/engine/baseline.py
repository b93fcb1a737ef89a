"""A baseline: the findings that were looked at and accepted, so that a gate stops on new ones alone.

The file is ``{"version": 1, "tool": "factcheck", "entries": […]}``, sorted, one entry a line, so that two branches merge
line by line. An entry is for one finding: the same rule, the same values, and an indicator that both know. It survives
whatever moves text about: a paragraph inserted, an outlet that repeats a value, a file renamed. It is gone when a
figure is corrected.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from checker.errors import ConfigError
from checker.model import Discrepancy, Problem
from checker.text.normal import folded

FILE = "factcheck-baseline.json"
STALE = "FC003"
VERSION = 1

# Between the indicators of one fact; none holds it, because it is taken out of them.
_BETWEEN = " / "
_REQUIRED = ("fingerprint", "rule", "fact", "summary")
_OPTIONAL = ("reason", "by", "expires")
_FINGERPRINT = re.compile(r"(?P<base>[0-9a-f]{16})(-[1-9]\d*)?")
# Files of other tools are larger than any list of findings that people have looked at.
_MAX_BYTES = 64_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One accepted finding.

    ``fingerprint``  the id of the finding
    ``fact``         what the figures are of: every indicator that the finding cites, sorted
    ``summary``      the message, for whoever reads the file
    ``expires``      the last day on which it silences; None for no end
    """

    fingerprint: str
    rule: str
    fact: str
    summary: str
    reason: str = ""
    by: str = ""
    expires: date | None = None

    def expired(self, today: date | None) -> bool:
        """Whether its last day is over; never where *today* is None."""
        return today is not None and self.expires is not None and self.expires < today


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How entries and findings go together.

    ``entries``  for each finding, in order, the entry that is for it, or None
    ``stale``    the entries that no finding matches, though their rule ran
    """

    entries: tuple[Entry | None, ...]
    stale: tuple[Entry, ...]


def load(file: Path) -> tuple[Entry, ...]:
    """The entries of *file*; ConfigError where it cannot be read or is no baseline."""
    try:
        with file.open("rb") as opened:
            data = opened.read(_MAX_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"{file}: the baseline cannot be read: {error.strerror or error}") from error
    if len(data) > _MAX_BYTES:
        raise ConfigError(f"{file}: expected a baseline of at most {_MAX_BYTES} bytes, found more")
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{file}: expected a baseline, found no JSON: {error}") from error
    if not isinstance(document, dict) or document.get("tool") != "factcheck" or "entries" not in document:
        raise ConfigError(f"{file}: expected a baseline of factcheck, found another document")
    if document.get("version") != VERSION:
        raise ConfigError(f"{file}: expected version {VERSION} of the baseline, found {document.get('version')!r}")
    if not isinstance(document["entries"], list):
        raise ConfigError(f"{file}: entries: expected a list, found {type(document['entries']).__name__}")
    entries = [_entry(record, f"{file}: entry {number}") for number, record in enumerate(document["entries"], 1)]
    seen: set[str] = set()
    for entry in entries:
        if entry.fingerprint in seen:
            raise ConfigError(f"{file}: the fingerprint {entry.fingerprint} stands twice; expected one entry each")
        seen.add(entry.fingerprint)
    return tuple(entries)


def written(entries: Iterable[Entry]) -> str:
    """The text of the file: sorted by rule and fingerprint, one entry a line, newline at the end."""
    ordered = sorted(entries, key=lambda entry: (entry.rule, entry.fingerprint))
    lines = [json.dumps(_record(entry), ensure_ascii=False, separators=(", ", ": ")) for entry in ordered]
    head = f'{{"version": {VERSION}, "tool": "factcheck", "entries": ['
    body = "\n" + ",\n".join(lines) + "\n" if lines else ""
    # What no UTF-8 text may hold comes from the name of a file at most, and none stands in an entry.
    return f"{head}{body}]}}\n".encode("utf-8", "replace").decode("utf-8")


def matched(entries: Sequence[Entry], found: Sequence[Discrepancy], ran: Iterable[str]) -> Match:
    """Each finding with the entry that is for it. An entry is for one finding only, so none hides a second one.

    ``ran``  codes of the rules that ran: an entry of another rule is not stale, nobody looked
    """
    free: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        free.setdefault((entry.rule, _base(entry.fingerprint)), []).append(entry)
    taken: list[Entry | None] = [None] * len(found)
    # The same id and a fact that both name, then any id of these values, then a fact that one of them does not name.
    for fits in (_same, _alike, _unnamed):
        for at, finding in enumerate(found):
            here = free.get((finding.rule, _base(finding.id)), [])
            match = next((entry for entry in here if fits(entry, finding)), None) if taken[at] is None else None
            if match is not None:
                taken[at] = match
                here.remove(match)
    left = {entry.fingerprint for here in free.values() for entry in here}
    codes = set(ran)
    return Match(
        entries=tuple(taken), stale=tuple(one for one in entries if one.fingerprint in left and one.rule in codes)
    )


def applied(
    found: Sequence[Discrepancy], entries: Sequence[Entry], *, ran: Iterable[str], today: date | None, name: str
) -> tuple[tuple[Discrepancy, ...], tuple[Problem, ...]]:
    """*found* with those marked that *entries* accept, in the same order, and what is to be told of the rest.

    ``today``  the day on which an entry may have expired; None where none does
    ``name``   what to call the file
    """
    match = matched(entries, found, ran)
    told = [_told(entry, name, "matches no finding; `factcheck baseline prune` removes it") for entry in match.stale]
    marked = []
    for one, entry in zip(found, match.entries, strict=True):
        if entry is not None and entry.expired(today):
            told.append(_told(entry, name, f"expired on {entry.expires}; the finding is reported again"))
        elif entry is not None and one.suppressed is None:
            one = replace(one, suppressed=": ".join(filter(None, ("baseline", entry.reason))))
        marked.append(one)
    return tuple(marked), tuple(told)


def entries_of(
    found: Iterable[Discrepancy],
    earlier: Sequence[Entry],
    *,
    reason: str = "",
    by: str = "",
    expires: date | None = None,
) -> tuple[Entry, ...]:
    """An entry for each of *found*; what an *earlier* entry for it says of reason, by and expires is kept."""
    found = tuple(found)
    match = matched(earlier, found, ())
    return tuple(
        Entry(
            fingerprint=one.id,
            rule=one.rule,
            fact=fact(one),
            summary=str(one.message),
            reason=kept.reason if kept else reason,
            by=kept.by if kept else by,
            expires=kept.expires if kept else expires,
        )
        for one, kept in zip(found, match.entries, strict=True)
    )


def fact(one: Discrepancy) -> str:
    """What the figures of a finding are of: its indicators, folded, each once, sorted."""
    return _BETWEEN.join(sorted(_indicators(one)))


def _indicators(one: Discrepancy) -> set[str]:
    return {folded(claim.indicator).replace(_BETWEEN, " ") for claim in one.claims} - {""}


def _base(fingerprint: str) -> str:
    """A fingerprint without its ordinal; an id of another kind, which a rule may give, as it is."""
    read = _FINGERPRINT.fullmatch(fingerprint)
    return read["base"] if read else fingerprint


def _named(entry: Entry) -> set[str]:
    return set(filter(None, entry.fact.split(_BETWEEN)))


def _same(entry: Entry, one: Discrepancy) -> bool:
    return entry.fingerprint == one.id and _alike(entry, one)


def _alike(entry: Entry, one: Discrepancy) -> bool:
    return bool(_named(entry) & _indicators(one))


def _unnamed(entry: Entry, one: Discrepancy) -> bool:
    return not _named(entry) or not _indicators(one)


def _told(entry: Entry, name: str, what: str) -> Problem:
    return Problem(rule=STALE, path=name, message=f"{entry.fingerprint} ({entry.rule}: {entry.summary}) {what}")


def _entry(record: object, place: str) -> Entry:
    if not isinstance(record, dict):
        raise ConfigError(f"{place}: expected a table, found {type(record).__name__}")
    for key in record:
        if key not in (*_REQUIRED, *_OPTIONAL):
            raise ConfigError(f"{place}: unknown key {key!r}; expected {', '.join((*_REQUIRED, *_OPTIONAL))}")
    for key in _REQUIRED:
        if key not in record:
            raise ConfigError(f"{place}: expected {key}, found none")
    for key, value in record.items():
        if not isinstance(value, str):
            raise ConfigError(f"{place}: {key}: expected a string, found {type(value).__name__}")
    if not record["fingerprint"].strip():
        raise ConfigError(f"{place}: expected a fingerprint, found none")
    expires = record.get("expires")
    try:
        day = None if expires is None else date.fromisoformat(expires)
    except ValueError as error:
        raise ConfigError(f"{place}: expires: expected a day such as 2025-02-06, found {expires!r}") from error
    return Entry(**{**record, "expires": day})


def _record(entry: Entry) -> dict[str, str]:
    record = {key: getattr(entry, key) for key in _REQUIRED}
    record |= {key: value for key in ("reason", "by") if (value := getattr(entry, key))}
    return record | ({"expires": entry.expires.isoformat()} if entry.expires else {})
