"""Which column is which: the names that corpora, scrapers and newsrooms give to the same eight facts.

A corpus may call the body `content`, `full_text` or النص. Names are compared without case, separators, marks or
byte-order marks, so that "Published At", `publishedAt` and `published_at` are one. A caller's own mapping comes
first; where two columns could serve, the earlier in the list below is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from explore.errors import BadInput
from explore.text import fold

SYNONYMS: dict[str, tuple[str, ...]] = {
    "article_id": (
        "article_id", "id", "_id", "doc_id", "document_id", "news_id", "story_id", "post_id", "uuid", "guid",
        "المعرف", "معرف", "معرف المقال", "رقم المقال", "رقم الخبر",
    ),
    "title": (
        "title", "headline", "heading", "article_title", "news_title", "title_text",
        "العنوان", "عنوان", "عنوان الخبر", "عنوان المقال", "عنوان المقالة",
    ),
    "text": (
        "text", "content", "body", "full_text", "article_text", "article_body", "article_content", "main_text",
        "raw_text", "plain_text", "clean_text", "news_text", "story_text", "article", "story",
        "النص", "نص", "نص الخبر", "نص المقال", "نص المقالة", "المتن", "متن", "المحتوى", "محتوى", "النص الكامل",
        "الخبر", "المقال", "المقالة",
    ),
    "outlet": (
        "outlet", "publisher", "newspaper", "source_name", "source", "site_name", "media_name", "media_outlet", "media",
        "website", "site", "domain", "channel",
        "المصدر", "مصدر", "الصحيفة", "صحيفة", "الجريدة", "الناشر", "الموقع", "الوسيلة", "وسيلة الإعلام", "القناة",
    ),
    "url": (
        "url", "link", "permalink", "href", "web_url", "article_url", "source_url", "uri",
        "الرابط", "رابط", "رابط الخبر",
    ),
    "author": (
        "author", "authors", "byline", "writer", "journalist", "reporter", "creator",
        "الكاتب", "كاتب", "المؤلف", "مؤلف", "المحرر", "الصحفي", "اسم الكاتب",
    ),
    "section": (
        "section", "section_name", "category", "categories", "rubric", "desk",
        "القسم", "قسم", "التصنيف", "تصنيف", "الفئة", "الباب",
    ),
    "language": ("language", "lang", "language_code", "اللغة", "لغة"),
    "published": (
        "published", "published_at", "published_time", "published_date", "published_on", "publication_date",
        "publication_time", "publish_date", "publish_time", "pub_date", "date_published", "date_publish", "date_time",
        "date",
        "timestamp", "time", "posted_at", "created_at", "date_created", "date_extracted", "date_download", "crawled_at",
        "تاريخ النشر", "وقت النشر", "تاريخ الخبر", "تاريخ المقال", "التاريخ", "تاريخ", "نشر في",
    ),
    "dating": ("dating",),
    "dating_evidence": ("dating_evidence",),
}  # fmt: skip

#: Columns that hold when a page was collected, which is the publication date at best roughly.
COLLECTED = ("date_extracted", "date_download", "crawled_at", "created_at", "date_created")
#: What a metadata file beside text files calls the name of a file.
FILE_NAMES = ("file", "file_name", "path", "name", "document", "الملف", "اسم الملف", "ملف")


def key(name: object) -> str:
    """Return `name` as it is compared: folded, without separators.

    Examples
    --------
    >>> key("\ufeffPublished At") == key("publishedAt") == key("published_at")
    True
    """
    return re.sub(r"[\W_]+", "", fold(str(name)))


#: The names above as they are compared: those of each column, and all of them.
KEYS = {ours: tuple(key(name) for name in names) for ours, names in SYNONYMS.items()}
EVERY_KEY = frozenset(one for keys in KEYS.values() for one in keys)
_COLLECTED = {key(name) for name in COLLECTED}
_FILE_NAMES = tuple(key(name) for name in FILE_NAMES)


def check_mapping(columns: Mapping[str, str] | None) -> dict[str, str]:
    """Return `columns` as a dict, or raise BadInput where it maps to something that is no column of ours."""
    if columns is None:
        return {}
    if not isinstance(columns, Mapping):
        raise BadInput(
            f"columns must map their names to ours, as {{'source': 'outlet'}}. Found: {type(columns).__name__}."
        )
    chosen = {str(theirs): str(ours) for theirs, ours in columns.items()}
    for theirs, ours in chosen.items():
        if ours not in SYNONYMS:
            swapped = f" Did you mean {{{ours!r}: {theirs!r}}}?" if theirs in SYNONYMS else ""
            raise BadInput(f"columns maps {theirs!r} to {ours!r}, which is none of {', '.join(SYNONYMS)}.{swapped}")
        if list(chosen.values()).count(ours) > 1:
            raise BadInput(f"columns maps more than one column to {ours!r}. Keep one of them.")
    return chosen


def map_columns(names: Iterable[object], chosen: Mapping[str, str]) -> dict[str, str]:
    """Return {our name: their name} for the columns `names` of a table; `chosen` ({theirs: ours}) comes first.

    Examples
    --------
    >>> map_columns(["المصدر", "full_text", "Date Published", "n"], {})
    {'text': 'full_text', 'outlet': 'المصدر', 'published': 'Date Published'}
    """
    found = [str(name) for name in names]
    keys: dict[str, str] = {}
    for name in found:
        keys.setdefault(key(name), name)  # of two columns with one name the first is taken
    mapped = {}
    for theirs, ours in chosen.items():
        here = theirs if theirs in found else keys.get(key(theirs))
        if here is not None:
            mapped[ours] = here
    for ours, candidates in KEYS.items():
        free = [keys[k] for k in candidates if k in keys and keys[k] not in mapped.values()]
        if ours not in mapped and free:
            mapped[ours] = free[0]
    return mapped


def is_collected(name: str) -> bool:
    """Say whether a column of this name holds the time of collection rather than of publication."""
    return key(name) in _COLLECTED


def file_column(names: Iterable[str]) -> str | None:
    """Return the column of a metadata file that holds the names of files."""
    keys = {key(name): name for name in names}
    return next((keys[k] for k in _FILE_NAMES if k in keys), None)


def unique(names: Iterable[object]) -> list[str]:
    """Return column names as strings, a number after each repeated one, so that no column hides another.

    Examples
    --------
    >>> unique(["text", "text", None])
    ['text', 'text (2)', '']
    """
    seen: dict[str, int] = {}
    result = []
    for name in names:
        label = "" if name is None else str(name)
        seen[label] = seen.get(label, 0) + 1
        result.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return result
