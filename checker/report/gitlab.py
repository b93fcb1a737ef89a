"""A code quality report for GitLab: a JSON list with one entry per finding.

Suppressed findings are left out. A fingerprint is the id of the finding, so it stays when text moves.
"""

from __future__ import annotations

from checker.model import Report, Severity
from checker.report.cells import visible
from checker.report.json import encoded
from checker.report.places import Setting, elsewhere, placed, region

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def render(report: Report, setting: Setting | None = None) -> str:
    """The list for *report*, one entry a line."""
    setting = setting or Setting()
    entries = []
    for card in placed(report, setting):
        if card.suppressed is not None:
            continue
        first = card.mentions[0]
        where = region(first)
        places = elsewhere(card, setting)
        parts = [card.message, *card.derivation, *([f"Also {'; '.join(places)}"] if places else [])]
        entries.append(
            encoded(
                {
                    "type": "issue",
                    "description": " ".join(map(visible, parts)),
                    "check_name": f"{card.rule} {card.name}",
                    "fingerprint": card.id,
                    "severity": _SEVERITIES[card.severity],
                    "categories": ["Bug Risk"],
                    "location": {
                        "path": setting.file(first.path),
                        "lines": {"begin": where.line, "end": where.end_line},
                    },
                }
            )
        )
    return "[\n" + ",\n".join(entries) + "\n]\n" if entries else "[]\n"
