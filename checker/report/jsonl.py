"""The JSON report a record a line, each with what it is under ``record``: for tools that read streams.

The first line is the head of the document; the records are those of ``checker.report.json``, in its order.
"""

from __future__ import annotations

from checker.model import Report
from checker.report.json import encoded, to_dict

# The key of the document → what one of its records is called.
RECORDS = {
    "sources": "source",
    "sessions": "session",
    "claims": "claim",
    "groups": "group",
    "relations": "relation",
    "discrepancies": "discrepancy",
    "problems": "problem",
}


def render(report: Report) -> str:
    """*report* as lines of JSON, the head first."""
    document = to_dict(report)
    head = {key: value for key, value in document.items() if key not in RECORDS}
    lines = [encoded({"record": "report", **head})]
    lines += [encoded({"record": name, **record}) for key, name in RECORDS.items() for record in document[key]]
    return "\n".join(lines) + "\n"
