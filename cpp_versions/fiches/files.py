"""One file that holds one fiche: XML, or JSON as in the npm package. Bounded in size and depth; no entity is declared.

Refused, with one line that says what to do: a file that declares a document type or entities, isn't well-formed, is a
page in HTML, has another root than `Publication`, or is larger than 16 MB (the largest fiche known has 3).
"""

from __future__ import annotations

import json
import re
from typing import Any

from lxml import etree

from cpp_versions.errors import SourceError
from cpp_versions.fiches.tree import read_publication
from cpp_versions.fiches.values import Fiche

__all__ = ["LARGEST", "is_html", "looks_like_json", "looks_like_xml", "read_json", "read_xml"]

LARGEST = 16 << 20
_MOST_NODES = 400_000
_DEEPEST = 200
_NAME = re.compile(r"[A-Za-zÀ-ÿ_][\wÀ-ÿ.-]{0,60}")
_DC = "http://purl.org/dc/elements/1.1/"
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)


def is_html(start: bytes) -> bool:
    """Whether a file begins as a page in HTML does."""
    head = start[:2048].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return head.startswith((b"<!doctype html", b"<html")) or (head.startswith(b"<!--") and b"<html" in head)


def looks_like_xml(start: bytes) -> bool:
    """Whether a file begins as a fiche in XML does."""
    return (
        re.search(rb"<Publication[\s>]", start[:8192]) is not None and start.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<"
    )


def looks_like_json(start: bytes) -> bool:
    """Whether a file begins as a fiche of the npm package does."""
    return start.lstrip()[:1] == b"{" and re.search(rb'"name"\s*:\s*"Publication"', start[:2048]) is not None


def read_xml(content: bytes, name: str) -> Fiche:
    """The fiche of an XML file; `name` is how messages call it. Raises SourceError."""
    _check_size(content, name)
    if is_html(content):
        raise SourceError(f"{name}: a page in HTML, not a fiche: save the page as text (.txt), or take the fiche's XML")
    if _DECLARES.search(content):
        raise SourceError(f"{name}: declares a document type or entities, which no fiche does: refused")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        told = "".join(c for c in " ".join(str(error).split())[:160] if c.isprintable())
        raise SourceError(f"{name}: not well-formed XML ({told}): download the fiche again") from None
    if root.getroottree().docinfo.internalDTD is not None:  # in another encoding than the bytes looked through
        raise SourceError(f"{name}: declares a document type or entities, which no fiche does: refused")
    if root.tag != "Publication":
        shown = "".join(c for c in str(root.tag)[:60] if c.isprintable())
        raise SourceError(f"{name}: its root is {shown!r}, not 'Publication': not a fiche of service-public")
    return read_publication(root, "xml", name)


def read_json(content: bytes, name: str) -> Fiche:
    """The fiche of a JSON file of the npm package. Raises SourceError."""
    _check_size(content, name)
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{name}: not JSON ({str(error)[:120]}): download the package again") from None
    children = document.get("children") if isinstance(document, dict) else None
    found = next(
        (one for one in children or () if isinstance(one, dict) and one.get("name") == "Publication"), None
    ) if isinstance(children, list) else None  # fmt: skip
    if found is None:
        raise SourceError(f"{name}: JSON without a 'Publication': not a fiche of service-public")
    return read_publication(_element(found, name), "json", name)


def _check_size(content: bytes, name: str) -> None:
    if len(content) > LARGEST:
        raise SourceError(f"{name}: larger than {LARGEST >> 20} MB: no fiche is")


def _element(tree: dict[str, Any], name: str) -> etree._Element:
    """The JSON tree as an element of XML; what isn't as the package writes it is left out."""
    root = etree.Element("Publication")
    _attributes(root, tree)
    waiting: list[tuple[etree._Element, Any, int]] = [(root, tree.get("children"), 0)]
    nodes = 0
    while waiting:
        parent, children, depth = waiting.pop()
        if not isinstance(children, list) or depth > _DEEPEST:
            continue
        last: etree._Element | None = None
        for child in children:
            nodes += 1
            if nodes > _MOST_NODES:
                raise SourceError(f"{name}: more than {_MOST_NODES} elements: no fiche has")
            if not isinstance(child, dict):
                continue
            if child.get("type") == "text" and isinstance(child.get("text"), str):
                _append(parent, last, child["text"])
            elif child.get("type") == "element" and isinstance(child.get("name"), str):
                tag = child["name"]
                space, _, local = tag.rpartition(":")
                if not _NAME.fullmatch(local) or space not in ("", "dc"):
                    continue
                last = etree.SubElement(parent, f"{{{_DC}}}{local}" if space else local)
                _attributes(last, child)
                waiting.append((last, child.get("children"), depth + 1))
    return root


def _append(parent: etree._Element, last: etree._Element | None, text: str) -> None:
    text = "".join(c if c.isprintable() or c in "\n\t" else " " for c in text)
    if last is None:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def _attributes(element: etree._Element, node: dict[str, Any]) -> None:
    attributes = node.get("attributes")
    for key in ("ID", "URL", "spUrl", "type"):
        value = attributes.get(key) if isinstance(attributes, dict) else None
        if isinstance(value, str) and value.isprintable():
            element.set(key, value)
