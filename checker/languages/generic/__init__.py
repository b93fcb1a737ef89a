"""Number words and dates of a language that brings them as tables instead of code.

``pack.toml`` may hold ``[numerals]`` and ``[dates]``; a language whose numbers and dates do not fit into them has
modules of its own (``vi``, ``en``). The tables fit languages that say the large before the small ("dua ratus lima
puluh ribu") in words with spaces between.
"""

from __future__ import annotations

from checker.languages.generic.dates import dates
from checker.languages.generic.numerals import numerals

__all__ = ["dates", "numerals"]
