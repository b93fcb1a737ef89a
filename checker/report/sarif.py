"""SARIF 2.1.0 for GitHub code scanning and any other reader of it, minified.

The primary location is where the reader looks (``Setting.primary``), else the first figure of the finding; the other
sources are related locations, linked from the message. GitHub tells findings apart by ``primaryLocationLineHash``
alone; what it works out by itself covers a whole line, which is a whole paragraph of an article, so the finding's own
fingerprint stands there. Suppressed findings stay in, marked. What a limit leaves out is said in a notification.

Limits: docs.github.com, "SARIF support for code scanning".
"""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from checker.model import Problem, Report, Severity
from checker.report.cards import Card, Mention
from checker.report.json import encoded
from checker.report.places import RuleDoc, Setting, placed, region, voice

MAX_RESULTS = 25_000
MAX_RELATED = 999
MAX_GZIP_BYTES = 10_000_000
MAX_DESCRIPTION_CHARS = 1_024
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_SEVERITIES = {"error": "error", "warning": "warning", "info": "recommendation"}
_PRECISION = {"error": "high", "warning": "medium", "info": "low"}
_ROOT = "%SRCROOT%"
# The engine's own notices, by code; a problem of another code is a rule that failed.
_NOTICES = {
    "FC001": ("unreadable-input", "A file could not be read, or only in part; what it states was not checked."),
    "FC002": ("unused-suppression", "A suppression silences nothing."),
    "FC003": ("stale-baseline", "A baseline entry matches no finding."),
    "FC004": (
        "limit-reached",
        "A limit stopped the work before its end; what lies beyond was not checked or not shown.",
    ),
    "FC005": ("language-incomplete", "A language is read without tables that others have; what they tell is not read."),
    "FC006": (
        "unknown-column",
        "The settings tell of a column that no table has, so a table was not read as it should be.",
    ),
}

_Object = dict[str, Any]


def render(report: Report, setting: Setting | None = None) -> str:
    """*report* as a SARIF log with one run."""
    setting = setting or Setting()
    found = placed(report, setting)
    shown = min(len(found), MAX_RESULTS)
    text = _log(report, setting, found, shown)
    while shown and len(text) > MAX_GZIP_BYTES and len(gzip.compress(text.encode(), mtime=0)) > MAX_GZIP_BYTES:
        shown //= 2
        text = _log(report, setting, found, shown)
    return text


def _log(report: Report, setting: Setting, found: Sequence[Card], shown: int) -> str:
    rules = _rules(found[:shown], setting.rules)
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    marks = any(card.suppressed is not None for card in found)
    notices = [_notice(problem, setting) for problem in report.problems]
    if shown < len(found):
        left = f"{len(found) - shown} of {len(found)} findings are left out here: the limits of code scanning allow no more."
        notices.append(_notice(Problem(rule="FC004", path="", message=left), setting))
    run = {
        "tool": {
            "driver": {
                "name": "factcheck",
                "version": report.version,
                "semanticVersion": report.version,
                "rules": rules,
                "notifications": _descriptors(
                    [*(one.rule for one in report.problems), *(["FC004"] if shown < len(found) else [])]
                ),
            }
        },
        "automationDetails": {"id": "factcheck/"},
        "columnKind": "unicodeCodePoints",
        "language": "en",
        "invocations": [
            {
                "executionSuccessful": not any(p.leaves_unread for p in report.problems),
                "toolExecutionNotifications": notices,
            }
        ],
        "results": [_result(card, index, setting, marks=marks) for card in found[:shown]],
    }
    return encoded({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _rules(found: Sequence[Card], known: Sequence[RuleDoc]) -> list[_Object]:
    """Every rule that ran, sorted by code; one that is only known from its findings has its name as description."""
    rules = {rule.code: rule for rule in known}
    for card in found:
        if card.rule not in rules:
            words = card.name.replace("-", " ") or card.rule
            rules[card.rule] = RuleDoc(card.rule, card.name, card.severity.value, f"The sources show a {words}.", "")
    return [_rule(rules[code]) for code in sorted(rules)]


def _rule(rule: RuleDoc) -> _Object:
    doc = rule.doc or rule.summary
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")) or rule.code,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": _shortened(" ".join(_section(doc).split()) or rule.summary)},
        "help": {"text": doc, "markdown": _markdown(doc)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "precision": _PRECISION[rule.severity],
            "problem.severity": _SEVERITIES[rule.severity],
            "tags": ["factcheck", rule.code[:3]],
        },
    }


