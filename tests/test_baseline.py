"""The baseline: what an entry survives, what it does not, and what the commands do with the file."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from command_line import Result, run
from gate_articles import ALPHA, BETA, DRAFT, GAMMA, lay
from hypothesis import given
from hypothesis import strategies as st

from checker.config import Settings
from checker.engine import baseline, local
from checker.engine.baseline import Entry
from checker.errors import ConfigError
from checker.model import Claim, Kind, Report, Source
from checker.rule import fingerprint
from checker.text.span import Span
from checker.values.figure import Quantity
from checker.values.units import Unit

Run = Callable[..., Result]


@pytest.fixture
def factcheck(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line, in a folder with two outlets that differ under ``news``."""
    monkeypatch.chdir(tmp_path)
    lay(tmp_path / "news", alpha_txt=ALPHA, beta_txt=BETA, draft_md=DRAFT)
    return lambda *arguments: run(capsys, *arguments)


def found(folder: Path, **files: str) -> Report:
    """The report over *files*, laid into *folder*."""
    return local.run([lay(folder, **files)], Settings(sessions="one"))


def entries_for(report: Report) -> tuple[Entry, ...]:
    """A baseline that accepts all that *report* holds."""
    return baseline.entries_of(report.discrepancies, ())


def left(report: Report, entries: Sequence[Entry]) -> list[str]:
    """The rules of the findings that *entries* do not accept."""
    match = baseline.matched(entries, report.discrepancies, ())
    return [one.rule for one, entry in zip(report.discrepancies, match.entries, strict=True) if entry is None]


@pytest.fixture
def accepted(tmp_path: Path) -> tuple[Entry, ...]:
    """A baseline over Alpha and Beta, who differ on one length."""
    report = found(tmp_path / "before", alpha_txt=ALPHA, beta_txt=BETA)
    assert [one.rule for one in report.discrepancies] == ["FC201"]
    return entries_for(report)


@pytest.mark.parametrize(
    "files",
    [
        {"alpha_txt": ALPHA, "beta_txt": BETA},
        {"alpha_txt": ALPHA.replace("The storm of", "People stayed at home.\n\nThe storm of", 1), "beta_txt": BETA},
        {"zeta_txt": ALPHA, "eta_txt": BETA},
        {"alpha_txt": ALPHA, "beta_txt": BETA, "gamma_txt": GAMMA},
        {"alpha_txt": ALPHA, "beta_txt": BETA, "aaa_txt": GAMMA},
        {"alpha_txt": ALPHA.replace("\n", "\r\n"), "beta_txt": BETA},
        {"alpha_txt": ALPHA, "beta_txt": BETA.replace("Port Ellery on Tuesday,", "Port Ellery on Tuesday and later,")},
    ],
    ids=["same", "paragraph", "renamed", "third-outlet", "third-outlet-first", "crlf", "clause-beside-it"],
)
def test_an_entry_survives_what_does_not_change_the_figures(
    tmp_path: Path, accepted: tuple[Entry, ...], files: dict[str, str]
) -> None:
    report = found(tmp_path / "after", **files)

    assert "FC201" in [one.rule for one in report.discrepancies]
    assert left(report, accepted) == []


def test_a_third_outlet_in_its_own_words_leaves_the_id_as_it_was(tmp_path: Path, accepted: tuple[Entry, ...]) -> None:
    report = found(tmp_path / "after", alpha_txt=ALPHA, beta_txt=BETA, gamma_txt=GAMMA)

    conflict = next(one for one in report.discrepancies if one.rule == "FC201")
    assert len(conflict.claims) == 3
    assert len({claim.indicator for claim in conflict.claims}) == 3
    assert conflict.id == accepted[0].fingerprint


def test_an_entry_does_not_survive_a_corrected_figure(tmp_path: Path, accepted: tuple[Entry, ...]) -> None:
    still_wrong = found(tmp_path / "wrong", alpha_txt=ALPHA.replace("42 km", "49 km"), beta_txt=BETA)
    right = found(tmp_path / "right", alpha_txt=ALPHA.replace("42 km", "36 km"), beta_txt=BETA)

    assert left(still_wrong, accepted) == ["FC201"]
    assert baseline.matched(accepted, right.discrepancies, ["FC201"]).stale == accepted


