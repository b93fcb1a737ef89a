"""A bilingual list of the press's and statistics' vocabulary, and a fast way to find its terms in a text.

A *concept* is one thing that news writes about ("export"); its *terms* are the ways to write it in each
language. Phrases of two articles meet where they hold the same concept, whatever words or language they
use; two phrases that hold *opposed* concepts (export and import, dead and injured) do not say the same
however alike they read. The words stand in ``terms.toml``, whose head explains its marks.

Nothing is read before the first call, a language is prepared when it is first asked for, and the terms
that begin with a word when a text first holds that word: most runs meet a small part of the list.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from checker.errors import LanguageError
from checker.text.normal import opens

LANGUAGES: Final = ("vi", "en")
_COLUMNS: Final = [*LANGUAGES, "not"]
_SETTINGS: Final = ("columns", "names", "markets", "firm", "loose", "spelling")
_PLACE: Final = "checker/align/terms.toml"

# Words, and each other sign by itself: a comma breaks a term, a space or a hyphen does not.
_TOKEN: Final = re.compile(r"[^\W_]+|[^\w\s-]|\n")
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# A line that is in order but for its case and its composition, which are looked at by themselves.
_TERM_PATTERN: Final = r"\^{0,3}[^\s;|^~][^;|^\n]*(?<! )"
_LINE: Final = re.compile(
    rf"{_TERM_PATTERN}(?:; {_TERM_PATTERN})* \| {_TERM_PATTERN}(?:; {_TERM_PATTERN})*(?: \| [a-z0-9-]+(?:; [a-z0-9-]+)*)?"
)
_END_OF_TEXT: Final = "\0"  # stands after the last token; no term holds it, so every walk ends

# An open syllable writes its tone on either vowel, and "i" or "y" after these consonants alone.
_NEW_TONES: Final = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
_OLD_TONES: Final = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
_OTHER_TONE: Final = dict(zip(_NEW_TONES + _OLD_TONES, _OLD_TONES + _NEW_TONES, strict=True))
_OTHER_VOWEL: Final = str.maketrans("yỳýỷỹỵiìíỉĩị", "iìíỉĩịyỳýỷỹỵ")
_VOWEL_ALONE: Final = re.compile(r"(?:[hklmst]|qu)[yỳýỷỹỵiìíỉĩị]")

# A place in the trie: token → the next place, and under "" the ends: the concepts whose term ends here, each
# with the number of "^" before it.
_Node: TypeAlias = dict[str, Any]
_Ends: TypeAlias = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """The list as it was read.

    ``terms``      language → concept id → its terms as listed, marks taken off
    ``areas``      concept id → the subject area (table) it stands in
    ``opposites``  concept id → the ids it must not be confused with; symmetric, never itself; no key where none
    """

    terms: Mapping[str, Mapping[str, tuple[str, ...]]]
    areas: Mapping[str, str]
    opposites: Mapping[str, frozenset[str]]
    _written: Mapping[str, Mapping[str, list[str]]]
    _names: frozenset[str]
    _markets: frozenset[str]
    _firm: frozenset[str]
    _spelling: Mapping[str, str]
    _indexes: dict[str, _Index]

    def index(self, lang: str) -> _Index:
        """The terms of *lang* made ready for finding."""
        index = self._indexes.get(_known(lang))
        if index is None:
            if lang == "en":
                plain = frozenset(concept for concept, area in self.areas.items() if area in self._names)
                index = _Index(self._written[lang], _english_spellings(self._spelling), plain)
            else:
                index = _Index(self._written[lang], _vietnamese_spellings, None)
            self._indexes[lang] = index
        return index

    def lookup(self, term: str, lang: str) -> tuple[str, ...]:
        """The concepts that *term* (lower case, NFC) names, sorted; other spellings, plurals and verb forms too."""
        return self.index(lang).lookup(term)

    def find(self, low: str, lang: str, text: str | None = None) -> list[tuple[int, int, str]]:
        """The terms in *low*, from left to right, the longest at each place, none inside or across another.

        Each is (start, end, concept id), half-open offsets into *low*; a term of several concepts comes once
        for each, ids sorted. *low* is lower case and NFC, as ``View.low``; *text* is the same as printed, position
        for position, as ``View.text``. Terms that count only in capitals ("Anh", "WHO") are left out without it.
        """
        return self.index(lang).find(low, text)


class _Index:
    """The terms of one language by their first word; a word's own part of the trie is grown when a text holds it."""

    __slots__ = ("_buckets", "_derived", "_pending", "_plain", "_root", "_spellings")

    def __init__(
        self,
        written: Mapping[str, list[str]],
        spellings: Callable[[str], tuple[str, ...]],
        plain: frozenset[str] | None,
    ) -> None:
        """*plain* are the concepts whose terms take no English plural; None for a language without plurals."""
        self._spellings = spellings
        self._plain = plain
        self._root: dict[str, _Node] = {}
        self._buckets: dict[str, list[tuple[str, str]]] = {}
        self._derived: dict[str, list[tuple[str, str]]] = {}
        buckets = self._buckets
        for concept, terms in written.items():
            for term in terms:
                if "~" in term:
                    for form in _verb_forms(term):
                        buckets.setdefault(_first(form), []).append((form, concept))
                    continue
                head = term if term.isalnum() else _first(term)
                buckets.setdefault(head, []).append((term, concept))
                if plain is None or concept in plain:
                    continue
                # The plural of one word begins with another word; that of several is made with its bucket.
                if (head is term or term.lstrip("^") == head) and (plural := _plural(term)):
                    self._derived.setdefault(plural.lstrip("^"), []).append((plural, concept))
        heads = buckets.keys() | self._derived.keys()
        self._pending = heads | {other for head in heads for other in spellings(head)}

    def lookup(self, term: str) -> tuple[str, ...]:
        """See ``Terms.lookup``."""
        tokens = _TOKEN.findall(term)
        self._grow(tokens)
        node: _Node = self._root
        for token in tokens:
            if token not in node:
                return ()
            node = node[token]
        return tuple(concept for concept, _ in node.get("", ()))

    def find(self, low: str, text: str | None) -> list[tuple[int, int, str]]:
        """See ``Terms.find``."""
        tokens, starts = _tokenised(low)
        self._grow(tokens)
        tokens.append(_END_OF_TEXT)
        root = self._root
        found: list[tuple[int, int, str]] = []
        passed = 0  # tokens[:passed] belong to terms already found
        for at in [place for place, token in enumerate(tokens) if token in root]:
            if at < passed:
                continue
            first = root[tokens[at]]
            ends: _Ends | None = first.get("")
            best = here = at + 1
            node: _Node | None = first.get(tokens[here])
            while node is not None:
                here += 1
                longer = node.get("")
                if longer is not None:
                    ends, best = longer, here
                node = node.get(tokens[here])
            if ends is None:
                continue
            start = starts[at]
            end = starts[best - 1] + len(tokens[best - 1])
            for concept, capitals in ends:
                if not capitals or _printed(text, start, end, capitals):
                    found.append((start, end, concept))
                    passed = best
        return found

    def _grow(self, tokens: Iterable[str]) -> None:
        for head in self._pending.intersection(tokens):
            self._root[head] = self._grown(head)
            self._pending.discard(head)

    def _grown(self, head: str) -> _Node:
        """The part of the trie behind *head*."""
        heads = (head, *self._spellings(head))
        listed = [item for one in heads for item in self._buckets.get(one, ())]
        derived = [item for one in heads for item in self._derived.get(one, ())]
        if self._plain is not None:
            plurals = ((term, _plural(term), concept) for term, concept in listed if concept not in self._plain)
            derived += [(plural, concept) for term, plural, concept in plurals if _first(plural) == _first(term)]
        node: _Node = {}
        for term, concept in listed:
            for last in self._ways(node, term):
                _add(last, term, concept)
        # What is listed goes before what is made: "customs" is no plural of "custom".
        made = [(last, term, concept) for term, concept in derived for last in self._ways(node, term) if "" not in last]
        for last, term, concept in made:
            _add(last, term, concept)
        return node

    def _ways(self, node: _Node, term: str) -> Iterator[_Node]:
        """The last place of *term* after its first word, for each way to spell the others; grown where missing."""
        rest = _TOKEN.findall(term.lstrip("^"))[1:]
        for way in product(*((token, *self._spellings(token)) for token in rest)):
            last = node
            for token in way:
                last = last.setdefault(token, {})
            yield last


