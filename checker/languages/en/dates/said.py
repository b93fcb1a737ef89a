"""The words that a date or a period told in words begins with, and their readers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from checker.languages.en.dates.clock import hour_of_part, named_hour, noon, past_hour
from checker.languages.en.dates.near import ago, away, feast, relative, same, steps_ago, steps_ahead, to_date, weekend
from checker.languages.en.dates.periods import months, part_of_year, read_half, read_quarter, run_to, season, week_to
from checker.languages.en.dates.reading import Reading
from checker.languages.places import opened, openings

WORD_READERS: Final[tuple[tuple[str, Callable[[Reading, int], None]], ...]] = (
    ("today", relative),
    ("tonight", relative),
    ("tomorrow", relative),
    ("yesterday", relative),
    ("overnight", relative),
    ("noon", noon),
    ("midday", noon),
    ("midnight", noon),
    ("o'clock", named_hour),
    ("in the ", hour_of_part),
    ("this ", hour_of_part),
    ("at night", hour_of_part),
    ("half past ", past_hour),
    ("quarter past ", past_hour),
    ("quarter to ", past_hour),
    ("five past ", past_hour),
    ("ten past ", past_hour),
    ("twenty past ", past_hour),
    ("twenty-five past ", past_hour),
    ("five to ", past_hour),
    ("ten to ", past_hour),
    ("twenty to ", past_hour),
    ("twenty-five to ", past_hour),
    ("last ", away),
    ("this ", away),
    ("next ", away),
    ("previous ", away),
    ("quarter", read_quarter),
    ("quarters", read_quarter),
    ("half", read_half),
    ("months", months),
    ("year", ago),
    ("month", ago),
    ("quarter", ago),
    ("week", ago),
    ("ago", steps_ago),
    ("time", steps_ahead),
    ("same ", same),
    ("summer", season),
    ("winter", season),
    ("spring", season),
    ("autumn", season),
    ("fall ", season),
    ("year", run_to),
    ("year", part_of_year),
    ("week", week_to),
    ("weeks", week_to),
    ("weekend", weekend),
    ("quarter ", run_to),
    ("year", to_date),
    ("so far", to_date),
    ("christmas ", feast),
    ("may day", feast),
    ("boxing day", feast),
    ("new year's ", feast),
    ("valentine's day", feast),
    ("halloween", feast),
)


OPENINGS: Final = openings(WORD_READERS)


def said(r: Reading, begins: Mapping[str, Sequence[int]]) -> None:
    """Every date, period or time of day that begins with one of ``WORD_READERS``; *begins* tells where their words
    begin."""
    named = len(r.atoms)
    for at, opening in opened(r.low, begins, OPENINGS):
        if r.whole(at):
            opening.reader(r, at)
    for atom in r.atoms[named:]:
        atom.wordy = True