def test_the_same_values_of_another_fact_are_not_accepted(tmp_path: Path, accepted: tuple[Entry, ...]) -> None:
    other = (
        ALPHA.replace("coastal road", "power line")
        .replace("of road closed", "of power line down")
        .replace("closed", "tore down"),
        BETA.replace("coastal road", "power line")
        .replace("Coastal road closed", "Power line down")
        .replace("The storm closed", "Wind brought down"),
    )
    report = found(tmp_path / "other", alpha_txt=other[0], beta_txt=other[1])
    (conflict,) = (one for one in report.discrepancies if one.rule == "FC201")
    elsewhere = Entry(fingerprint=accepted[0].fingerprint, rule="FC201", fact="kayaks lent by the library", summary="")

    assert conflict.id == accepted[0].fingerprint
    assert left(report, [elsewhere]) == ["FC201"]


def test_one_entry_is_for_one_finding(tmp_path: Path) -> None:
    slip = "Of its 4,123 books, 1,031 are lost, or 35 percent.\n"
    once = found(tmp_path / "once", a_txt=slip)
    twice = found(tmp_path / "twice", a_txt=slip, b_txt="The mayor spoke on Monday.\n\n" + slip)

    assert [one.rule for one in once.discrepancies] == ["FC101"]
    assert left(twice, entries_for(once)) == ["FC101"]


def test_two_slips_accepted_and_one_mended_leave_one_stale_entry(tmp_path: Path) -> None:
    slip = "Of its 4,123 books, 1,031 are lost, or 35 percent.\n"
    entries = entries_for(found(tmp_path / "both", a_txt=slip, b_txt=slip))

    report = found(tmp_path / "one", a_txt=slip.replace("35", "25"), b_txt=slip)

    assert "FC101" not in left(report, entries)
    assert len(baseline.matched(entries, report.discrepancies, ["FC101"]).stale) == 1


def test_letters_composed_or_not_are_one_fact(tmp_path: Path) -> None:
    text = "Đến 30/6/2023, cả nước có 132.626 hồ sơ trên tổng số 253.837 hồ sơ được duyệt, đạt 60,25%.\n"
    composed = found(tmp_path / "nfc", a_txt=normalize("NFC", text))
    parted = found(tmp_path / "nfd", a_txt=normalize("NFD", text))

    assert composed.discrepancies
    assert [one.id for one in composed.discrepancies] == [one.id for one in parted.discrepancies]
    assert left(parted, entries_for(composed)) == []


words = st.text(st.characters(codec="utf-8"), max_size=20)
fingerprints = st.from_regex(r"[0-9a-f]{16}(-[1-9])?", fullmatch=True)
entries = st.builds(
    Entry, fingerprint=fingerprints, rule=st.sampled_from(["FC101", "FC201"]), fact=words, summary=words, reason=words,
    by=words, expires=st.none() | st.dates(),
)  # fmt: skip


@given(written=st.lists(entries, unique_by=lambda entry: entry.fingerprint, max_size=8), seed=st.randoms())
def test_reading_what_was_written_gives_the_entries_in_one_order(
    tmp_path_factory: pytest.TempPathFactory, written: list[Entry], seed: Any
) -> None:
    file = tmp_path_factory.mktemp("baseline") / baseline.FILE
    file.write_text(baseline.written(written), encoding="utf-8")
    shuffled = list(written)
    seed.shuffle(shuffled)

    assert sorted(baseline.load(file), key=lambda e: e.fingerprint) == sorted(written, key=lambda e: e.fingerprint)
    assert baseline.written(shuffled) == file.read_text(encoding="utf-8")


def test_the_file_is_sorted_with_one_entry_a_line() -> None:
    some = [
        Entry(fingerprint="b" * 16, rule="FC201", fact="road", summary="“42 km” against “36 km”"),
        Entry(fingerprint="c" * 16, rule="FC101", fact="", summary="x", by="An", expires=date(2030, 1, 2)),
        Entry(fingerprint="a" * 16, rule="FC201", fact="", summary="y", reason="asked"),
    ]

    lines = baseline.written(some).splitlines()

    document = json.loads("\n".join(lines))
    assert [document["version"], document["tool"]] == [1, "factcheck"]
    assert [json.loads(line.rstrip(","))["fingerprint"][0] for line in lines[1:-1]] == ["c", "a", "b"]
    assert document["entries"][0] == {
        "fingerprint": "c" * 16, "rule": "FC101", "fact": "", "summary": "x", "by": "An", "expires": "2030-01-02",
    }  # fmt: skip
    assert baseline.written([]) == '{"version": 1, "tool": "factcheck", "entries": []}\n'