def _section(doc: str) -> str:
    """The text under the first heading of a rule's documentation, else nothing."""
    below = doc.splitlines()[1:]
    first = next((number for number, line in enumerate(below) if line.startswith(" ")), len(below))
    lines = []
    for line in below[first:]:
        if line and not line.startswith(" "):
            break
        lines.append(line)
    return "\n".join(lines)


def _shortened(text: str) -> str:
    return text if len(text) <= MAX_DESCRIPTION_CHARS else text[: MAX_DESCRIPTION_CHARS - 2] + " …"


def _markdown(doc: str) -> str:
    """A docstring with its headings as such and its indented text as paragraphs."""
    lines = doc.splitlines()
    out = []
    for line, below in zip(lines, [*lines[1:], ""], strict=False):
        heading = below.startswith(" ") and line and not line.startswith(" ")
        # Indented further than the text of a section: the line goes on.
        out.append(f"## {line}\n" if heading else line.removeprefix("    "))
    return "\n".join(out)


def _result(card: Card, index: dict[str, int], setting: Setting, *, marks: bool) -> _Object:
    related = card.mentions[1 : 1 + MAX_RELATED]
    result: _Object = {
        "ruleId": card.rule,
        "ruleIndex": index[card.rule],
        "level": _LEVELS[card.severity.value],
        "message": {"text": _message(card, related)},
        "locations": [_location(card.mentions[0], setting)],
        "partialFingerprints": {"primaryLocationLineHash": card.id, "factcheckFingerprint/v1": card.id},
        "properties": {
            "name": card.name,
            "topic": list(card.topic),
            "articles": card.articles,
            "origins": card.origins,
        },
    }
    result["rank"] = round(100 * card.confidence, 2)
    if related:
        result["relatedLocations"] = [
            {"id": number, **_location(mention, setting), "message": {"text": voice(mention)}}
            for number, mention in enumerate(related, 1)
        ]
    if marks:
        # Where one result says whether it is suppressed, all must.
        result["suppressions"] = (
            [] if card.suppressed is None else [{"kind": "external", "justification": card.suppressed}]
        )
    return result


def _message(card: Card, related: Sequence[Mention]) -> str:
    lines = [_literal(card.message), *map(_literal, card.derivation)]
    links = [
        f"[{_literal(mention.path.rpartition('/')[2])}]({number}) “{_literal(' '.join(mention.quote.split()))}”"
        for number, mention in enumerate(related, 1)
    ]
    if links:
        lines.append(f"See {', '.join(links)}.")
    if left := len(card.mentions) - 1 - len(related):
        lines.append(f"{left} more places are left out.")
    if card.suggestion:
        lines.append(_literal(card.suggestion))
    return "\n".join(lines)


def _literal(text: str) -> str:
    """*text* so that no reader of SARIF takes it for a link or a placeholder (3.11.5, 3.11.6 of the standard)."""
    for mark in "\\[]":
        text = text.replace(mark, "\\" + mark)
    return text.replace("{", "{{").replace("}", "}}")


def _location(mention: Mention, setting: Setting) -> _Object:
    where = region(mention)
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(setting.file(mention.path)), "uriBaseId": _ROOT},
            "region": {
                "startLine": where.line,
                "startColumn": where.column,
                "endLine": where.end_line,
                "endColumn": where.end_column,
                "snippet": {"text": mention.quote},
            },
        }
    }


def _uri(path: str) -> str:
    return quote(path, safe="/", errors="surrogateescape")


def _notice(problem: Problem, setting: Setting) -> _Object:
    notice: _Object = {
        "descriptor": {"id": problem.rule},
        "level": "error" if problem.leaves_unread else "warning",
        "message": {"text": _literal(f"{problem.path}: {problem.message}" if problem.path else problem.message)},
    }
    if problem.path:
        uri = _uri(setting.file(problem.path))
        notice["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": uri, "uriBaseId": _ROOT}}}]
    return notice


def _descriptors(codes: Sequence[str]) -> list[_Object]:
    described = []
    for code in sorted(set(codes)):
        name, text = _NOTICES.get(code, (Severity.ERROR.value, f"The rule {code} failed."))
        words = "".join(part.capitalize() for part in name.split("-")) if code in _NOTICES else code
        described.append({"id": code, "name": words, "shortDescription": {"text": text}})
    return described
