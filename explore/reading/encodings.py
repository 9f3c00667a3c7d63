"""From bytes to letters: which encoding a file has, and how to undo a wrong reading made by somebody else.

Arabic was written in Windows-1256 and ISO-8859-6 before it was written in Unicode. Bytes do not say which; but a wrong
reading gives letters that no Arabic text has in such numbers. So each candidate is decoded and the one whose letters
are most like Arabic wins: ا ل ي م و ن make up half of a real text and next to nothing of a wrong reading.

Mojibake is such a wrong reading that was saved: "Ø§Ù„" (UTF-8 read as Windows-1252), "ط§ظ„" (UTF-8 read as
Windows-1256), "ÇáÑ" (Windows-1256 read as Latin-1). It is undone only where the result is Arabic and the input is not.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import NamedTuple

from explore.text import clean_surrogates

LOST = "\N{REPLACEMENT CHARACTER}"

# Per cent of the letters in 3,000 articles of Arabic news (3.6 million letters).
_FREQUENCY = {
    "ا": 14.8, "ل": 11.3, "ي": 8.1, "م": 6.2, "و": 5.4, "ن": 5.2, "ر": 5.0, "ت": 4.8, "ب": 3.6, "ع": 3.2, "د": 3.1,
    "ة": 3.1, "س": 2.6, "ف": 2.6, "ق": 2.3, "ه": 2.1, "أ": 2.1, "ك": 1.9, "ح": 1.7, "ج": 1.3, "إ": 1.0, "ش": 1.0,
    "ص": 0.9, "ط": 0.9, "ى": 0.8, "خ": 0.8, "ض": 0.7, "ز": 0.6, "ث": 0.6, "ذ": 0.6, "ئ": 0.5, "غ": 0.5, "ء": 0.3,
    "ظ": 0.2, "ؤ": 0.1, "آ": 0.1,
}  # fmt: skip
_EXPECTED = sum(share * share for share in _FREQUENCY.values()) / 100
_NEUTRAL = set(
    "«»“”‘’„…–—•،؛؟٪ـ\u00a0\u200c\u200d\u200e\u200f\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652٠١٢٣٤٥٦٧٨٩"
)
# UTF-32 before UTF-16, whose mark is the beginning of the other's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_NAMES = {"cp1256": "Windows-1256", "iso8859-6": "ISO-8859-6", "cp1252": "Windows-1252"}


class Decoded(NamedTuple):
    """A text, the encoding it was in, and what had to be done to it (None when nothing)."""

    text: str
    encoding: str
    note: str | None


def likeness(text: str) -> float:
    """Say how much the letters of `text` beyond ASCII are like those of Arabic: about 1 for Arabic, near 0 else.

    Examples
    --------
    >>> round(likeness("أعلن الرئيس الروسي عن الاجتماع")) , round(likeness("ÇáÑÆíÓ Ø§Ù„"))
    (1, 0)
    """
    counts = Counter(text[:20_000])
    total, score = 0, 0.0
    for char, n in counts.items():
        if char > "\x7f" and char not in _NEUTRAL:
            total += n
            score += n * _FREQUENCY.get(char, 0.0)
    return score / total / _EXPECTED if total else 0.0


def decode(data: bytes) -> Decoded:
    """Return the text of `data`: by its byte-order mark, as UTF-8, or by what reads most like Arabic.

    Notes
    -----
    Bytes that are no UTF-8 are tried as UTF-16, Windows-1256, ISO-8859-6 and as UTF-8 with some bytes broken (a file
    cut in the middle of a letter). Where nothing reads like Arabic, Windows-1252 is taken and the note says so.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], name)
    wide = _wide(data)
    if wide:
        return _lenient(data, wide)._replace(note=f"{wide.upper()} without byte-order mark")
    try:
        return Decoded(data.decode("utf-8"), "utf-8", None)
    except UnicodeDecodeError:
        pass
    broken = _lenient(data, "utf-8")
    best, best_score = broken, likeness(broken.text)
    for name, label in _NAMES.items():
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        score = likeness(text)
        if score > best_score:
            best, best_score = Decoded(text, name, f"read as {label}"), score
    if best_score < 0.3 and 2 * broken.text.count(LOST) > sum(char > "\x7f" for char in broken.text):
        # No Arabic in any reading, and not some other script with a few bytes broken.
        western = data.decode("cp1252", "replace")
        return Decoded(western, "cp1252", "not UTF-8 and not Arabic, read as Windows-1252")
    return best


