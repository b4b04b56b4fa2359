"""Texts in a workbook: as XML, with escapes for the signs that XML can't hold."""

import re
from xml.etree.ElementTree import Element

__all__ = ["decoded", "text_in"]

_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TEXT, _RUN = f"{_NAMESPACE}t", f"{_NAMESPACE}r"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def decoded(text: str) -> str:
    r"""Read ``_xHHHH_`` as the sign with that number (ECMA-376, ST_Xstring), once.

    Where somebody wrote just that, its first sign is escaped itself, as ``_x005F_``.

    >>> decoded("satu_x000D_\ndua"), decoded("lihat _x005F_x000D_")
    ('satu\r\ndua', 'lihat _x000D_')
    """
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def text_in(element: Element) -> str:
    """Give the text of a cell or of the table of texts: its runs, without how they are spoken."""
    parts = [
        part.text or ""
        for one in element
        for part in (one.iterfind(_TEXT) if one.tag == _RUN else (one,))
        if part.tag == _TEXT
    ]
    return decoded("".join(parts))
