"""From bytes to letters: which encoding a file has, and how to undo a wrong reading made by somebody else.

Arabic was written in Windows-1256 and ISO-8859-6 before it was written in Unicode, and bytes do not say which. Bytes
that are not UTF-8 are judged by charset-normalizer, among the encodings in which Arabic news is found.

Mojibake is a wrong reading that was saved: "Ø§Ù„" (UTF-8 read as Windows-1252), "ط§ظ„" (UTF-8 read as Windows-1256),
"ÇáÑ" (Windows-1256 read as Latin-1). It is undone only where the result is Arabic and the input is not.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from explore.text import ARABIC, clean_surrogates

LOST = "\N{REPLACEMENT CHARACTER}"

# UTF-32 before UTF-16, whose mark is the beginning of the mark of UTF-32.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
# What is tried of bytes that are not UTF-8, and what the report says of each.
_NOTES = {
    "cp1256": "read as Windows-1256",
    "iso8859-6": "read as ISO-8859-6",
    "cp1252": "not UTF-8 and not Arabic, read as Windows-1252",
    "utf-16-le": "UTF-16-LE without byte-order mark",
    "utf-16-be": "UTF-16-BE without byte-order mark",
}
_CONTROL = re.compile(f"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f{LOST}]")
# The high bytes of Arabic and Latin letters in UTF-16, which no text in another encoding holds.
_WIDE = re.compile(rb"[\x00\x06]")


class Decoded(NamedTuple):
    """A text, the encoding it was in, and what had to be done to it (None when nothing)."""

    text: str
    encoding: str
    note: str | None


def decode(data: bytes) -> Decoded:
    """Return the text of `data`: by its byte-order mark, as UTF-8, or as charset-normalizer judges it.

    Notes
    -----
    Bytes in which charset-normalizer recognises no encoding are read as UTF-8 with some bytes broken (a file cut in the
    middle of a letter), each replaced by U+FFFD.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], name)
    wide = _WIDE.search(data, 0, 4000) is not None
    if not wide and _is_utf8(data):
        return Decoded(data.decode(), "utf-8", None)
    return _judged(data, wide=wide) or _lenient(data, "utf-8")


def _judged(data: bytes, *, wide: bool) -> Decoded | None:
    import charset_normalizer

    candidates = [name for name in _NOTES if name.startswith("utf") == wide]
    best = charset_normalizer.from_bytes(data, cp_isolation=candidates).best()
    name = best.encoding.replace("_", "-") if best else ""
    return Decoded(str(best), name, _NOTES[name]) if name in candidates else None


def _lenient(data: bytes, name: str) -> Decoded:
    try:
        return Decoded(data.decode(name), name, None)
    except UnicodeDecodeError:
        return Decoded(data.decode(name, "replace"), name, f"bytes that are no {name.upper()} replaced by {LOST}")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def decode_lines(data: bytes) -> tuple[str, dict[int, str], str | None]:
    r"""Decode a file whose lines may differ in encoding: (text, {line number: note}, note for the whole file).

    Files that several programs wrote to hold lines in several encodings: those that are UTF-8 are taken as such, the
    rest are judged together. Lines end with \n and are numbered from 0.
    """
    whole = decode(data)
    if whole.note is None or whole.encoding.startswith("utf-16"):
        return whole.text, {}, whole.note
    lines = data.split(b"\n")
    odd = [k for k, line in enumerate(lines) if not _is_utf8(line)]
    fine = sum(not line.isascii() for line in lines) - len(odd)
    if len(odd) > fine and whole.encoding != "utf-8":
        return whole.text, {}, whole.note
    judged = decode(b"\n".join(lines[k] for k in odd))
    notes = dict.fromkeys(odd, judged.note or "")
    texts = [line.decode(judged.encoding if k in notes else "utf-8", "replace") for k, line in enumerate(lines)]
    return "\n".join(texts).removeprefix("\ufeff"), notes, None