def _lenient(data: bytes, name: str) -> Decoded:
    try:
        return Decoded(data.decode(name), name, None)
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
        return Decoded(text, name, f"bytes that are no {name.upper()} replaced by {LOST}")


def _wide(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark: every second byte is one of the few high bytes of Arabic or ASCII."""
    sample = data[:4000]
    if len(sample) < 8 or len(data) % 2:
        return None
    for name, high, low in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        share = sum(high.count(byte) for byte in (0x00, 0x06)) / len(high)
        if share > 0.8 and low.count(0) < len(low) / 20 and high.count(6) + high.count(0) > 2 * low.count(6):
            return name
    return None


def decode_lines(data: bytes) -> tuple[str, dict[int, str], str | None]:
    r"""Decode a file whose lines may differ in encoding: (text, {line number: note}, note for the whole file).

    Files that several programs wrote to hold lines in several encodings: those that are UTF-8 are taken as such, the
    rest are judged together. Lines end with \n and are numbered from 0.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE)) or _wide(data):
        whole = decode(data)
        return whole.text, {}, whole.note
    try:
        return data.decode("utf-8-sig"), {}, None
    except UnicodeDecodeError:
        pass
    lines = data.removeprefix(codecs.BOM_UTF8).split(b"\n")
    odd = [k for k, line in enumerate(lines) if not _is_utf8(line)]
    fine = sum(1 for line in lines if not line.isascii()) - len(odd)
    whole = decode(b"\n".join(lines))
    if fine <= 2 * len(odd) and whole.encoding != "utf-8" and likeness(whole.text) > 0.7:
        return whole.text, {}, whole.note
    encoding = decode(b"\n".join(lines[k] for k in odd)).encoding
    notes, texts, bad = {}, [], set(odd)
    for k, line in enumerate(lines):
        if k in bad:
            one = decode(line) if encoding == "utf-8" else Decoded(line.decode(encoding, "replace"), encoding, None)
            notes[k] = one.note or f"read as {_NAMES.get(encoding, encoding)}"
            texts.append(one.text)
        else:
            texts.append(line.decode("utf-8"))
    return "\n".join(texts), notes, None


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


# UTF-8 read as Latin-1 or Windows-1252: Ø, Ù, Ú or Û (bytes D8 to DB), then a byte from 80 to BF in either reading.
_TAIL_1252 = "\u0080-\u00bf" + "".join(bytes([b]).decode("cp1252", "ignore") for b in range(0x80, 0xA0))
_AS_1252 = re.compile(f"(?:[ØÙÚÛ][{_TAIL_1252}]){{2}}")
# The same done twice: Ø itself became Ã and one of four.
_TWICE = re.compile("(?:Ã[\u0098-\u009b˜™š›]Â?.){2}")
# UTF-8 read as Windows-1256: the same bytes D8 and D9 are ط and ظ there.
_TAIL_1256 = "".join(re.escape(bytes([b]).decode("cp1256")) for b in range(0x80, 0xC0))
_AS_1256 = re.compile(f"(?:[طظ][{_TAIL_1256}] ?){{3,}}")
# Windows-1256 or ISO-8859-6 read as Latin-1: words made of accented capitals and small letters only.
_AS_LATIN = re.compile("[À-ÿ]{4}|[À-ÿ]{2,3} [À-ÿ]{2,}")


