"""Bytes to characters. Nothing is dropped or guessed in silence: whatever was not certain is said in ``note``."""

from __future__ import annotations

import codecs
import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from checker.errors import ReadError
from checker.languages.pages import page_words


class Decoded(NamedTuple):
    """``text`` with LF line ends, as ``open(newline=None)`` gives it; ``note`` says what was lost, else empty."""

    text: str
    encoding: str
    note: str = ""


# What a file is when it begins like this, for the message; a text never does.
MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"RIFF", "a RIFF file (image, sound or film)"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip container (docx, xlsx, odt, epub, zip)"),
    (b"PK\x05\x06", "an empty zip container"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or password-protected Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
)

# Characters that no text holds: C0 controls but tab, LF, VT, FF, CR and escape, and DEL.
_CONTROLS = bytes([*range(9), *range(14, 27), *range(28, 32), 127])
_CONTROL_CHARS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# Share of control characters from which a file is binary rather than a text with a slip in it.
_BINARY_SHARE = 0.02
# Bytes that are not UTF-8, as a share of the sequences that are, up to which a file counts as damaged UTF-8.
_DAMAGED_SHARE = 0.1
_SNIFF_BYTES = 65_536

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> Decoded:
    """The text of *data*: UTF-8, UTF-16/32, windows-1258, TCVN3, VNI or windows-1252.

    A UTF-8 byte-order mark stays in the text as U+FEFF, so that offsets match ``read_text("utf-8")``.
    Raises ReadError for what is not text.
    """
    kind = magic(data)
    if kind:
        raise ReadError(f"expected text, found {kind}")
    found = _by_mark(data) or _as_utf8(data) or _without_mark(data) or _as_damaged_utf8(data) or _as_single_bytes(data)
    return found._replace(text=translated(found.text))


def magic(data: bytes) -> str:
    """What *data* is by its first bytes, when that is not text; else empty."""
    return next((name for start, name in MAGIC if data.startswith(start)), "")


def translated(text: str) -> str:
    """*text* with universal newlines."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _wide(data, encoding)
    return None


def _wide(data: bytes, encoding: str) -> Decoded | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, errors="replace")
        return _clean(text, encoding, f"byte {data[error.start]:#04x} at offset {error.start} is not {encoding}")
    return _clean(text, encoding)


def _as_utf8(data: bytes) -> Decoded | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if len(data.translate(None, _CONTROLS)) == len(data):
        return Decoded(text, "utf-8")
    # A NUL at every second byte is UTF-16 without its mark, which is valid UTF-8 while all letters are ASCII.
    return _without_mark(data) or _clean(text, "utf-8")


def _clean(text: str, encoding: str, note: str = "") -> Decoded:
    """*text* with a note on its control characters; raises ReadError where there are too many for a text."""
    found = _CONTROL_CHARS.findall(text)
    if len(found) > max(2, _BINARY_SHARE * len(text)):
        raise ReadError(f"expected text, found binary data ({len(found)} control characters in {len(text)})")
    if found:
        first = text.index(found[0])
        kept = f"{len(found)} control characters, the first U+{ord(found[0]):04X} at character {first}"
        note = f"{note}; {kept}" if note else kept
    return Decoded(text, encoding, note)


def _without_mark(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: the high bytes of Latin and Vietnamese letters are 00, 01, 03, 1E or 20."""
    head = data[: _SNIFF_BYTES // 16 * 2]
    if len(head) < 4:
        return None
    for high, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        highs, lows = head[high::2], head[1 - high :: 2]
        known = len(highs) - len(highs.translate(None, b"\x00\x01\x03\x1e\x20"))
        if known >= 0.95 * len(highs) and highs.count(0) >= 0.3 * len(highs) and lows.count(0) <= 0.02 * len(lows):
            return _wide(data, encoding)
    return None


def _as_damaged_utf8(data: bytes) -> Decoded | None:
    text = data.decode("utf-8", errors="replace")
    bad = text.count("�")
    good = len(text) - bad - sum(1 for byte in data if byte < 0x80)
    if bad > max(1, _DAMAGED_SHARE * good) or not good:
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _clean(
            text, "utf-8", f"{bad} bytes are not UTF-8, the first {data[error.start]:#04x} at byte {error.start}"
        )
    return None


def _as_single_bytes(data: bytes) -> Decoded:
    """One byte per letter: the Vietnamese encoding that gives the most Vietnamese words, else windows-1252."""
    high = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    head = data[:_SNIFF_BYTES]
    scored = [(_vietnamese_share(decoder(head)), name) for name, decoder in _DECODERS.items()]
    share, name = max(scored)
    if share >= _VIETNAMESE_SHARE:
        return _single(data, name)
    western = head.decode("cp1252", errors="replace")
    if high <= 0.2 * len(data) and _english_share(western) >= _ENGLISH_SHARE and "�" not in western:
        return _clean(data.decode("cp1252", errors="replace"), "windows-1252")
    return _guessed(data)


def _single(data: bytes, name: str) -> Decoded:
    text = _DECODERS[name](data)
    lost = text.count("�")
    return _clean(text, name, f"{lost} bytes are not {name}, the first at character {text.index('�')}" if lost else "")


def _guessed(data: bytes) -> Decoded:
    """The likeliest encoding, always with a note; raises ReadError where nothing fits."""
    first = next(at for at, byte in enumerate(data) if byte >= 0x80)
    place = f"byte {data[first]:#04x} at offset {first} is not UTF-8"
    # Too many controls in every reading: settle it before the slow guess.
    _clean(data.decode("latin-1"), "latin-1")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SNIFF_BYTES]).best()
    if best is None or best.encoding in ("utf_8", "ascii"):
        raise ReadError(f"expected text in a known encoding, found none that fits: {place}")
    text = data.decode(best.encoding, errors="replace")
    return _clean(text, best.encoding, f"{place}; read as {best.encoding}, which is a guess")


