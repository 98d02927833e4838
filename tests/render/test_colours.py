"""The colours of diffs are readable on the backgrounds that the explorer has: WCAG 2's AA, computed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from cpp_versions.render import html

_THEMES = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
_VARIABLES = dict(re.findall(r"--(cv-\w+): (#[0-9a-f]{6})", html.stylesheet()))
_MARKS = re.findall(
    r"\.(cv-\w+) \{[^}]*?--cv-ground: color-mix\(in srgb, var\(--(cv-\w+)\) (\d+)%, transparent\)", html.stylesheet()
)
_OPACITIES = [float(value) for value in re.findall(r"opacity: (0?\.\d+)", html.stylesheet())]
_BACKGROUNDS = ("backgroundColor", "secondaryBackgroundColor")

Colour = tuple[float, float, float]


def colour(text: str) -> Colour:
    red, green, blue = (int(text[k : k + 2], 16) / 255 for k in (1, 3, 5))
    return red, green, blue


def mixed(top: Colour, share: float, below: Colour) -> Colour:
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(top, below, strict=True))
    return red, green, blue


def luminance(shown: Colour) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in shown)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_stylesheet_is_read_as_it_is_written() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert {name for name, _, _ in _MARKS} == {"cv-ins", "cv-del", "cv-from", "cv-to"}
    assert set(_VARIABLES) == {"cv-green", "cv-red", "cv-blue"}
    assert _OPACITIES


@pytest.mark.parametrize("background", _BACKGROUNDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_links_in_marks(scheme: str, background: str) -> None:
    theme = _THEMES[scheme]
    page = colour(theme[background])
    for name, variable, share in _MARKS:
        mark = mixed(colour(_VARIABLES[variable]), int(share) / 100, page)
        assert contrast(colour(theme["textColor"]), mark) >= 4.5, name
        assert contrast(colour(theme["linkColor"]), mark) >= 4.5, name
        # what tells a mark to those who don't see its colour: the line through or below, a graphical object
        assert contrast(colour(_VARIABLES[variable]), mark) >= 3, name


@pytest.mark.parametrize("background", _BACKGROUNDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pale_text_and_the_lines_beside_alineas(scheme: str, background: str) -> None:
    theme = _THEMES[scheme]
    page = colour(theme[background])
    for opacity in _OPACITIES:
        assert contrast(mixed(colour(theme["textColor"]), opacity, page), page) >= 4.5
    for name, value in _VARIABLES.items():
        assert contrast(colour(value), page) >= 3, name
