"""Change through time, drawn: articles added, modified and removed, by version or by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from cpp_versions.answers import ConsolidatedVersion
from explorer.words import Words

__all__ = ["by_version", "by_year", "curves", "scale", "spec"]

_Bars = dict[str, tuple[int, int, int]]
_NONE = [0, 0, 0]
_LINES = 6
_CURVES = ("#3d7ab5", "#c4492f", "#2a8f5b", "#a67c00", "#8a5fb0", "#4d8f8f", "#b0507f", "#7a7a7a")
_COLOURS = {"added": "#2a8f5b", "modified": "#3d7ab5", "removed": "#c4492f"}


def scale(most: float, number: Callable[[int], str], *, right: bool = False) -> list[dict[str, Any]]:
    """Two axes from 0 to `most` and above: one that measures, and one that writes its numbers as the reader does.

    ECharts groups thousands by commas alone.
    """
    step = next(step for step in _steps() if step * _LINES >= most)
    top = step * max(1, -(-int(most) // step))
    side = {"position": "right" if right else "left"}
    lines = {"splitLine": {"show": False}} if right else {}
    return [
        {
            "type": "value",
            "min": 0,
            "max": top,
            "interval": step,
            "axisLabel": {"show": False},
            "axisTick": {"show": False},
            "axisLine": {"show": False},
            **side,
            **lines,
        },
        {
            "type": "category",
            "data": [number(n) for n in range(0, top + 1, step)],
            "boundaryGap": False,
            "axisTick": {"show": False},
            "axisLine": {"show": False},
            "axisPointer": {"show": False},
            **side,
        },
    ]


def _steps() -> Iterator[int]:
    """1, 2, 5, 10, 20, 50 and so on."""
    size = 1
    while True:
        yield from (size, 2 * size, 5 * size)
        size *= 10


def by_year(versions: Sequence[ConsolidatedVersion]) -> _Bars:
    """Sums by year, years without a change included; versions whose date is lost are left out."""
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for version in versions:
        if version.date:
            for place, n in enumerate((version.added, version.modified, version.removed)):
                sums[version.date.year][place] += n
    if not sums:
        return {}
    found: _Bars = {}
    for year in range(min(sums), max(sums) + 1):
        added, modified, removed = sums.get(year, _NONE)
        found[str(year)] = (added, modified, removed)
    return found


def by_version(versions: Sequence[ConsolidatedVersion]) -> _Bars:
    """One bar for each dated version."""
    return {str(v.date): (v.added, v.modified, v.removed) for v in versions if v.date}


def spec(bars: _Bars, words: Words) -> dict[str, Any]:
    """The chart of the bars, stacked."""
    series = [
        {
            "type": "bar",
            "name": words(name),
            "stack": "all",
            "data": [values[place] for values in bars.values()],
            "itemStyle": {"color": colour},
            "barMaxWidth": 48,
            "selectedMode": "single",
            "emphasis": {"focus": "none"},
            "select": {"itemStyle": {"borderWidth": 0}},
        }
        for place, (name, colour) in enumerate(_COLOURS.items())
    ]
    return {
        "animation": False,
        "tooltip": {"trigger": "axis", "valueFormatter": "localized"},
        "legend": {"bottom": 0},
        "grid": {"left": 8, "right": 8, "top": 16, "bottom": 40, "containLabel": True},
        "xAxis": {"type": "category", "data": list(bars)},
        "yAxis": scale(max(map(sum, bars.values()), default=0), words.number),
        "series": series,
    }


def curves(names: Sequence[str], values: Mapping[str, Sequence[int]], words: Words) -> dict[str, Any]:
    """Curves over one axis of names, each told apart by its line as well as its colour."""
    lines = ("solid", "dashed", "dotted")
    series = [
        {
            "type": "line",
            "name": name,
            "data": list(numbers),
            "showSymbol": False,
            "lineStyle": {"width": 2.5, "type": lines[place % len(lines)]},
            "itemStyle": {"color": _CURVES[place % len(_CURVES)]},
        }
        for place, (name, numbers) in enumerate(values.items())
    ]
    return {
        "animation": False,
        "tooltip": {"trigger": "axis", "valueFormatter": "localized"},
        "legend": {"bottom": 0, "type": "scroll"},
        "grid": {"left": 8, "right": 16, "top": 16, "bottom": 40, "containLabel": True},
        "xAxis": {"type": "category", "data": list(names), "boundaryGap": False},
        "yAxis": scale(max((max(numbers, default=0) for numbers in values.values()), default=0), words.number),
        "series": series,
    }
