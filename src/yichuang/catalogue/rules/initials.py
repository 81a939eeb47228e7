"""How an item is found by what people type: pinyin initials, two-character words, their own words. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MOST_READINGS = 12  # of one name: the usual one and those that differ in one character
LONGEST = 60  # characters of a name that are spelt
_DROPPED = re.compile(r"[\W_]+")


def plain_text(text: str) -> str:
    """Text as it is compared: full-width forms narrowed, lower case, no spaces, no punctuation."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text)).lower()


def spellings(text: str) -> tuple[str, ...]:
    """The pinyin initials of a text, the usual reading first; letters and digits stand for themselves.

    A character that is read in several ways (行, 长, 会) follows its word; what a word does not decide
    is spelt in each way once, with the usual reading of all others.
    Source: CAT-018; wish 5 of the users' paper.
    """
    from pypinyin import Style, pinyin  # noqa: PLC0415 - its dictionary takes half a second to load

    text = plain_text(text)[:LONGEST]
    usual = pinyin(text, style=Style.FIRST_LETTER)
    every = pinyin(text, style=Style.FIRST_LETTER, heteronym=True)
    first = [readings[0] for readings in usual]
    others = (
        "".join([*first[:place], reading, *first[place + 1 :]])
        for place, readings in enumerate(every)
        for reading in readings
        if reading != first[place]
    )
    return tuple(dict.fromkeys(["".join(first), *others]))[:MOST_READINGS]


def initials_column(name: str, synonyms: Iterable[str] = ()) -> str:
    """What is stored for the search by initials: "|spjyxk|kcg|": each spelling behind a bar."""
    every = [*spellings(name), *(spelling for word in synonyms for spelling in spellings(word))]
    return "|" + "".join(f"{spelling}|" for spelling in dict.fromkeys(every) if spelling)


def text_column(name: str, synonyms: Iterable[str], *more: str) -> str:
    """What is stored for the search by words: "|name|synonym|department|", as compared."""
    parts = [plain_text(part) for part in (name, *synonyms, *more)]
    return "|" + "".join(f"{part}|" for part in parts if part)
