"""``factcheck claimreview``: a reviewed finding as data for a web page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import click

from checker.cli import options
from checker.cli.lookup import DEFAULT_REPORT
from checker.cli.output import write
from checker.errors import ReadError
from checker.report import json as document_format
from checker.report.claimreview import Review, Reviewer, claim_of, found, render
from checker.report.load import loaded


def _number(_: click.Context, parameter: click.Parameter, text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise click.BadParameter(f"expected a number, found {text!r}") from error
    if not number.is_finite():
        raise click.BadParameter(f"expected a number, found {text!r}")
    return number


def _day(_: click.Context, parameter: click.Parameter, text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"expected a day such as 2025-02-06, found {text!r}") from error


@click.command(name="claimreview")
@click.argument("name", metavar="ID")
@click.option("--report", "report_path", type=click.Path(path_type=Path, dir_okay=False), default=DEFAULT_REPORT, show_default=True, metavar="FILE", help="The JSON report that holds the finding.")  # fmt: skip
@click.option("--claim", "claim_name", metavar="ID", help="Which claim of the finding was reviewed (c12); needed where it has several.")  # fmt: skip
@click.option("--reviewer", required=True, metavar="NAME", help="Who reviewed it.")
@click.option("--verdict", required=True, metavar="TEXT", help="What the review found, in words.")
@click.option("--url", required=True, metavar="URL", help="The page that holds the review.")
@click.option("--reviewer-kind", "kind", type=click.Choice(["organization", "person"]), default="organization", show_default=True, help="Whether the reviewer is a person.")  # fmt: skip
@click.option("--reviewer-url", metavar="URL", help="A page about the reviewer.")
@click.option("--rating", callback=_number, metavar="N", help="The verdict as a number; with --best and --worst.")
@click.option("--best", callback=_number, metavar="N", help="The number that stands for true.")
@click.option("--worst", callback=_number, metavar="N", help="The number that stands for false.")
@click.option("--date", "day", callback=_day, metavar="DATE", help="The day (YYYY-MM-DD) the review was published.")
@click.option("--text", metavar="TEXT", help="The claim in your words.  [default: the sentence as printed]")
@options.output
def command(
    name: str,
    report_path: Path,
    claim_name: str | None,
    reviewer: str,
    verdict: str,
    url: str,
    kind: Reviewer,
    reviewer_url: str | None,
    rating: Decimal | None,
    best: Decimal | None,
    worst: Decimal | None,
    day: date | None,
    text: str | None,
    output: str | None,
) -> int:
    """Write the review of the finding ID as schema.org ClaimReview (JSON-LD), for the page that holds the review.

    A finding holds no verdict: it says that statements cannot all hold, not which one is wrong. So the reviewer, the
    verdict and the page of the review must be given.
    """
    try:
        report = loaded(document_format.load(report_path.read_bytes()))
    except OSError as error:
        raise ReadError(f"{report_path}: expected a JSON report, found none ({error.strerror or error})") from error
    review = Review(
        reviewer=reviewer, verdict=verdict, url=url, kind=kind, reviewer_url=reviewer_url, rating=rating, best=best, worst=worst,
        day=day, text=text,
    )  # fmt: skip
    write(render(claim_of(found(report.discrepancies, name), claim_name), review), output or "-")
    return 0
