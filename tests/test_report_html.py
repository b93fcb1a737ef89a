"""The page: one file that loads nothing, in which no article can do anything, and which says what it looked at."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kept import agrees
from sample_page import page_report
from sample_report import claim, percent, report, source
from strategies import quantities

from checker.align import features
from checker.align.model import NAMES
from checker.cli import main
from checker.model import ClaimGroup, Comparison, Discrepancy, Kind, Report, Session, Severity
from checker.report import charts, marking, phrases
from checker.report.cards import Mention
from checker.report.html import policy, render
from checker.report.marking import marked_lines, quoted, shown
from checker.report.page import limits
from checker.report.readings import share_made, total_made, unbroken
from checker.text.span import Span
from checker.values.interval import INF, Interval

SNAPSHOTS = Path(__file__).parent / "snapshots"
PAGE = Path(limits.__file__).parent
LANGUAGES = phrases.languages()
VOID = frozenset("meta link br input".split())
# Every kind of element that a page may hold; an article adds none.
KNOWN = frozenset(
    "html head meta link title style body a header div h1 p span nav ul li main section h2 h3 h4 code bdi form fieldset legend label input "
    "button details summary article figure blockquote figcaption mark b br svg line path circle rect text table thead tbody tr th td sup "
    "dl dt dd footer script".split()
)
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ue000-\uf8ff]"
)
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "</style><style>*{display:none}</style>",
    "</script><script>alert(1)//",
    "--><!--",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt;&amp;",
    "javascript:alert(1)",
    "\u202egnp.exe\u2066\u200b\x00\x1b[31m",
    "\ud800 lone",
)


class Page(HTMLParser):
    """A page taken apart: its elements with their attributes, and the text in them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.inside: list[str] = []
        self.by_id: dict[str, str] = {}
        self._open: list[tuple[str, str | None]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append((tag, dict(attrs).get("id")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open
        assert self._open[-1][0] == tag, f"</{tag}> closes {self._open[-1]}"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        for _, name in self._open:
            if name:
                self.by_id[name] = self.by_id.get(name, "") + data

    def close(self) -> None:
        super().close()
        assert self._open == []

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each element *tag*."""
        return [attributes for name, attributes in self.elements if name == tag]

    def ids(self) -> Counter[str]:
        """How often each id is given."""
        return Counter(name for _, attributes in self.elements if (name := attributes.get("id")))

    @property
    def text(self) -> str:
        """All text, style and script too."""
        return "".join(self.texts)


def poisoned(payload: str) -> Report:
    """A report in which everything that comes from outside is *payload*."""
    text = f"{payload} is 9,5% of {payload} and 12 of it, on 6 May\n"
    left = source(
        "s1", f"{payload}.txt", text, title=payload, outlet=payload, published=payload, lang=payload, url=payload
    )
    right = source(
        "s2", f"{payload}/b.txt", text, title=payload, outlet=f"{payload}2", lang="vi", url=f"https://x/{payload}"
    )
    c1 = claim("c1", left, "9,5%", percent("9.5", "9.5", "0.1"), Kind.PERCENT, indicator=payload, scope=payload)
    c2 = claim("c2", right, "9,5%", percent("9.5", "9.5", "0.1"), Kind.PERCENT, indicator=payload, scope=payload)
    group = ClaimGroup(
        id="g1", session="e1", indicator=payload, claims=(c1, c2), verdict="conflict", why={payload: 1.0},
        compared=(
            Comparison(left="c1", right="c2", relation="equal", probability=0.9, start=2.2, parts={payload: (1.0, 1.0)}, apart=(payload,)),
        ),
    )  # fmt: skip
    found = Discrepancy(
        id=payload, rule=payload, name=payload, severity=Severity.ERROR, confidence=1.0, message=payload,
        claims=(c1, c2), group="g1", derivation=(payload,), suggestion=payload,
    )  # fmt: skip
    base = report()
    return replace(
        base,
        sources=(left, right),
        sessions=(Session(id="e1", date=payload, title=payload, sources=("s1", "s2")),),
        claims=(c1, c2),
        groups=(group,),
        series=(replace(base.series[0], indicator=payload, points=((payload, c1), ("2025-02-06", c2))),),
        relations=(),
        discrepancies=(found, replace(found, severity=Severity.INFO), replace(found, suppressed=payload)),
        problems=(replace(base.problems[0], rule=payload, path=payload, message=payload),),
        origins={"s1": "o1", "s2": "o1"},
    )


# ── the file ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sample_renders_as_its_snapshot(lang: str, accept: bool) -> None:
    text, file = render(page_report(), lang), SNAPSHOTS / f"page-{lang}.html"

    agrees(text, file, accept)


def test_the_policy_admits_the_style_and_the_script_and_nothing_else() -> None:
    text = render(page_report(), "en")

    style, script = (re.search(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL) for tag in ("style", "script"))
    assert style
    assert script
    (admitted,) = [m["content"] for m in Page(text).all("meta") if m.get("http-equiv") == "Content-Security-Policy"]

    def digest(body: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'"

    assert admitted == policy(style[1], script[1])
    assert f"style-src {digest(style[1])}; script-src {digest(script[1])};" in admitted
    assert admitted.startswith("default-src 'none';")
    assert "unsafe" not in admitted
    assert text.index("Content-Security-Policy") < text.index("<style>")


def test_nothing_is_loaded_and_nothing_runs_but_the_one_script() -> None:
    page = Page(render(page_report(), "en"))

    attributes = [(name, value or "") for _, found in page.elements for name, value in found.items()]
    loaded = [
        value for name, value in attributes if name in ("src", "srcset", "poster", "data", "action", "background")
    ]
    linked = {a["href"] for a in page.all("a") if a.get("href") and not str(a["href"]).startswith("#")}

    assert loaded == []
    assert linked == {"https://example.org/rung"}  # A reader may follow it; the page does not.
    assert [link["href"] for link in page.all("link")] == ["data:,"]
    assert len(page.all("script")) == len(page.all("style")) == 1
    assert not [name for name, _ in attributes if name.startswith("on") or name == "style"]
    assert "url(" not in (PAGE / "page.css").read_text(encoding="utf-8")
    assert "@import" not in (PAGE / "page.css").read_text(encoding="utf-8")


def test_the_same_report_gives_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    script = "import sys; from sample_page import page_report; from checker.report.html import render; sys.stdout.buffer.write(render(page_report()).encode())"

    def run(seed: str) -> bytes:
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "TZ": f"UTC+{seed}",
        }
        return subprocess.run(
            [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, check=True
        ).stdout

    one, two = run("1"), run("2")

    assert one == two
    assert str(Path.cwd()).encode() not in one


def test_every_element_is_closed_and_every_id_is_given_once() -> None:
    for lang in LANGUAGES:
        page = Page(render(page_report(), lang))

        assert {tag for tag, _ in page.elements} <= KNOWN
        assert [name for name, number in page.ids().items() if number > 1] == []


def test_every_link_within_the_page_leads_somewhere() -> None:
    page = Page(render(page_report(), "en"))

    goals = {str(a["href"])[1:] for a in page.all("a") if str(a.get("href")).startswith("#")}
    labels = {name for _, a in page.elements for name in str(a.get("aria-labelledby") or "").split()}

    assert goals - set(page.ids()) == set()
    assert labels - set(page.ids()) == set()
    assert len(goals) > 30


def test_headings_go_down_one_level_at_a_time() -> None:
    levels = [int(tag[1]) for tag, _ in Page(render(page_report(), "en")).elements if re.fullmatch("h[1-6]", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(right - left <= 1 for left, right in pairwise(levels))


# ── what it says ─────────────────────────────────────────────────────────────────────────────────────────────


def test_each_finding_has_its_fingerprint_as_address_and_its_quotes_side_by_side() -> None:
    sample = page_report()
    page = Page(render(sample, "en"))

    for one in sample.discrepancies:
        text = page.by_id[one.id]
        assert one.rule in text
        for cited in one.claims:
            assert shown_text(cited.source.outlet or "") in text
            assert shown_text(cited.quote) in text
        for step in one.derivation:
            assert unbroken(step) in text


def test_every_figure_is_marked_once_in_its_source_and_both_ways_linked() -> None:
    sample = page_report()
    text = render(sample, "en")
    page = Page(text)

    for one in sample.claims:
        assert page.ids()[one.id] == 1
        assert page.by_id[one.id] == one.quote
    for found in sample.discrepancies:
        for cited in found.claims:
            if found.suppressed is None:
                back = re.search(rf'<mark id="{cited.id}" class="found"><a href="#([^"]+)">', text)
                assert back
                assert cited in next(d.claims for d in sample.discrepancies if d.id == back[1])
            assert f'href="#{cited.id}"' in text


def test_a_quote_says_in_which_language_it_is() -> None:
    page = Page(render(page_report(), "en"))

    assert {quote["lang"] for quote in page.all("blockquote")} == {"en", "vi", ""}
    assert page.all("html")[0]["lang"] == "en"
    assert {message["lang"] for message in page.all("p") if message.get("class") == "message"} == {"en"}


def test_places_are_named_by_path_line_and_column() -> None:
    text = render(page_report(), "en")

    assert ">2024/green.txt:3:10<" in re.sub("</?bdi>", "", text)
    assert ">:3:31<" in re.sub("</?bdi>", "", text)


def test_copies_are_counted_as_one_origin() -> None:
    page = Page(render(page_report(), "en"))

    assert "3 articles, 2 origins" in page.by_id["aa01000000000002"]
    assert "copies are no second witness" in page.by_id["aa01000000000002"]
    assert "Báo Xanh and Tin Nhanh: 1 shared origin" in page.by_id["origins"]
    assert "1 near copy of another article" in page.text


def test_the_table_shows_who_agrees_who_conflicts_and_who_is_silent() -> None:
    page = Page(render(page_report(), "en"))

    words = [" ".join(page.by_id[name].split()) for name in ("g1", "g3", "g4", "g5")]

    assert words[0] == "growth of freight ≠ conflict № 2 ≠conflict: 8 - 10% ≠conflict: 9 -10% – silent"
    assert words[1].startswith("cây trồng ≠ conflict № 4")
    assert words[2].count("≠conflict:") == 2  # The third source is not among those that the finding cites.
    assert words[2].count("≈compatible:") == 1
    assert words[3] == "xã Hạ = agrees =agrees: 1.200 cây =agrees: 1.200 cây – silent"


def test_values_apart_without_an_error_or_a_warning_are_told_from_a_conflict() -> None:
    sample = page_report()
    small = tuple(replace(one, severity=Severity.INFO) for one in sample.discrepancies)

    unfound, info = (Page(render(replace(sample, discrepancies=some), "en")) for some in ((), small))

    assert "? differs, no error or warning ?" in " ".join(unfound.by_id["g3"].split())
    assert "? differs, no error or warning № 4 ?" in " ".join(info.by_id["g3"].split())


def test_nothing_found_is_told_from_nothing_checked() -> None:
    sample = report()
    clean = replace(sample, discrepancies=(), problems=(), coverage=replace(sample.coverage, unreadable=0))
    unaligned = replace(clean, groups=(), series=(), relations=())

    def verdict(one: Report) -> str:
        found = re.search(r'<p class="verdict (\w+)">(.*?)</p>', render(one, "en"))
        assert found
        return f"{found[1]}: {found[2]}"

    assert (
        verdict(clean)
        == "clean: No discrepancy among the 4 figures that could be checked. That does not say that they hold."
    )
    assert verdict(unaligned).startswith("none: Nothing could be checked")
    assert verdict(replace(unaligned, claims=())).startswith("none: No figure was read")
    assert verdict(Report(version="0")).startswith("none: Nothing was read")


def test_what_could_not_be_looked_at_is_at_the_top_with_its_reason() -> None:
    text = render(page_report(), "en")
    top = text[: text.index('id="findings"')]

    assert "Not everything could be looked at" in top
    assert "expected a text layer, found 3 pages of pictures" in top
    assert "1 file could not be read" in top
    assert "1 event with one source only" in top
    assert "5 pieces of page furniture" in top


def test_problems_beyond_the_first_hundred_are_counted() -> None:
    problem = report().problems[0]
    text = render(replace(report(), problems=(problem,) * 130), "en")

    assert text.count('class="problem"') == 100
    assert "and 30 more; the JSON report lists all" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_never_says_who_is_right(lang: str) -> None:
    text = Page(render(page_report(), lang)).text.lower()
    said = re.sub(
        r"do not correct from this page alone|nào đúng thì|không bao giờ nói ai đúng|không thể cùng đúng|ấy đúng|đến đúng chỗ|who is right",
        "",
        text,
    )
    said = re.sub(r"\(\(\) => \{.*\}\)\(\);|:root \{.*", "", said, flags=re.DOTALL)

    assert not re.search(r"\b(wrong|correct|incorrect|mistaken|đúng|sai|nhầm)\b", said)


def test_suppressed_findings_are_last_folded_and_give_their_reason() -> None:
    text = render(page_report(), "en")

    assert text.index('id="suppressed"') > text.index('id="info"') > text.index('id="7c1e000000000001"')
    assert "Suppressed: agreed with the desk" in text
    assert "1 finding suppressed by the settings" in text
    assert not re.search(r'<details[^>]*id="(info|suppressed)"[^>]* open', text)


def test_the_language_is_that_of_most_sources_unless_one_is_asked_for() -> None:
    assert '<html lang="vi">' in render(page_report())
    assert '<html lang="en">' in render(report())
    assert '<html lang="en">' in render(Report(version="0"))
    assert '<html lang="vi">' in render(report(), "vi")
    assert phrases.prevailing(["vi", "en-GB", None]) == "en"
    assert phrases.prevailing(["vi-VN", "fr", "fr"]) == "vi"


def test_a_report_read_back_from_json_makes_a_page_too() -> None:
    from checker.report import json as document_format
    from checker.report.load import loaded

    again = loaded(document_format.load(document_format.render(page_report())))
    page = Page(render(again, "en"))

    assert set(page.ids()) >= {one.id for one in page_report().discrepancies}
    assert "\ufffc" not in page.text
    assert "…" in page.by_id["s4"]


# ── hostile text ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_stays_text(payload: str) -> None:
    clean, text = Page(render(poisoned("plain"), "en")), render(poisoned(payload), "en")
    page = Page(text)

    marks = sum(a.get("class") == "hid" for a in page.all("span"))
    assert not HIDDEN.search(text)
    assert Counter(tag for tag, _ in page.elements) - Counter({"span": marks, "a": 2}) <= Counter(
        tag for tag, _ in clean.elements
    )
    assert [name for _, a in page.elements for name in a if name.startswith("on") or name in ("style", "src")] == []
    assert not [a for a in page.all("a") if not re.match(r"#|https://", str(a["href"]))]
    assert shown_text(payload) in page.text
    text.encode()  # It can be written: no half of a surrogate pair is left.


@settings(max_examples=60)
@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("<>&\"'`{}%#/= \n\t\u202e\u200b\x00\x1b\ufeff\ufffc"), st.characters()),
        max_size=40,
    )
)
def test_no_text_adds_an_element_or_hides_a_character(payload: str) -> None:
    text = render(poisoned(payload), "vi")
    page = Page(text)

    assert {tag for tag, _ in page.elements} <= KNOWN
    assert len(page.all("script")) == 1
    assert not HIDDEN.search(text)


@given(st.text())
def test_shown_text_loses_nothing_but_line_ends(text: str) -> None:
    assert shown_text(text) == marked(text)


def shown_text(text: str) -> str:
    """What a reader sees of *text*."""
    return "".join(Page(f"<p>{shown(text)}</p>").texts)


def marked(text: str) -> str:
    """*text* with spaces for its line ends and the names of its hidden characters, worked out one by one."""
    import unicodedata

    def name(char: str) -> str:
        if char in "\t\n\r\v\f\x85\u2028\u2029":
            return " "
        return f"U+{ord(char):04X}" if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co") else char

    return "".join(map(name, text))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://a b",
        "http://\u202ex",
        "//x",
        "file:///etc/passwd",
        'https://x/"onx',
    ],
)
def test_only_a_plain_web_address_becomes_a_link(url: str) -> None:
    sample = report()
    sources = (replace(sample.sources[0], url=url), *sample.sources[1:])

    page = Page(render(replace(sample, sources=sources), "en"))

    assert all(str(a["href"]).startswith("#") for a in page.all("a"))
    assert shown_text(url) in page.by_id["s1"]


# ── marking ──────────────────────────────────────────────────────────────────────────────────────────────────


@given(data=st.data(), text=st.text(alphabet="ab1, \n<&\u202eé\u0301", max_size=60))
def test_marking_keeps_the_text_and_every_claim(data: st.DataObject, text: str) -> None:
    of = source("s1", "a", text)
    spans = data.draw(
        st.lists(
            st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(lambda s: s[0] < s[1]), max_size=5
        )
    )
    dull = data.draw(
        st.lists(
            st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(lambda s: s[0] < s[1]), max_size=2
        )
    )
    base = report().claims[0]
    claims = [
        replace(base, id=f"c{n}", source=of, span=Span(*span), nth=n)
        for n, span in enumerate(spans)
        if text[span[0] : span[1]].strip() and "\n" not in text[span[0] : span[1]]
    ]

    lines = marked_lines(text, claims, dull, lambda _: ("alone", ""), lambda _: "")

    pages = [Page(str(line)) for _, line in lines]
    visible = [marked(line) for line in text.split("\n")]
    assert [number for number, _ in lines] == [n for n, line in enumerate(visible, 1) if line.strip()]
    for (number, _), page in zip(lines, pages, strict=True):
        assert page.text == visible[number - 1]
    assert sorted(name for page in pages for name in page.ids()) == sorted(one.id for one in claims)


def test_claims_that_share_digits_keep_an_address_each() -> None:
    of = source("s1", "a", "Of 71/193 lands\n")
    whole = claim("c1", of, "71/193", percent("71", "71"), Kind.RATIO)
    part = claim("c2", of, "193", percent("193", "193"), Kind.COUNT)

    ((number, line),) = marked_lines(of.text, [whole, part], [], lambda c: ("found", f"#x{c.id}"), lambda _: "")

    assert number == 1
    assert line == (
        'Of <mark id="c1" class="found"><a href="#xc1">71/</a></mark>'
        '<mark id="c2" class="found"><a href="#xc2">193</a></mark> lands'
    )


def test_a_very_long_sentence_is_cut_between_its_figures() -> None:
    sentence = "word " * 300 + "12 ships " + "word " * 300 + "15 ships " + "word " * 300
    at = [sentence.index("12"), sentence.index("15")]
    mentions = [
        Mention(
            claim=f"c{n}", source="s1", path="a", line=1, column=1, outlet=None, lang=None, sentence=sentence,
            sentence_start=0, start=start, end=start + 2,
        )
        for n, start in enumerate(at)
    ]  # fmt: skip

    text = quoted(mentions, lambda name: f"#{name}")

    assert text.count("<mark>") == 2
    assert text.count('<span class="cut">…</span>') == 3
    assert len(text) < 4 * marking.AROUND_CHARS + 400
    assert '<a href="#c0">12</a>' in text


# ── what is left out ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_page_of_many_findings_folds_them_and_says_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, limit in (("DRAWN", 2), ("FULL", 3), ("BLOCK", 2), ("MANY", 4)):
        monkeypatch.setattr(limits, name, limit)
    sample = report()
    again = tuple(replace(sample.discrepancies[1], id=f"{n:016x}") for n in range(7))
    text = render(replace(sample, discrepancies=again), "en")

    assert len(re.findall('<article class="card', text)) == 7
    assert re.findall("<summary>(Findings .*?)</summary>", text) == [
        "Findings 3 to 4",
        "Findings 5 to 6",
        "Findings 7 to 7",
    ]
    assert text.count('class="strips"') == 2
    assert text.count('class="why"') == 3
    assert "Number lines are drawn for the first 2 findings." in text
    assert "shown for the first 3 findings" in text
    assert '<body class="many">' in text


def test_filters_with_many_choices_list_the_most_frequent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "OPTIONS", 2)
    text = render(page_report(), "en")

    assert "the 2 most frequent are listed" in text
    assert len(re.findall('name="rule"', text)) == 3  # With the choice of all.


def test_the_text_of_sources_without_findings_is_left_out_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TEXT_CHARS", 0)
    sample = report()
    page = Page(render(replace(sample, discrepancies=sample.discrepancies[1:2]), "en"))

    assert "Text left out; it has no finding." in page.by_id["s3"]
    assert "The text of 1 source without a finding is left out" in page.by_id["sources"]
    assert "c5" not in page.ids()
    goals = {str(a["href"])[1:] for a in page.all("a")}
    assert goals - set(page.ids()) == set()


def test_rows_columns_and_tables_beyond_the_limits_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, limit in (("TABLE_ROWS", 1), ("COLUMNS", 2), ("SESSIONS", 1), ("SERIES", 1)):
        monkeypatch.setattr(limits, name, limit)
    text = Page(render(page_report(), "en")).text

    assert "1 more article is not shown" in text
    assert "1 more event is not shown" in text
    assert "1 more is not shown; the JSON report holds every series" in text


# ── phrases ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_language_has_the_same_phrases_with_the_same_places() -> None:
    def places(entry: Any) -> frozenset[str]:
        forms = entry if isinstance(entry, list) else [entry]
        found = {frozenset(re.findall(r"\{(\w+)\}", form)) for form in forms}
        assert len(found) == 1
        return next(iter(found))

    shapes = {
        lang: (
            {key: (isinstance(text, list), places(text)) for key, text in table["text"].items()},
            {name: set(words) for name, words in table["word"].items()},
        )
        for lang, table in phrases.tables().items()
    }

    assert len(shapes) == 2
    assert shapes["vi"] == shapes["en"]


def test_every_phrase_is_used() -> None:
    parts = [PAGE / "page.html.j2", *sorted(PAGE.glob("*.py"))]
    code = "".join(path.read_text(encoding="utf-8") for path in parts)
    made = {
        f"{stem}{end}"
        for stem, ends in (
            ("nav_", "findings matrix series origins sources"),
            ("filter_", "severity rule session outlet"),
            ("mark_", "finding aligned recomputed alone"),
        )
        for end in ends.split()
    }

    unused = [key for key in phrases.tables()["en"]["text"] if f'"{key}"' not in code and key not in made]

    assert unused == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_part_of_an_alignment_has_a_plain_name(lang: str) -> None:
    named = phrases.tables()[lang]["word"]["why"]

    assert [name for name in NAMES if name not in named] == []
    assert set(features.CONTEXT) < set(NAMES)


def test_numbers_are_grouped_and_counted_things_agree_with_them() -> None:
    english, vietnamese = phrases.phrases("en"), phrases.phrases("vi")

    assert english.count("n_figures", 1) == "1 figure"
    assert english.count("n_figures", 10_000) == "10\u00a0000 figures"
    assert vietnamese.count("n_figures", 1) == "1 số liệu"
    assert english("block", first="<", last=2) == "Findings &lt; to 2"
    assert english.word("why", "a_new_part") == "a new part"


# ── charts ───────────────────────────────────────────────────────────────────────────────────────────────────


@given(quantities(), quantities())
def test_a_line_has_room_for_every_end_and_keeps_their_order(left: Any, right: Any) -> None:
    rows = [charts.Reading(printed=(one.lo, one.hi), literal=one.literal(), usual=one.usual()) for one in (left, right)]
    ends = sorted({end for row in rows for end in row.ends()})

    scale = charts.Scale(ends)
    places = [scale.at(end) for end in ends]

    assert places == sorted(places)
    assert all(1 < place < 99 for place in places)
    assert len(scale.ticks) <= 4
    assert all(0 <= scale.at(tick) <= 100 for tick, _ in scale.ticks)
    assert scale.at(INF) == 100
    assert scale.at(-INF) == 0
    for row in rows:
        for part in re.findall(r'[xc][12x]?="(-?[\d.]+)%"', charts.strip(row, scale)):
            assert 0 <= float(part) <= 100


@pytest.mark.parametrize(
    "ends",
    [
        ("0", "0"),
        ("1e400", "2e400"),
        ("1e-400", "1e400"),
        ("-5", "5"),
        ("99999999999999999999", "100000000000000000000"),
        ("-1e9", "-1e9"),
    ],
)
def test_a_line_can_be_drawn_for_any_amounts(ends: tuple[str, str]) -> None:
    low, high = map(Decimal, ends)

    scale = charts.Scale([low, high])

    assert 0 < scale.at(low) <= scale.at(high) < 100
    assert len(scale.ticks) <= 4


def test_a_strip_tells_open_closed_and_endless_ends_by_their_shape() -> None:
    over = charts.Reading(
        printed=(Decimal(40), Decimal(40)),
        literal=Interval(Decimal(40), INF, True, True),
        usual=Interval(Decimal(40), Decimal(50), True, False),
    )
    scale = charts.Scale(over.ends())

    drawn = charts.strip(over, scale)

    assert drawn.count('class="arrow"') == 1
    assert drawn.count('class="ring lit"') == drawn.count('class="ring usu"') == drawn.count('class="stop usu"') == 1
    assert drawn.count('class="dot"') == 1
    assert 'aria-hidden="true"' in drawn


@given(st.floats(-50, 50, allow_nan=False), st.floats(0.01, 50))
def test_a_bar_starts_in_the_middle_and_stays_in_its_row(value: float, most: float) -> None:
    found = re.search(r'class="(for|against)" x="([\d.]+)%" y="2" width="([\d.]+)%"', charts.bar(value, most))

    assert found
    left, width = float(found[2]), float(found[3])
    assert (left == 50) if value >= 0 else (abs(left + width - 50) < 0.02)
    assert found[1] == ("for" if value >= 0 else "against")
    assert 0 <= left <= left + width <= 100.01


def test_a_ratio_and_a_sum_are_worked_out_beside_what_is_printed() -> None:
    sample = page_report()
    ratio, total = sample.relations

    share, made = share_made(ratio) or (None, None)
    whole, added = total_made(total) or (None, None)

    assert share is ratio.one("share")
    assert made
    assert Decimal("52.2484") < made.printed[0] < Decimal("52.2485")
    assert made.literal.covers(Interval.point(made.printed[0]))
    assert whole is total.one("total")
    assert added
    assert added.printed == (Decimal(2100), Decimal(2100))


def test_dates_and_hedged_counts_are_drawn_and_scores_are_not() -> None:
    page = render(page_report(), "en")

    def card(name: str) -> str:
        return page[page.index(f'id="{name}"') : page.index("</article>", page.index(f'id="{name}"'))]

    assert "The dates on one line" in card("aa01000000000003")
    assert "2024-05-09" in card("aa01000000000003")
    assert "to the letter more than 40\u00a0000 · usually read as 40\u00a0000 (not included) to 50\u00a0000" in card(
        "aa01000000000002"
    )
    assert "Worked out from the figures" in card("aa01000000000001")
    assert 'class="strips"' not in card("00ff000000000003")


def test_a_series_is_drawn_where_its_values_share_a_unit() -> None:
    page = render(page_report(), "en")

    def block(name: str) -> str:
        return page[page.index(f'id="{name}"') : page.index("</ul>", page.index(f'id="{name}"'))]

    assert 'class="series"' in block("g6")
    assert "a running total: it can only grow" in block("g6")
    assert 'class="series"' not in block("g2")  # A ratio and a percentage have no common axis.
    assert "132,626/253,837" in block("g2")


# ── the command line ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a JSON report to make pages from."""
    from checker.report.json import render as document

    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.json").write_text(document(page_report()), encoding="utf-8")
    return tmp_path


def test_the_page_is_written_in_the_language_asked_for_and_opened(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)

    with pytest.raises(SystemExit) as left:
        main(["report", "report.json", "--output", "out/page.html", "--lang", "vi", "--open"])

    assert left.value.code == 0
    assert (saved / "out" / "page.html").read_text(encoding="utf-8").startswith('<!doctype html>\n<html lang="vi">')
    assert opened == [(saved / "out" / "page.html").resolve().as_uri()]


def test_opening_needs_a_page_in_a_file(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["report", "report.json", "--format", "html", "--open"])

    assert left.value.code == 2
    assert "--open: expected an HTML report in a file" in capsys.readouterr().err
    assert list(saved.iterdir()) == [saved / "report.json"]
