"""XML as text: elements with their words, whatever characters these hold."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def storable(text: str) -> str:
    r"""The text with U+FFFD for each character that XML cannot hold; as long as it was.

    >>> storable("a\x00b")
    'a\ufffdb'
    """
    return _NO_XML.sub("\ufffd", text)


def child(parent: ET.Element, name: str, words: str | None = None, **attributes: str | None) -> ET.Element:
    """A new last element of `parent`; attributes that are None are left out."""
    given = {key: storable(value) for key, value in attributes.items() if value is not None}
    element = ET.SubElement(parent, name, given)
    element.text = None if words is None else storable(words)
    return element


def document(root: ET.Element) -> str:
    """The whole document. Its words are what a parser gives back, line ends included."""
    # A parser makes a line feed of a carriage return unless it is written as a reference.
    written = ET.tostring(root, encoding="unicode").replace("\r", "&#13;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'