# UTF-8 read as Latin-1 or Windows-1252: Ø, Ù, Ú or Û (bytes D8 to DB), then a byte from 80 to BF in either reading; or
# the same done twice, which makes Ã and one of four of Ø itself.
_TAIL_1252 = "\u0080-\u00bf" + "".join(bytes([b]).decode("cp1252", "ignore") for b in range(0x80, 0xA0))
_AS_1252 = re.compile(f"(?:[ØÙÚÛ][{_TAIL_1252}]){{2}}|(?:Ã[\u0098-\u009b˜™š›]Â?.){{2}}")
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
    undone: dict[str, None] = {}
    for _ in range(3):  # a text may have been misread more than once
        text, what = _undo(text)
        if what is None:
            break
        undone[what] = None
    return text, " then ".join(undone) or None


def _undo(text: str) -> tuple[str, str | None]:
    # Looking for single letters first is much faster: no Arabic is without alef (A7, C7) or lam (84, E1, E4).
    fixed, what = text, None
    if any(letter in text for letter in "ØÙÃ") and _AS_1252.search(text):
        fixed, what = _undo_1252(text), "UTF-8 that was read as Latin-1 or Windows-1252"
    if fixed == text and ("ط§" in text or "ظ„" in text) and _AS_1256.search(text):
        fixed = _reread(text, "cp1256", "utf-8")
        if fixed == text:  # only some of it was misread
            fixed = _AS_1256.sub(lambda match: _reread(match.group(), "cp1256", "utf-8"), text)
        what = "UTF-8 that was read as Windows-1256"
    if fixed == text and any(letter in text for letter in "Çáä") and _AS_LATIN.search(text):
        fixed, what = _undo_latin(text)
    return (fixed, what) if fixed != text else (text, None)


def _undo_1252(text: str) -> str:
    import ftfy

    fixed = _reread(text, "latin-1", "utf-8")
    if fixed == text:
        # ftfy also has opinions on quotation marks, ligatures and spaces: only its repair of encodings is wanted.
        fixed = "\n".join(ftfy.fix_encoding(k) if _AS_1252.search(k) else k for k in text.split("\n"))
    more_arabic = len(ARABIC.findall(fixed)) > len(ARABIC.findall(text))
    return fixed if more_arabic or _AS_1252.search(fixed) else text


def _undo_latin(text: str) -> tuple[str, str | None]:
    import ftfy.bad_codecs

    ftfy.bad_codecs.ok()  # Windows-1252 with its five holes filled, as browsers read it
    for wrong in ("latin-1", "sloppy-windows-1252"):
        try:
            read = _judged(text.encode(wrong), wide=False)
        except UnicodeError:
            continue
        # French has accents too: the result must be Arabic through and through.
        if read and read.encoding != "cp1252" and not re.search("[À-ÿ]{2}", read.text):
            return read.text, f"{_NOTES[read.encoding].removeprefix('read as ')} that was read as Latin-1"
    return text, None


def _reread(text: str, wrong: str, right: str) -> str:
    try:
        return text.encode(wrong).decode(right)
    except UnicodeError:
        return text


def clean(text: str) -> tuple[str, int]:
    r"""Replace what no file of tables can hold, NULs and lone surrogates: (text, how many were replaced).

    Examples
    --------
    >>> clean("a\x00b")
    ('a�b', 1)
    """
    if "\x00" not in text:
        try:
            text.encode()
        except UnicodeEncodeError:
            pass
        else:
            return text, 0
    cleaned = clean_surrogates(text).replace("\x00", LOST)
    return cleaned, max(cleaned.count(LOST) - text.count(LOST), 1)


def is_text(text: str) -> bool:
    """Say whether decoded bytes are text: few control characters and lost letters, or more letters of Arabic."""
    sample = repair_mojibake(text[:20_000])[0]
    return len(_CONTROL.findall(sample)) <= max(len(sample) / 20, len(ARABIC.findall(sample)))