# Share of frequent words among all words from which a text is in the language; real texts have 0.3 and more,
# a wrong decoding of a Vietnamese text stays under 0.05.
_VIETNAMESE_SHARE = 0.12
_ENGLISH_SHARE = 0.12
# As above, for a text that is good Unicode as it stands: more must speak for it.
_DISGUISED_SHARE = 0.25
_WORDS = re.compile(r"[^\W\d_]+")


def _share(text: str, common: frozenset[str]) -> float:
    words = _WORDS.findall(unicodedata.normalize("NFC", text).lower())
    return sum(word in common for word in words) / len(words) if words else 0.0


def _vietnamese_share(text: str) -> float:
    # Words in plain ASCII look alike in every encoding and would speak for all of them.
    words = [word for word in _WORDS.findall(unicodedata.normalize("NFC", text).lower()) if not word.isascii()]
    common = page_words("vi").common
    return sum(word in common for word in words) / len(words) if words else 0.0


def _english_share(text: str) -> float:
    return _share(text, page_words("en").common)


def _from_1258(data: bytes) -> str:
    return data.decode("cp1258", errors="replace")


def _from_tcvn3(data: bytes) -> str:
    return data.decode("latin-1").translate(_legacy().tcvn3)


def _from_vni(data: bytes) -> str:
    legacy = _legacy()
    text = data.decode("cp1252", errors="replace")
    return legacy.vni_pair.sub(lambda m: legacy.vni[m[0]], text)


_DECODERS = {"windows-1258": _from_1258, "TCVN3": _from_tcvn3, "VNI": _from_vni}


class _Legacy(NamedTuple):
    tcvn3: dict[int, str]
    vni: dict[str, str]
    vni_pair: re.Pattern[str]


@lru_cache(maxsize=1)
def _legacy() -> _Legacy:
    tables = tomllib.loads(files("checker.ingest").joinpath("legacy.toml").read_text(encoding="utf-8"))
    tcvn3 = {int(first, 16) + step: letter for first, row in tables["tcvn3"].items() for step, letter in enumerate(row)}
    letters: dict[str, str] = tables["vni"]["letters"]
    vni = dict(letters)
    for mark, accent in tables["vni"]["marks"].items():
        for vowel in ("a", "e", "i", "o", "u", "y", "ô", "ö"):
            letter = unicodedata.normalize("NFC", letters.get(vowel, vowel) + accent)
            if len(letter) == 1:
                vni[vowel + mark] = letter
    for spelled, letter in list(vni.items()):
        vni[spelled.upper()] = letter.upper()
        vni[spelled[0].upper() + spelled[1:]] = letter.upper()
    longest_first = sorted(vni, key=lambda spelled: (-len(spelled), spelled))
    return _Legacy(tcvn3, vni, re.compile("|".join(map(re.escape, longest_first))))


_MODERN = re.compile("[\u0110\u0111\u01a0\u01a1\u01af\u01b0\u0102\u0103\u1ea0-\u1ef9\u0300-\u0309\u0323]")


def disguised(text: str) -> str:
    """The legacy encoding whose bytes this text shows as if they were Latin letters, else empty.

    Such a file is valid UTF-8 ("Mêng Kh¬ng"), but its words are not the words that a reader sees in the old font.
    """
    head = text[:20_000]
    if head.isascii() or _MODERN.search(head):
        return ""
    letters = sum(1 for char in head if char >= "\u0080")
    if letters < 0.05 * len(head):
        return ""
    # Letters of Latin-1 alone can write good Vietnamese ("ngày 30-4-1975"): the other reading must say more.
    plain = _vietnamese_share(head)
    for name, codec in (("TCVN3", "latin-1"), ("VNI", "cp1252")):
        share = _vietnamese_share(_DECODERS[name](head.encode(codec, errors="replace")))
        if share >= _DISGUISED_SHARE and share > plain:
            return name
    return ""