def repair_mojibake(text: str) -> tuple[str, str | None]:
    """Undo a wrong reading: (repaired text, what was undone), or (text, None) where there is none.

    Examples
    --------
    >>> repair_mojibake("ÇáÑÆíÓ ÇáÑæÓí")
    ('الرئيس الروسي', 'Windows-1256 that was read as Latin-1')
    >>> repair_mojibake("ط§ظ„ط±ط¦ظٹط³")
    ('الرئيس', 'UTF-8 that was read as Windows-1256')
    >>> repair_mojibake("الرئيس الروسي")
    ('الرئيس الروسي', None)
    """
    done: list[str] = []
    for _ in range(3):  # a text may have been misread more than once
        fixed, what = _undo(text)
        if what is None:
            break
        text = fixed
        done.append(what)
    return text, " then ".join(dict.fromkeys(done)) or None


def _undo(text: str) -> tuple[str, str | None]:
    # Looking for single letters first is much faster: no Arabic is without alef (A7, C7) or lam (84, E1, E4).
    if "Ã" in text and _TWICE.search(text):
        fixed = _undo_1252(text)
        if fixed != text and _AS_1252.search(fixed):
            return fixed, "UTF-8 that was read as Latin-1 or Windows-1252"
    if ("Ø" in text or "Ù" in text) and _AS_1252.search(text):
        fixed = _undo_1252(text)
        if fixed != text and likeness(fixed) > likeness(text):
            return fixed, "UTF-8 that was read as Latin-1 or Windows-1252"
    if ("ط§" in text or "ظ„" in text) and _AS_1256.search(text):
        fixed = _undo_1256(text)
        if fixed != text:
            return fixed, "UTF-8 that was read as Windows-1256"
    if ("Ç" in text or "á" in text or "ä" in text) and _AS_LATIN.search(text):
        return _undo_latin(text)
    return text, None


def _undo_1252(text: str) -> str:
    whole = _reread(text, "latin-1", "utf-8")
    if whole != text:
        return whole
    import ftfy

    # ftfy also has opinions on quotation marks, ligatures and spaces: only its repair of encodings is wanted.
    lines = text.split("\n")
    return "\n".join(ftfy.fix_encoding(k) if _AS_1252.search(k) or _TWICE.search(k) else k for k in lines)


def _undo_1256(text: str) -> str:
    try:
        return text.encode("cp1256").decode("utf-8")
    except UnicodeError:  # only some of it was misread
        return _AS_1256.sub(lambda match: _reread(match.group(), "cp1256", "utf-8"), text)


def _reread(text: str, wrong: str, right: str) -> str:
    try:
        return text.encode(wrong).decode(right)
    except UnicodeError:
        return text


def _undo_latin(text: str) -> tuple[str, str | None]:
    import ftfy.bad_codecs

    ftfy.bad_codecs.ok()  # Windows-1252 with its five holes filled, as browsers read it
    before = likeness(text)
    best, what = text, None
    for right in ("cp1256", "iso8859-6"):
        for wrong in ("latin-1", "sloppy-windows-1252"):
            fixed = _reread(text, wrong, right)
            score = likeness(fixed)
            # French has accents too: the result must be Arabic through and through.
            if fixed != text and score > max(before, 0.6) and not re.search("[À-ÿ]{2}", fixed):
                best, what, before = fixed, f"{_NAMES[right]} that was read as Latin-1", score
    return best, what


def clean(text: str) -> tuple[str, int]:
    r"""Replace what no file of tables can hold, NULs and lone surrogates: (text, how many were replaced).

    Examples
    --------
    >>> clean("a\x00b")
    ('a�b', 1)
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        mended = clean_surrogates(text)
        n = mended.count(LOST) - text.count(LOST) + text.count("\x00")
        return mended.replace("\x00", LOST), max(n, 1)
    n = text.count("\x00")
    return (text.replace("\x00", LOST), n) if n else (text, 0)


def is_text(text: str) -> bool:
    """Say whether decoded bytes are text at all: few control characters, or letters of Arabic."""
    sample = text[:20_000]
    control = sum(
        1 for char in sample if (char < " " and char not in "\t\n\r\f") or char == LOST or "\x7f" <= char < "\xa0"
    )
    return control <= len(sample) / 20 or likeness(repair_mojibake(sample)[0]) > 0.6
