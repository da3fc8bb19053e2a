"""Patterns of the models, which are those of Java and ECMAScript, as patterns of Python.

AWS compares the whole value with a pattern, whether it has anchors or not.
"""
import re
import sys
import unicodedata
from functools import lru_cache

_SURROGATES = re.compile(r"\\u[dD]([89abAB][0-9a-fA-F]{2})\\u[dD]([c-fC-F][0-9a-fA-F]{2})")
_PROPERTY = re.compile(r"\\p\{(\w+)\}")
_POSIX = {
    "Alnum": "0-9A-Za-z",
    "Alpha": "A-Za-z",
    "Digit": "0-9",
    "Graph": "!-~",
    "Print": " -~",
    "Punct": r"!-/:-@\[-`{-~",
    "ASCII": r"\x00-\x7f",
}
# In a class, a dash after an escape such as \w stands for itself.
_DASH_AFTER_CLASS = re.compile(r"(\\[wdsWDS])-(?!\])")
_INLINE_FLAG = re.compile(r"\(\?i\)")


@lru_cache(maxsize=None)
def _category(name: str) -> str:
    """The inside of a class of all characters of a Unicode category, such as L or Nd."""
    ranges, start = [], None
    for point in range(sys.maxunicode + 2):
        inside = point <= sys.maxunicode and unicodedata.category(chr(point)).startswith(name)
        if inside and start is None:
            start = point
        elif not inside and start is not None:
            ranges.append((start, point - 1))
            start = None
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


def _joined(match: re.Match) -> str:
    """A surrogate pair is one character."""
    high, low = (int(f"d{part}", 16) for part in match.groups())
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"


def _property(match: re.Match) -> str:
    name = match.group(1)
    return _POSIX[name] if name in _POSIX else _category(name)


def _in_python(pattern: str) -> str:
    pattern = _SURROGATES.sub(_joined, pattern)
    # Outside of a class, a property is a class.
    parts = re.split(r"(\[(?:\\.|[^\]\\])*\])", pattern)
    for index, part in enumerate(parts):
        if index % 2:
            parts[index] = _DASH_AFTER_CLASS.sub(r"\1\\-", _PROPERTY.sub(_property, part))
        else:
            parts[index] = _PROPERTY.sub(lambda match: f"[{_property(match)}]", part)
    text = "".join(parts)
    if _INLINE_FLAG.search(text):
        text = "(?i)" + _INLINE_FLAG.sub("", text)  # Python takes it at the beginning only
    return text


@lru_cache(maxsize=None)
def compiled(pattern: str) -> re.Pattern:
    """A model's pattern. @raises ValueError where it has what is not known here."""
    try:
        return re.compile(_in_python(pattern))
    except (re.error, KeyError) as error:
        raise ValueError(f"pattern {pattern}: {error}") from error


def fits(pattern: str, text: str) -> bool:
    """Whether a text fits a model's pattern."""
    return compiled(pattern).fullmatch(text) is not None
