"""What is drawn before the page grows too heavy to use; the page says what it leaves out."""

from __future__ import annotations

DRAWN = 300  # findings with a number line
FULL = 500  # findings with the parts of their alignment and their agreeing sources
BLOCK = 100  # findings to a fold
VOICES = 6  # sentences of a finding that are not folded
ROWS = 8  # readings on one line
LISTED = 100  # problems
OPTIONS = 40  # choices of one filter
SESSIONS, TABLE_ROWS, COLUMNS = 100, 150, 24  # tables; rows and columns of one
SERIES = 60
NODES, PAIRS, NAME_CHARS = 40, 120, 32  # of the graph of copies
MANY = 150  # findings or sources
TEXT_CHARS = 12_000_000  # of sources in full
PARTS = 8  # of an alignment
FALLS = 3  # pairs of a finding that are drawn