ENTRY = {"fingerprint": "a" * 16, "rule": "FC201", "fact": "", "summary": ""}


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ("{", "found no JSON"),
        ("[" * 100_000, "found no JSON"),
        ({"tool": "other"}, "expected a baseline of factcheck"),
        ({"tool": "factcheck", "version": 2, "entries": []}, "expected version 1"),
        ({"tool": "factcheck", "version": 1, "entries": {}}, "entries: expected a list"),
        ([ENTRY, 3], "entry 2: expected a table"),
        ([{**ENTRY, "line": "3"}], "entry 1: unknown key 'line'"),
        ([{"rule": "FC201"}], "entry 1: expected fingerprint, found none"),
        ([{**ENTRY, "rule": 3}], "rule: expected a string"),
        ([{**ENTRY, "fingerprint": " "}], "expected a fingerprint, found none"),
        ([{**ENTRY, "expires": "soon"}], "expires: expected a day such as"),
        ([ENTRY, ENTRY], "stands twice"),
    ],
)
def test_a_file_that_is_no_baseline_is_refused_with_its_place(tmp_path: Path, document: Any, told: str) -> None:
    file = tmp_path / baseline.FILE
    if isinstance(document, list):
        document = {"tool": "factcheck", "version": 1, "entries": document}
    file.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")

    with pytest.raises(ConfigError, match=told) as refused:
        baseline.load(file)

    assert str(file) in str(refused.value)


def test_an_accepted_finding_stays_in_json_and_sarif_as_suppressed(factcheck: Run) -> None:
    written = factcheck("baseline", "write", "news", "--reason", "asked the council")

    done = factcheck("run", "news", "--baseline", baseline.FILE, "--format", "json")
    log = json.loads(factcheck("run", "news", "--baseline", baseline.FILE, "--format", "sarif").out)

    findings = json.loads(done.out)["discrepancies"]
    assert (written.code, done.code) == (0, 0)
    assert findings
    assert {one["suppressed"] for one in findings} == {"baseline: asked the council"}
    assert all(result["suppressions"] for result in log["runs"][0]["results"])


def test_the_settings_may_name_the_baseline(factcheck: Run, tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_text('baseline = "kept/accepted.json"\n', encoding="utf-8")
    missing = factcheck("run", "news")

    factcheck("baseline", "write", "news")

    assert missing.code == 2
    assert "the baseline cannot be read" in missing.err
    assert (tmp_path / "kept" / "accepted.json").is_file()
    assert factcheck("run", "news").code == 0


def test_writing_again_keeps_what_people_wrote_and_changes_nothing_else(factcheck: Run, tmp_path: Path) -> None:
    factcheck("baseline", "write", "news", "--reason", "asked", "--by", "An", "--expires", "2999-01-01")
    first = (tmp_path / baseline.FILE).read_bytes()

    factcheck("baseline", "write", "news", "--reason", "other", "--by", "Bo")

    assert (tmp_path / baseline.FILE).read_bytes() == first


def test_entries_of_rules_that_did_not_run_are_neither_stale_nor_lost(factcheck: Run, tmp_path: Path) -> None:
    factcheck("baseline", "write", "news")
    first = (tmp_path / baseline.FILE).read_bytes()

    checked = factcheck("baseline", "check", "news", "--select", "FC3")
    pruned = factcheck("baseline", "prune", "news", "--select", "FC3")
    factcheck("baseline", "write", "news", "--select", "FC3")

    assert (checked.code, pruned.code) == (0, 0)
    assert (tmp_path / baseline.FILE).read_bytes() == first


def test_a_stale_entry_is_told_by_a_run_and_fails_the_check_until_it_is_pruned(factcheck: Run, tmp_path: Path) -> None:
    factcheck("baseline", "write", "news")
    (tmp_path / "news" / "alpha.txt").write_text(ALPHA.replace("42 km", "36 km"), encoding="utf-8")
    (tmp_path / "news" / "draft.md").write_text(DRAFT.replace("42 km", "36 km"), encoding="utf-8")

    ran = factcheck("run", "news", "--baseline", baseline.FILE)
    checked = factcheck("baseline", "check", "news")
    pruned = factcheck("baseline", "prune", "news")

    assert ran.code == 0
    assert "1 remark" in ran.out
    assert "FC003" in ran.out
    assert checked.code == 1
    assert "matches no finding" in checked.out
    assert pruned.code == 0
    assert factcheck("baseline", "check", "news").code == 0


def test_entries_that_would_have_expired_already_are_not_written(factcheck: Run, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))

    done = factcheck("baseline", "write", "news", "--expires", "2020-01-01")

    assert done.code == 2
    assert "expected a day to come, found 2020-01-01" in done.err
    assert sorted(tmp_path.rglob("*")) == before


