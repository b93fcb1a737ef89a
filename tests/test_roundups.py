"""Round-ups: files that report several events are taken apart into stories, and nothing else is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench.generate import write
from roundups import FORMS, MATCH, RATE, STORM, write_roundup, written

from checker import config, ingest
from checker.align.roundups import are_apart
from checker.config import Settings
from checker.engine import intake, local
from checker.engine.live import Live
from checker.engine.packed import Packed
from checker.ingest import entries, roundups
from checker.model import Source
from checker.report.html import render as page
from checker.report.json import render


def source(tmp_path: Path, text: str, name: str = "digest.md") -> Source:
    (tmp_path / name).write_text(text, encoding="utf-8")
    found, _ = entries([str(tmp_path / name)])
    read, problems = ingest.read(found[0], "s1")
    assert read is not None, problems
    return read


@pytest.mark.parametrize("form", FORMS)
def test_a_round_up_is_taken_apart_at_its_headings_or_marks(tmp_path: Path, form: str) -> None:
    whole = source(tmp_path, written(form))
    head, *stories = roundups.stories(whole)

    assert [one.item for one in (head, *stories)] == [1, 2, 3, 4]
    assert head.title == whole.title
    for one, told in zip(stories, (STORM, RATE, MATCH), strict=True):
        assert told in one.body.cut(one.text)
        assert one.text == whole.text
        assert one.title_span is None or one.title_span.cut(one.text) == one.title
    # Nothing of the body is lost, and nothing stands in two parts.
    assert "".join(one.body.cut(one.text) for one in (head, *stories)) == whole.body.cut(whole.text)
    assert are_apart(stories)


@pytest.mark.parametrize(
    ("form", "titles"),
    [
        ("bold", ["Storm Helga batters the coast", "Rates fall again", "Cup final"]),
        ("leads", ["Storm Helga", "Rates fall", "Cup final"]),
        ("places", ["PORT ARVEL", "LAKE CITY", "TINWORTH"]),
        ("bylines", ["Storm Helga batters the coast", "Rates fall again", "Cup final"]),
        ("sub-headings", ["Storm", "Rates", "Cup"]),
    ],
)
def test_a_story_has_the_title_that_is_printed_without_its_marks(tmp_path: Path, form: str, titles: list[str]) -> None:
    _, *stories = roundups.stories(source(tmp_path, written(form)))

    assert [one.title for one in stories] == titles


def test_a_story_without_a_title_is_called_by_its_first_words(tmp_path: Path) -> None:
    _, first, *_ = roundups.stories(source(tmp_path, written("bullets")))

    assert first.title is not None
    assert STORM.startswith(first.title)
    assert first.title_span is None


ROUND_UPS = (
    "Điểm tin sáng 4/3", "Tin vắn kinh tế ngày 19/6", "Điểm tin tối 5/3: bão số 3 vào bờ, giá vàng lập đỉnh", "Bản tin sáng thứ Hai, 14/9",
    "Thế giới 7 ngày: xung đột lan rộng", "Nhìn lại tuần qua", "Tin thế giới ngày 3/4", "Tuesday briefing", "The Morning Dispatch | 4 March",
    "5 things to know on Thursday", "Today’s top news", "Business digest: the week in review", "Regional round-up",
)  # fmt: skip
ONE_EVENT = (
    "Bão Helga làm 12 người chết", "Điểm tin phiên họp Chính phủ thường kỳ tháng 6", "Bản tin dự báo thời tiết ngày 5/11",
    "Bản tin Quốc hội ngày 4/3", "Tin nóng: bão Helga đổ bộ", "Bản tin kinh tế - xã hội quý 1 tỉnh Lạc Sơn", "Storm Helga in brief",
    "Five things to know about the budget", "Halden Group newsletter: our first quarter", "Press briefing: decisions of the council",
    "A headliner for every taste", "Eastvale Rovers 3-2 Harbour City: five things to know",
)  # fmt: skip


@pytest.mark.parametrize("title", ROUND_UPS)
def test_a_title_that_says_nothing_but_that_it_is_a_round_up(tmp_path: Path, title: str) -> None:
    assert roundups.stories(source(tmp_path, written("headings", title)))


@pytest.mark.parametrize("title", ONE_EVENT)
def test_a_title_that_names_its_event_or_its_body(tmp_path: Path, title: str) -> None:
    assert roundups.stories(source(tmp_path, written("headings", title))) == ()


@pytest.mark.parametrize("form", ["bare", "bullets"])
def test_two_stories_make_no_round_up(tmp_path: Path, form: str) -> None:
    text = written(form, stories=(STORM, RATE, "")).replace("Rovers reach the final", "").rstrip("- \n")
    assert roundups.stories(source(tmp_path, text)) == ()


def test_a_live_report_has_hours_for_headings_and_stays_whole(tmp_path: Path) -> None:
    text = f"Bản tin tối 4/3: bão Helga\n\n18h30\n\n{STORM}\n\n17h15\n\n{RATE}\n\n16h\n\n{MATCH}\n"
    assert roundups.stories(source(tmp_path, text, "live.txt")) == ()


def test_parts_of_one_event_are_no_stories(tmp_path: Path) -> None:
    parts = (
        STORM,
        "Port Arvel counts the cost of Storm Helga: the governor, Lena Ostrov, promised 30 million crowns to Port Arvel.",
        "The harbour of Port Arvel stays shut until Thursday, Lena Ostrov said after Storm Helga had torn down two cranes.",
    )
    text = written("headings", "Morning briefing: Storm Helga", parts)
    _, *stories = roundups.stories(source(tmp_path, text))

    assert not are_apart(stories)
    assert [one.item for one in local.run([tmp_path / "digest.md"]).sources] == [0]


def test_a_table_is_never_a_round_up(tmp_path: Path) -> None:
    rows = "\n".join(f"- {one},{nth}" for nth, one in enumerate((STORM, RATE, MATCH)))
    assert roundups.stories(source(tmp_path, f"Briefing,number\n{rows}\n", "briefing.csv")) == ()


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    write_roundup(tmp_path / "desk")
    return tmp_path / "desk"


def test_each_story_belongs_to_the_session_of_its_event(desk: Path) -> None:
    report = local.run([desk])

    of_source = {one.id: (one.path, one.item) for one in report.sources}
    together = {frozenset(of_source[id_] for id_ in session.sources) for session in report.sessions}
    assert together == {
        frozenset({("digest.md", 1)}),
        frozenset({("digest.md", 2), ("storm.md", 0)}),
        frozenset({("digest.md", 3), ("rate.md", 0)}),
        frozenset({("digest.md", 4), ("cup.md", 0)}),
        frozenset({("diem-tin.md", 1)}),
        frozenset({("diem-tin.md", 2), ("bao.md", 0)}),
        frozenset({("diem-tin.md", 3), ("lua.md", 0)}),
        frozenset({("diem-tin.md", 4), ("cau.md", 0)}),
    }
    assert (report.coverage.read, report.coverage.partial, report.coverage.unreadable) == (8, 0, 0)


def test_a_story_contradicts_an_article_and_no_other_story(desk: Path) -> None:
    report = local.run([desk])

    flagged = [
        {(claim.source.path, claim.quote) for claim in one.claims}
        for one in report.discrepancies
        if one.group is not None
    ]
    assert len(flagged) == 2
    assert {("digest.md", "15 people"), ("storm.md", "12 people")} in flagged
    assert {("diem-tin.md", "21 người chết"), ("bao.md", "24 người chết")} in flagged
    for claim in report.claims:
        assert claim.source.body.covers(claim.span) or claim.span.overlaps(claim.source.title_span or claim.span)


def test_places_are_those_of_the_file(desk: Path) -> None:
    told = json.loads(render(local.run([desk])))

    texts = {one["id"]: (desk / one["path"]).read_text(encoding="utf-8") for one in told["sources"]}
    assert any(one["quote"] == "41,200 people" for one in told["claims"])
    for claim in told["claims"]:
        text = texts[claim["source"]]
        assert text[claim["start"] : claim["end"]] == claim["quote"]
        assert text.split("\n")[claim["line"] - 1][claim["column"] - 1 :].startswith(claim["quote"].split("\n")[0])


def test_the_page_shows_of_each_story_its_own_lines(desk: Path) -> None:
    report = local.run([desk])
    shown = page(report)

    # "Tinworth Park" stands in the story, in the article on the match, and in what quotes them; never in other stories.
    parts = {
        one.id: shown.split(f'id="{one.id}"', 1)[1].split("</section>", 1)[0] for one in report.sources if one.item
    }
    held = [name for name, part in parts.items() if "Tinworth" in part.split('id="s', 1)[0]]
    assert [one.item for one in report.sources if one.id in held] == [4]


def test_workers_cache_and_a_watched_draft_say_what_one_process_says(desk: Path, tmp_path: Path) -> None:
    write(desk / "news", 60, seed=8)
    once = render(local.run([desk]))

    for settings in ({"jobs": 2}, {"cache": str(tmp_path / "kept")}, {"cache": str(tmp_path / "kept")}):
        assert render(local.run([desk], Settings(**settings))) == once
    chosen = Settings()
    watched = Live([desk], chosen, config.plan(chosen))
    assert render(watched.check()) == once
    for old, new in (
        ("15", "17"),
        ("Good morning.", "Good morning, 4 March."),
        ("41,200", "42,000"),
        ("briefing", "storm"),
    ):
        text = (desk / "digest.md").read_text(encoding="utf-8")
        (desk / "digest.md").write_text(text.replace(old, new), encoding="utf-8")
        assert render(watched.check()) == render(local.run([desk]))


def test_what_is_kept_of_a_round_up_is_read_from_the_cache(desk: Path, tmp_path: Path) -> None:
    kept = Settings(cache=str(tmp_path / "kept"))
    local.run([desk], kept)
    found, _ = entries([str(desk)])

    for batch in intake.batches(found, tmp_path / "kept", 1):
        for one, read in zip(batch.work, intake.read_batch(batch), strict=True):
            assert all(isinstance(passage, Packed) for passage in read.passages), one.entry.name
            assert len(read.passages) == (4 if one.entry.name in ("digest.md", "diem-tin.md") else 1)


def test_a_comment_silences_where_it_stands_and_is_not_called_unused_for_other_stories(desk: Path) -> None:
    file = desk / "digest.md"
    text = file.read_text(encoding="utf-8").replace("Good morning.", "<!-- factcheck: disable[FC201] as agreed -->")
    file.write_text(text, encoding="utf-8")
    report = local.run([desk])

    silenced = [one.suppressed for one in report.discrepancies if any(c.quote == "15 people" for c in one.claims)]
    assert len(silenced) == 1
    assert "as agreed" in (silenced[0] or "")
    assert report.problems == ()
