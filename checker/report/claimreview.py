"""ClaimReview: a reviewed claim as schema.org data (JSON-LD) for the web page of the review.

A finding says that two statements cannot both hold, never which one is right; so it holds no verdict. The reviewer
gives it, with the name that stands behind it and the page where the review is published.
See schema.org/ClaimReview.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from checker.errors import UsageError
from checker.model import Claim, Discrepancy

Reviewer = Literal["organization", "person"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What only the reviewer can say.

    ``reviewer``  the name of the person or organisation that reviewed
    ``verdict``   in words, as readers shall see it ("False", "Đúng một phần")
    ``url``       the page that holds the full review
    ``rating``    the verdict as a number from ``worst`` to ``best``; all three or none
    ``day``       when the review was published
    ``text``      the claim in the reviewer's words; the sentence as printed unless given
    """

    reviewer: str
    verdict: str
    url: str
    kind: Reviewer = "organization"
    reviewer_url: str | None = None
    rating: Decimal | None = None
    best: Decimal | None = None
    worst: Decimal | None = None
    day: date | None = None
    text: str | None = None


def found(discrepancies: tuple[Discrepancy, ...], name: str) -> Discrepancy:
    """The finding whose id is *name* or begins with it; UsageError where there is none, or more than one."""
    fits = [one for one in discrepancies if one.id == name] or [one for one in discrepancies if one.id.startswith(name)]
    if len(fits) != 1:
        raise UsageError(f"expected the id of one finding, found {len(fits)} that begin with {name!r}")
    return fits[0]


def claim_of(one: Discrepancy, name: str | None) -> Claim:
    """The claim of *one* that was reviewed: the only one, or that with the id *name*; UsageError where none is meant."""
    if name is None and len(one.claims) == 1:
        return one.claims[0]
    fits = [claim for claim in one.claims if claim.id == name]
    if not fits:
        held = "; ".join(
            f"{claim.id}: “{claim.quote}” ({claim.source.outlet or claim.source.path})" for claim in one.claims
        )
        raise UsageError(f"{one.id}: say with --claim which of its claims was reviewed: {held}")
    return fits[0]


def render(claim: Claim, review: Review) -> str:
    """The review of *claim* as JSON-LD, fit to stand in a ``script`` element; UsageError where the review is not whole."""
    for name, value in (("a reviewer", review.reviewer), ("a verdict", review.verdict), ("the page of the review", review.url)):  # fmt: skip
        if not value.strip():
            raise UsageError(f"a review needs {name}; found an empty one")
    source = claim.source
    stated = review.text or " ".join(claim.sentence_text.split())
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": review.url,
        "datePublished": review.day.isoformat() if review.day else None,
        "author": {"@type": review.kind.capitalize(), "name": review.reviewer, "url": review.reviewer_url},
        "claimReviewed": stated,
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Organization", "name": source.outlet} if source.outlet else None,
            "datePublished": source.published,
            "appearance": {
                "@type": "NewsArticle",
                "headline": source.title,
                "url": source.url,
                "inLanguage": source.lang,
            },
        },
        "reviewRating": {"@type": "Rating", "alternateName": review.verdict, **_rating(review)},
    }
    text = json.dumps(_stated(document), ensure_ascii=False, indent=2)
    # In a page, "</script>" in a quote would end the element; these spellings mean the same characters.
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return "".join("\ufffd" if 0xD800 <= ord(char) <= 0xDFFF else char for char in text) + "\n"


def _rating(review: Review) -> dict[str, int | float]:
    numbers = {"ratingValue": review.rating, "bestRating": review.best, "worstRating": review.worst}
    given = {name: value for name, value in numbers.items() if value is not None}
    if not given:
        return {}
    if review.rating is None or review.best is None or review.worst is None:
        raise UsageError("a rating needs its value and both ends of its scale: --rating, --best and --worst")
    if not review.worst <= review.rating <= review.best or review.worst == review.best:
        raise UsageError(f"expected a rating from {review.worst} to {review.best}, found {review.rating}")
    return {name: int(value) if value == int(value) else float(value) for name, value in given.items()}


def _stated(record: dict[str, Any]) -> dict[str, Any]:
    """*record* without what is not known."""
    kept = {key: _stated(value) if isinstance(value, dict) else value for key, value in record.items()}
    return {key: value for key, value in kept.items() if value is not None}