def test_an_expired_entry_silences_nothing(factcheck: Run, tmp_path: Path) -> None:
    factcheck("baseline", "write", "news", "--expires", "2999-01-01")
    file = Path(baseline.FILE)
    file.write_text(file.read_text(encoding="utf-8").replace("2999-01-01", "2020-01-01"), encoding="utf-8")

    ran = factcheck("run", "news", "--baseline", baseline.FILE)
    checked = factcheck("baseline", "check", "news")

    assert ran.code == 1
    assert "expired on 2020-01-01; the finding is reported again" in " ".join(ran.out.split())
    assert checked.code == 1
    assert "expired on 2020-01-01" in checked.out


def test_an_entry_counts_through_its_last_day() -> None:
    entry = Entry(fingerprint="a" * 16, rule="FC201", fact="", summary="", expires=date(2025, 2, 6))

    assert not entry.expired(date(2025, 2, 6))
    assert entry.expired(date(2025, 2, 7))
    assert not entry.expired(None)


def test_nothing_is_pruned_when_something_could_not_be_read(factcheck: Run, tmp_path: Path) -> None:
    factcheck("baseline", "write", "news")
    first = (tmp_path / baseline.FILE).read_bytes()
    (tmp_path / "news" / "alpha.txt").write_bytes(b"")
    (tmp_path / "news" / "draft.md").write_bytes(b"")

    pruned = factcheck("baseline", "prune", "news")

    assert pruned.code == 2
    assert (tmp_path / baseline.FILE).read_bytes() == first


def test_a_draft_is_checked_against_the_baseline_too(factcheck: Run, tmp_path: Path) -> None:
    before = factcheck("check", "news/draft.md", "--against", "news")
    factcheck("baseline", "write", "news")

    after = factcheck("check", "news/draft.md", "--against", "news", "--baseline", baseline.FILE)

    assert (before.code, after.code) == (1, 0)


def claim(nth: int, value: str, indicator: str) -> Claim:
    """A claim of an article of its own."""
    text = f"{value} km of road\n"
    source = Source(id=f"s{nth}", path=f"{nth}.txt", text=text, body=Span(0, len(text)))
    amount = Quantity(lo=Decimal(value), hi=Decimal(value), grain=Decimal(1), unit=Unit("km", "length", Decimal(1000)))
    whole = Span(0, len(text) - 1)
    return Claim(
        id=f"c{nth}", source=source, span=Span(0, 5), sentence=whole, clause=whole, kind=Kind.MEASURE, value=amount,
        indicator=indicator,
    )  # fmt: skip


indicators = st.text(st.characters(codec="utf-8"), max_size=12)


@given(
    first=indicators,
    second=indicators,
    others=st.lists(st.tuples(st.sampled_from(["42", "36"]), indicators), max_size=4),
    seed=st.randoms(),
)
def test_an_id_across_articles_does_not_depend_on_who_agrees_nor_on_the_order(
    first: str, second: str, others: list[tuple[str, str]], seed: Any
) -> None:
    two = [claim(0, "42", first), claim(1, "36", second)]
    more = [*two, *(claim(nth, value, indicator) for nth, (value, indicator) in enumerate(others, 2))]
    seed.shuffle(more)

    assert fingerprint("FC201", more) == fingerprint("FC201", two)
    assert fingerprint("FC201", [*two, claim(9, "37", first)]) != fingerprint("FC201", two)
    assert fingerprint("FC202", two) != fingerprint("FC201", two)


@given(indicator=indicators, other=indicators)
def test_an_id_inside_one_article_tells_facts_apart(indicator: str, other: str) -> None:
    one, two = fingerprint("FC101", [claim(0, "42", indicator)]), fingerprint("FC101", [claim(0, "42", other)])

    folded = [" ".join(normalize("NFC", text.lower()).split()) for text in (indicator, other)]
    assert (one == two) == (folded[0] == folded[1])