def _add(last: _Node, term: str, concept: str) -> None:
    capitals = len(term) - len(term.lstrip("^"))
    last[""] = tuple(sorted({*last.get("", ()), (concept, capitals)}))


def _tokenised(low: str) -> tuple[list[str], list[int]]:
    """The tokens of *low* and where each starts."""
    tokens: list[str] = []
    starts: list[int] = []
    at = 0
    # Most words stand between spaces; the pattern, five times as slow, is for those that touch a sign.
    for chunk in low.split(" "):
        if chunk.isalnum():
            tokens.append(chunk)
            starts.append(at)
        elif chunk:
            for match in _TOKEN.finditer(chunk):
                tokens.append(match[0])
                starts.append(at + match.start())
        at += len(chunk) + 1
    return tokens, starts


def _printed(text: str | None, start: int, end: int, capitals: int) -> bool:
    """Whether the term is printed as its carets ask: one, a first capital; two, all capitals; three, see below."""
    if text is None:
        return False
    if capitals == 2:
        return text[start:end].isupper()
    # A sentence gives its first word a capital, whatever the word is.
    return text[start].isupper() and (capitals == 1 or not opens(text, start))


def _known(lang: str) -> str:
    if lang not in LANGUAGES:
        raise LanguageError(f"{_PLACE}: language {lang!r} found, expected one of {', '.join(LANGUAGES)}")
    return lang


