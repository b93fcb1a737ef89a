"""All that a rule author imports.

A rule is one module: its docstring is its documentation, ``RULE`` says what it is and what it looks at,
``check`` yields discrepancies. See any file in ``rules/`` for the shape. The modules of this package are not for
rules: what they may use is what is named here.
"""

from __future__ import annotations

from checker.model import (
    Claim,
    ClaimGroup,
    Column,
    Discrepancy,
    Flaw,
    Kind,
    Passage,
    Place,
    Relation,
    Row,
    Series,
    Severity,
    Source,
    Status,
    Table,
)
from checker.rule.arithmetic import Stated, misfit, reason, stated
from checker.rule.disputes import Dispute
from checker.rule.identity import canonical, fingerprint, number
from checker.rule.info import HEADINGS, Check, RuleInfo, View
from checker.rule.options import LEVEL_SEVERITY, Moving, Nearness, NoOptions
from checker.rule.pairs import LABELS, comparable, in_table, moves, parts_apart, quantities
from checker.rule.saying import (
    allows,
    dated,
    listed,
    outlet,
    part_of_day,
    printed,
    resolved,
    unit_after,
    unit_name,
    weekday,
)
from checker.text.span import Span
from checker.text.told import Sentences, Told, joined
from checker.values.figure import Label, Moment, Quantity, Value
from checker.values.hedge import DOWNWARD, UPWARD, Hedge
from checker.values.interval import Interval
from checker.values.period import Period

__all__ = [
    "DOWNWARD",
    "HEADINGS",
    "LABELS",
    "LEVEL_SEVERITY",
    "UPWARD",
    "Check",
    "Claim",
    "ClaimGroup",
    "Column",
    "Discrepancy",
    "Dispute",
    "Flaw",
    "Hedge",
    "Interval",
    "Kind",
    "Label",
    "Moment",
    "Moving",
    "Nearness",
    "NoOptions",
    "Passage",
    "Period",
    "Place",
    "Quantity",
    "Relation",
    "Row",
    "RuleInfo",
    "Sentences",
    "Series",
    "Severity",
    "Source",
    "Span",
    "Stated",
    "Status",
    "Table",
    "Told",
    "Value",
    "View",
    "allows",
    "canonical",
    "comparable",
    "dated",
    "fingerprint",
    "in_table",
    "joined",
    "listed",
    "misfit",
    "moves",
    "number",
    "outlet",
    "part_of_day",
    "parts_apart",
    "printed",
    "quantities",
    "reason",
    "resolved",
    "stated",
    "unit_after",
    "unit_name",
    "weekday",
]
