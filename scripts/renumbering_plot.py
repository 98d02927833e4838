"""Draws the calibration of a model: how often links of a score are right."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

__all__ = ["draw"]

_SIDE = 520
_MARGIN = 70
_BINS = (0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97, 1.0)
_INK, _PALE, _BLUE = "#222222", "#bbbbbb", "#1f5fa8"


def draw(path: Path, scores: np.ndarray, right: np.ndarray) -> None:
    """Writes the chart, and prints its figures: mean score, share right and number of links of each range of scores."""
    image = Image.new("RGB", (_SIDE + 2 * _MARGIN, _SIDE + 2 * _MARGIN), "white")
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=14)

    def at(x: float, y: float) -> tuple[float, float]:
        return _MARGIN + x * _SIDE, _MARGIN + (1 - y) * _SIDE

    for step in range(11):
        value = step / 10
        pen.line([at(value, 0), at(value, 1)], fill="#eeeeee")
        pen.line([at(0, value), at(1, value)], fill="#eeeeee")
        pen.text(at(value, -0.02), f"{value:.1f}", fill=_INK, font=font, anchor="mt")
        pen.text(at(-0.02, value), f"{value:.1f}", fill=_INK, font=font, anchor="rm")
    pen.line([at(0, 0), at(1, 1)], fill=_PALE, width=2)
    pen.rectangle([at(0, 1), at(1, 0)], outline=_INK)
    pen.text(at(0.5, -0.09), "score of the link", fill=_INK, font=font, anchor="mm")
    pen.text(
        (_MARGIN, _MARGIN / 2), "share of links that are right (number of links)", fill=_INK, font=font, anchor="lm"
    )
    print("\nCalibration, on sections that the model wasn't fitted on")
    places = []
    for low, high in itertools.pairwise(_BINS):
        some = (scores >= low) & (scores < high if high < 1 else scores <= high)
        count = int(some.sum())
        if not count:
            continue
        mean, share = float(scores[some].mean()), float(right[some].mean())
        print(f"  scored {low:.2f} to {high:.2f}: {count:4d} links, mean score {mean:.2f}, right {share:.2f}")
        places.append((mean, share, count))
    pen.line([at(mean, share) for mean, share, _ in places], fill=_BLUE, width=3)
    for mean, share, count in places:
        x, y = at(mean, share)
        pen.ellipse([x - 6, y - 6, x + 6, y + 6], fill=_BLUE)
        pen.text((x + 10, y + 10), str(count), fill=_BLUE, font=font, anchor="lt")
    image.save(path, optimize=True)