@cache
def load() -> Terms:
    """The shipped list, read once. Raises ``LanguageError`` where it breaks its own rules."""
    return parse(files("checker.align").joinpath("terms.toml").read_text(encoding="utf-8"), _PLACE)


def concepts(lang: str) -> Mapping[str, tuple[str, ...]]:
    """Concept id → its terms in *lang*, in the order of the file."""
    return load().terms[_known(lang)]


# Stretches of text whose terms are remembered: the sentences of a long draft, and what stands around its figures.
@lru_cache(maxsize=4096)
def find(low: str, lang: str, text: str | None = None) -> Sequence[tuple[int, int, str]]:
    """The terms of the shipped list in *low*; see ``Terms.find``."""
    return load().find(low, lang, text)


def opposites(concept: str) -> frozenset[str]:
    """The concepts that *concept* must not be taken for (import for export); none for an unknown id."""
    return load().opposites.get(concept, _NONE)


_NONE: Final[frozenset[str]] = frozenset()


def set_against(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether one side names what the other's concept is set against, and not that concept itself."""
    others = two - one
    return any(not others.isdisjoint(opposites(concept)) for concept in one - two)


def two_facts(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether the concepts around two figures make them two facts: exports here and imports there, and neither both."""
    firm, others = load()._firm, two - one
    return any(concept in firm and not others.isdisjoint(opposites(concept) & firm) for concept in one - two)


def is_name(concept: str) -> bool:
    """Whether *concept* is a place or an organisation, one of its kind."""
    terms = load()
    return terms.areas[concept] in terms._names


def is_market(concept: str) -> bool:
    """Whether a sentence that names *concept* quotes a market, whose prices move by the minute."""
    return concept in load()._markets


def parse(toml: str, place: str) -> Terms:
    """The list written in *toml*; *place* names it in errors.

    Raises ``LanguageError`` naming place, found and expected: for TOML that does not parse, an unknown key, a
    concept listed twice, a term that is empty, not lower case or not NFC, an opposite that is no concept.
    """
    try:
        tables = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise LanguageError(f"{place}: {error}; expected valid TOML") from error
    names, markets, firm, loose, spelling = _settings(tables, place)
    written: dict[str, dict[str, list[str]]] = {lang: {} for lang in LANGUAGES}
    terms: dict[str, dict[str, tuple[str, ...]]] = {lang: {} for lang in LANGUAGES}
    areas: dict[str, str] = {}
    stated: dict[str, list[str]] = {}
    composed = unicodedata.is_normalized("NFC", toml)
    for area, table in tables.items():
        if area in _SETTINGS:
            continue
        if not isinstance(table, dict):
            raise LanguageError(f"{place}: key {area!r} found, expected a table or one of {', '.join(_SETTINGS)}")
        for concept, line in table.items():
            if concept in areas:
                _refuse(place, area, concept, "found a second time", f"once; it stands in [{areas[concept]}] too")
            if not _ID.fullmatch(concept):
                _refuse(place, area, concept, f"id {concept!r} found", "lower-case ASCII words joined by hyphens")
            if not isinstance(line, str) or line != line.lower() or not composed or not _in_form(line):
                _check_line(line, place, area, concept)
            columns = [column.split("; ") for column in line.split(" | ")]
            plain = [_unmarked(column) for column in columns]
            for column in plain:
                if len(set(column)) != len(column):
                    twice = next(term for term in column if column.count(term) > 1)
                    _refuse(place, area, concept, f"{twice!r} found twice in a column", "once")
            areas[concept] = area
            for lang, marked, unmarked in zip(LANGUAGES, columns, plain, strict=False):
                written[lang][concept] = marked
                terms[lang][concept] = unmarked
            if len(columns) > len(LANGUAGES):
                stated[concept] = columns[-1]
    for key, listed in (("markets", markets), ("loose", loose)):
        if unknown := sorted(listed - areas.keys()):
            raise LanguageError(f"{place}: {key} {unknown!r} found, expected concepts of this file")
    return Terms(
        terms=MappingProxyType({lang: MappingProxyType(terms[lang]) for lang in LANGUAGES}),
        areas=MappingProxyType(areas),
        opposites=MappingProxyType(_symmetric(stated, areas, place)),
        _written=written,
        _names=names,
        _markets=markets,
        _firm=frozenset(concept for concept, area in areas.items() if area in firm) - loose,
        _spelling=spelling,
        _indexes={},
    )


def _in_form(line: str) -> bool:
    return "  " not in line and _LINE.fullmatch(line) is not None


def _unmarked(terms: list[str]) -> tuple[str, ...]:
    joined = "".join(terms)
    if "^" in joined or "~" in joined:
        return tuple(term.lstrip("^").replace("~", "") for term in terms)
    return tuple(terms)


def _settings(
    tables: Mapping[str, object], place: str
) -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str], dict[str, str]]:
    columns, names, markets, firm, loose, spelling = (tables.get(key) for key in _SETTINGS)
    if columns != _COLUMNS:
        raise LanguageError(f"{place}: columns {columns!r} found, expected {_COLUMNS!r}")
    lists: dict[str, frozenset[str]] = {}
    for key, found in (("names", names), ("firm", firm or [])):
        if not isinstance(found, list) or not all(isinstance(tables.get(name), dict) for name in found):
            raise LanguageError(f"{place}: {key} {found!r} found, expected a list of tables of this file")
        lists[key] = frozenset(found)
    for key, found in (("markets", markets), ("loose", loose or [])):
        if not isinstance(found, list) or not all(isinstance(concept, str) for concept in found):
            raise LanguageError(f"{place}: {key} {found!r} found, expected a list of concepts of this file")
        lists[key] = frozenset(found)
    if not isinstance(spelling, dict) or not all(isinstance(other, str) for other in spelling.values()):
        raise LanguageError(f"{place}: spelling {spelling!r} found, expected a table of words")
    for word, other in spelling.items():
        if not (other.isalnum() and other == other.lower() and word == word.lower() and word != other):
            raise LanguageError(f"{place}: [spelling] {word}: {other!r} found, expected another word in lower case")
    return lists["names"], lists["markets"], lists["firm"], lists["loose"], spelling


def _refuse(place: str, area: str, concept: str, found: str, expected: str) -> None:
    raise LanguageError(f"{place}: [{area}] {concept}: {found}, expected {expected}")


def _check_line(line: object, place: str, area: str, concept: str) -> None:
    """Raise for what is wrong with a line that is not plainly in order; return where it is right after all."""
    parts = line.split(" | ") if isinstance(line, str) else []
    if len(parts) not in (2, 3):
        _refuse(place, area, concept, f"{line!r} found", "'Vietnamese | English' or 'Vietnamese | English | ids'")
    for part in parts:
        for term in part.split("; "):
            bare = term.lstrip("^")
            if not bare.strip():
                _refuse(
                    place, area, concept, f"an empty term found in {part!r}", "words between the signs '; ' and ' | '"
                )
            if term != term.lower():
                _refuse(place, area, concept, f"{term!r} found", f"lower case: {term.lower()!r}")
            if not unicodedata.is_normalized("NFC", term):
                _refuse(place, area, concept, f"{term!r} found", "its NFC form")
    if not _in_form(str(line)):
        _refuse(
            place,
            area,
            concept,
            f"{line!r} found",
            "terms between '; ' and ' | ' with single spaces, at most three '^' before each",
        )


def _symmetric(stated: Mapping[str, list[str]], areas: Mapping[str, str], place: str) -> dict[str, frozenset[str]]:
    both: dict[str, set[str]] = {}
    for concept, others in stated.items():
        for other in others:
            if other not in areas:
                _refuse(place, areas[concept], concept, f"opposite {other!r} found", "the id of a concept")
            if other == concept:
                _refuse(place, areas[concept], concept, "itself found as its opposite", "another concept")
            both.setdefault(concept, set()).add(other)
            both.setdefault(other, set()).add(concept)
    return {concept: frozenset(others) for concept, others in both.items()}


def _first(term: str) -> str:
    """The first token of *term*."""
    match = _TOKEN.search(term.lstrip("^"))
    return match[0] if match else ""


def _plural(term: str) -> str:
    """*term* with its last word in the regular English plural; empty where it has none ("goods", "ran~ into")."""
    last = term[-1]
    if not "a" <= last <= "z" or len(term) < 3 or "~" in term:
        return ""
    if last == "y":
        return term + "s" if term[-2] in "aeiou" else term[:-1] + "ies"
    if last in "xz" or term.endswith(("ss", "us", "ch", "sh")):
        return term + "es"
    return "" if last == "s" else term + "s"


def _verb_forms(term: str) -> Iterator[str]:
    """The four regular forms of the verb that carries the "~" of *term*, with the words around it."""
    verb, _, after = term.partition("~")
    yield verb + after
    if verb.endswith("e"):
        stems = (verb + "s", verb + "d", verb[:-1] + "ing")
    elif verb.endswith("y") and verb[-2:-1] not in ("a", "e", "i", "o", "u"):
        stems = (verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    else:
        third = "es" if verb.endswith(("s", "x", "z", "ch", "sh")) else "s"
        stems = (verb + third, verb + "ed", verb + "ing")
    for stem in stems:
        yield stem + after


def _english_spellings(spelling: Mapping[str, str]) -> Callable[[str], tuple[str, ...]]:
    pairs = [*spelling.items(), *((word + "s", other + "s") for word, other in spelling.items())]
    others = {one: (other,) for pair in pairs for one, other in (pair, pair[::-1])}
    return lambda word: others.get(word, ())


@cache
def _vietnamese_spellings(syllable: str) -> tuple[str, ...]:
    """The other usual spelling of *syllable*: thủy and thuỷ, tỉ and tỷ. Only syllables of the list are asked for."""
    if _VOWEL_ALONE.fullmatch(syllable):
        return (syllable.translate(_OTHER_VOWEL),)
    other = _OTHER_TONE.get(syllable[-2:])
    # After "q" the "u" belongs to the consonant: "quý" has one vowel.
    return (syllable[:-2] + other,) if other and syllable[-3:-2] != "q" else ()
