"""A language whose pack lacks what others have: told once, and the exit code stays as it is."""

from __future__ import annotations

from pathlib import Path

from checker import check

INDONESIAN = "Banjir menewaskan 12 orang di tiga desa. Sebanyak 1.200 warga mengungsi, kata pejabat yang ada di sana.\n"


def written(folder: Path, name: str, text: str, lang: str) -> None:
    (folder / name).write_text(f"---\nlang: {lang}\n---\n{text}", encoding="utf-8")


def test_a_language_known_in_part_is_told_once_however_many_texts_are_in_it(tmp_path: Path) -> None:
    written(tmp_path, "satu.md", INDONESIAN, "id")
    written(tmp_path, "dua.md", INDONESIAN, "id")

    report = check(tmp_path)

    told = [problem for problem in report.problems if problem.rule == "FC005"]
    assert len(told) == 1
    assert "'id'" in told[0].message
    assert "[dating]" in told[0].message
    assert not told[0].leaves_unread


def test_a_language_known_whole_is_not_told_of(tmp_path: Path) -> None:
    written(tmp_path, "one.md", "The flood killed 12 people in three villages on Monday.\n", "en")

    report = check(tmp_path)

    assert [problem for problem in report.problems if problem.rule == "FC005"] == []
