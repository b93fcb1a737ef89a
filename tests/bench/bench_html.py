"""How long a page with a great many findings takes: to render, and, with ``--browser``, to open and to use.

    python tests/bench/bench_html.py --findings 10000 --browser

The report is made up: every finding is a disagreement of two of 24 outlets, every tenth of them info.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sample_report import claim, source

from checker.model import Claim, ClaimGroup, Coverage, Discrepancy, Kind, Report, Session, Severity, Source
from checker.report.html import render
from checker.values.figure import Quantity
from checker.values.units import Unit

CHROMIUM = Path("/usr/bin/chromium")
METRES = Unit("m", "length", Decimal(1))
FACTS_A_SESSION = 25
# The parts of an alignment that a card shows as bars.
WHY = {"near": 2.1, "clause": 1.4, "unit_same": 0.9, "names_apart": -0.6, "context_logit": 1.7, "rank_left": -0.2}


def made(findings: int) -> Report:
    """A report with *findings* findings, two articles for every ``FACTS_A_SESSION`` of them."""
    sources: list[Source] = []
    claims: list[Claim] = []
    groups: list[ClaimGroup] = []
    found: list[Discrepancy] = []
    sessions: list[Session] = []
    for start in range(0, findings, FACTS_A_SESSION):
        facts = range(start, min(start + FACTS_A_SESSION, findings))
        session = f"e{len(sessions) + 1}"
        pair = []
        for side in range(2):
            number = len(sources) + 1
            lines = [
                f"The assembly heard that pier {fact} is {1000 + fact * 3 + 7 * side} m long, after years of building.\n"
                for fact in facts
            ]
            sources.append(
                source(
                    f"s{number}", f"day-{session}/{number}.txt", "".join(lines), title=f"Piers {number}",
                    outlet=f"Outlet {number % 24}", published="2025-02-06", lang="en",
                )
            )  # fmt: skip
            pair.append(sources[-1])
        sessions.append(
            Session(id=session, date="2025-02-06", title=f"Piers {session}", sources=(pair[0].id, pair[1].id))
        )
        for fact in facts:
            both = []
            for side, of in enumerate(pair):
                amount = Decimal(1000 + fact * 3 + 7 * side)
                value = Quantity(lo=amount, hi=amount, grain=Decimal(1), unit=METRES)
                both.append(
                    claim(
                        f"c{2 * fact + side + 1}",
                        of,
                        f"{amount} m",
                        value,
                        Kind.MEASURE,
                        indicator=f"length of pier {fact}",
                    )
                )
            claims += both
            group = ClaimGroup(
                id=f"g{fact + 1}", session=session, indicator=f"length of pier {fact}", claims=tuple(both),
                verdict="conflict", confidence=0.93, why=WHY,
            )  # fmt: skip
            groups.append(group)
            found.append(
                Discrepancy(
                    id=f"{fact:016x}", rule="FC201", name="value-conflict",
                    severity=Severity.INFO if fact % 10 == 9 else Severity.WARNING if fact % 3 else Severity.ERROR,
                    confidence=0.93, message=f"“{both[0].quote}” against “{both[1].quote}”: 7 apart.",
                    claims=tuple(both), group=group.id, derivation=("6 apart at the nearest", "2 articles, 2 origins"),
                )
            )  # fmt: skip
    claims.sort(key=lambda one: int(one.id[1:]))
    return Report(
        version="0", sources=tuple(sources), sessions=tuple(sessions), claims=tuple(claims), groups=tuple(groups),
        discrepancies=tuple(sorted(found, key=lambda one: one.severity.rank)),
        coverage=Coverage(read=len(sources), figures=len(claims), aligned=len(claims)),
        origins={one.id: f"o{number}" for number, one in enumerate(sources)},
    )  # fmt: skip


def open_in_browser(page: str) -> dict[str, float]:
    """Seconds, and how many nodes the page has: what a reader waits for in Chromium."""
    from playwright.sync_api import sync_playwright

    def timed(action: str) -> float:
        # Two frames: what a script changed is on the screen by the second.
        script = f"() => new Promise(done => {{ const t = performance.now(); {action}; requestAnimationFrame(() => requestAnimationFrame(() => done((performance.now() - t) / 1000))); }})"
        return float(tab.evaluate(script))

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        file = Path(folder, "page.html")
        file.write_text(page, encoding="utf-8", newline="\n")
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=flags)
        tab = browser.new_page(viewport={"width": 1280, "height": 900})
        began = time.perf_counter()
        tab.goto(file.as_uri(), wait_until="load", timeout=120_000)
        loaded = time.perf_counter() - began
        measured = {
            "load": loaded,
            "first paint": float(
                tab.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000")
            ),
            "key n": timed("dispatchEvent(new KeyboardEvent('keydown', {key: 'n'}))"),
            "filter errors": timed("document.getElementById('f-s-error').click()"),
            "filter off": timed("document.querySelector('button[type=reset]').click()"),
            "jump to the last card": timed("location.hash = [...document.querySelectorAll('.card')].at(-1).id"),
            "jump to a figure": timed("location.hash = [...document.querySelectorAll('mark[id]')].at(-1).id"),
            "nodes": float(tab.evaluate("document.getElementsByTagName('*').length")),
        }
        browser.close()
    return measured


def main() -> None:
    """Render, measure, print one line a figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--findings", type=int, default=10_000, metavar="N", help="findings in the report [10000]")
    parser.add_argument("--output", type=Path, metavar="FILE", help="keep the page")
    parser.add_argument("--browser", action="store_true", help="open the page in Chromium and use it")
    arguments = parser.parse_args()
    report = made(arguments.findings)
    began = time.perf_counter()
    page = render(report, "en")
    print(f"render: {time.perf_counter() - began:.2f} s, {len(page.encode()) / 1e6:.1f} MB")
    if arguments.output:
        arguments.output.write_text(page, encoding="utf-8", newline="\n")
    if arguments.browser:
        for name, value in open_in_browser(page).items():
            print(f"{name}: {value:.0f}" if name == "nodes" else f"{name}: {value:.2f} s")


if __name__ == "__main__":
    main()
