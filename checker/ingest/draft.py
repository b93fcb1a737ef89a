"""What a reader hands back before it becomes a ``Source``."""

from __future__ import annotations

from dataclasses import dataclass, field

from checker.errors import ReadError
from checker.model import Suppression
from checker.text.span import Span

UNREADABLE = "FC001"
LIMIT = "FC004"


@dataclass(slots=True, kw_only=True)
class Draft:
    """A text with the metadata its file states; what is None may be worked out from the text.

    ``body_start``  where the article proper begins in ``text``
    ``removed``     blocks of page furniture that the reader left out of ``text``
    ``notes``       (rule code, message) for whatever was not read; any note makes the source partial
    ``around``     lines printed around the article and left out, such as the header of a page; they may say when and
                   where it appeared
    ``infer``       whether title, outlet and date may be read from the text
    ``suppressions`` the comments that ask not to report a rule
    """

    text: str
    format: str
    body_start: int = 0
    title: str | None = None
    title_span: Span | None = None
    outlet: str | None = None
    published: str | None = None
    lang: str | None = None
    url: str | None = None
    removed: int = 0
    around: tuple[str, ...] = ()
    infer: bool = True
    suppressions: tuple[Suppression, ...] = ()
    notes: list[tuple[str, str]] = field(default_factory=list)


class LimitError(ReadError):
    """A cap of ``limits`` stopped the reading of one file; kept as an FC004 problem."""
