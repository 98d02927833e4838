"""Charts of figures through time: curves, bars, a calendar. Each has a table beside it where it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

__all__ = ["bars", "calendar", "curves", "parts"]

_COLOURS = ("#3d7ab5", "#c77700", "#2a8f5b", "#8a5fb0", "#c4492f")
_SHADES = ("#b9d3ea", "#6fa3d0", "#3d7ab5", "#1f4e79", "#0d2c4a")
_FRAME = {"left": 8, "right": 8, "top": 28, "bottom": 40, "containLabel": True}


def curves(labels: Sequence[str], series: Mapping[str, Sequence[float]], second: str = "") -> dict[str, Any]:
    """Curves over the same labels; the series named `second` has an axis of its own on the right."""
    return {
        "animation": False,
        "tooltip": {"trigger": "axis", "valueFormatter": "localized"},
        "legend": {"bottom": 0},
        "grid": _FRAME,
        "xAxis": {"type": "category", "data": list(labels)},
        "yAxis": [{"type": "value"}, {"type": "value", "splitLine": {"show": False}}] if second else {"type": "value"},
        "series": [
            {
                "type": "line",
                "name": name,
                "data": list(values),
                "yAxisIndex": 1 if name == second else 0,
                "showSymbol": False,
                "lineStyle": {"width": 2, "type": "dashed" if name == second else "solid"},
                "itemStyle": {"color": _COLOURS[place % len(_COLOURS)]},
            }
            for place, (name, values) in enumerate(series.items())
        ],
    }


def bars(values: Mapping[str, float], name: str) -> dict[str, Any]:
    """One bar for each label."""
    return {
        "animation": False,
        "tooltip": {"trigger": "axis", "valueFormatter": "localized"},
        "grid": {**_FRAME, "bottom": 8},
        "xAxis": {"type": "category", "data": list(values), "axisLabel": {"interval": 0}},
        "yAxis": {"type": "value"},
        "series": [
            {
                "type": "bar",
                "name": name,
                "data": list(values.values()),
                "itemStyle": {"color": _COLOURS[0]},
                "barMaxWidth": 64,
            }
        ],
    }


def parts(labels: Sequence[str], series: Mapping[str, Sequence[int]], *, dark: bool) -> dict[str, Any]:
    """A bar for each part of a plan, the first on top, one colour for each series."""
    colours = ("#2a8f5b", "#3d7ab5", "#c4492f")
    return {
        "animation": False,
        "tooltip": {"trigger": "axis", "valueFormatter": "localized", "confine": True},
        "legend": {"bottom": 0},
        "grid": {"left": 8, "right": 16, "top": 8, "bottom": 40, "containLabel": True},
        "xAxis": {"type": "value", "minInterval": 1},
        "yAxis": {
            "type": "category", "data": list(labels), "inverse": True,
            "axisLabel": {
                "width": 190, "overflow": "truncate", "fontSize": 11, "color": "#f2f2f2" if dark else "#2b2b2b",
            },
        },
        "series": [
            {
                "type": "bar", "name": name, "stack": "all", "data": list(values), "barMaxWidth": 16,
                "itemStyle": {"color": colour},
            }
            for (name, values), colour in zip(series.items(), colours, strict=False)
        ],
    }  # fmt: skip


def calendar(days: Mapping[date, int], years: Sequence[int], *, dark: bool) -> dict[str, Any]:
    """A row of weeks for each year, a cell for each day that has a count."""
    ink, line = ("#e8e8e8", "#555555") if dark else ("#333333", "#cccccc")
    return {
        "animation": False,
        "tooltip": {"trigger": "item"},
        "visualMap": {
            "type": "piecewise", "orient": "horizontal", "left": "center", "bottom": 0, "dimension": 1,
            "pieces": [
                {"min": low, **({"max": high} if high else {}), "color": shade}
                for (low, high), shade in zip(
                    ((1, 2), (3, 9), (10, 49), (50, 199), (200, 0)), _SHADES[::-1] if dark else _SHADES, strict=True
                )
            ],
            "textStyle": {"color": ink},
        },
        "calendar": [
            {
                "top": 30 + place * 132, "left": 56, "right": 12, "range": str(year), "cellSize": ["auto", 13],
                "dayLabel": {"show": False}, "monthLabel": {"nameMap": "fr", "show": False},
                "yearLabel": {"color": ink, "fontSize": 13, "margin": 30},
                "itemStyle": {"color": "transparent", "borderColor": line, "borderWidth": 0.5},
                "splitLine": {"lineStyle": {"color": ink, "width": 1}},
            }
            for place, year in enumerate(years)
        ],
        "series": [
            {
                "type": "heatmap", "coordinateSystem": "calendar", "calendarIndex": place, "selectedMode": "single",
                "data": [[str(day), n] for day, n in days.items() if day.year == year],
            }
            for place, year in enumerate(years)
        ],
    }  # fmt: skip
