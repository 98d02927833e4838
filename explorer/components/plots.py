"""Charts of figures through time: curves, bars, a calendar. Each has a table beside it where it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from explorer.components.charts import scale
from explorer.words import Words

__all__ = ["bars", "calendar", "curves"]

_COLOURS = ("#3d7ab5", "#c77700", "#2a8f5b", "#8a5fb0", "#c4492f")
_SHADES = ("#b9d3ea", "#6fa3d0", "#3d7ab5", "#1f4e79", "#0d2c4a")
_FRAME = {"left": 8, "right": 8, "top": 28, "bottom": 40, "containLabel": True}


def curves(
    labels: Sequence[str], series: Mapping[str, Sequence[float]], words: Words, second: str = ""
) -> dict[str, Any]:
    """Curves over the same labels; the series named `second` has an axis of its own on the right."""
    axes = scale(max((max(values) for name, values in series.items() if name != second), default=0), words.number)
    if second:
        axes += scale(max(series[second], default=0), words.number, right=True)
    return {
        "animation": False,
        "tooltip": {"trigger": "axis", "valueFormatter": "localized"},
        "legend": {"bottom": 0},
        "grid": _FRAME,
        "xAxis": {"type": "category", "data": list(labels)},
        "yAxis": axes,
        "series": [
            {
                "type": "line",
                "name": name,
                "data": list(values),
                "yAxisIndex": 2 if name == second else 0,
                "showSymbol": False,
                "lineStyle": {"width": 2, "type": "dashed" if name == second else "solid"},
                "itemStyle": {"color": _COLOURS[place % len(_COLOURS)]},
            }
            for place, (name, values) in enumerate(series.items())
        ],
    }


def bars(values: Mapping[str, float], name: str, words: Words) -> dict[str, Any]:
    """One bar for each label."""
    return {
        "animation": False,
        "tooltip": {"trigger": "axis", "valueFormatter": "localized"},
        "grid": {**_FRAME, "bottom": 8},
        "xAxis": {
            "type": "category",
            "data": list(values),
            "axisLabel": {"interval": 0, "width": 46, "overflow": "break", "lineHeight": 14},
        },
        "yAxis": scale(max(values.values(), default=0), words.number),
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


def calendar(days: Mapping[date, int], years: Sequence[int], words: Words, *, dark: bool) -> dict[str, Any]:
    """A row of weeks for each year, a cell for each day that has a count."""
    ink, line = ("#e8e8e8", "#555555") if dark else ("#333333", "#cccccc")
    return {
        "animation": False,
        "tooltip": {"trigger": "item"},
        "visualMap": {
            "type": "piecewise", "orient": "horizontal", "left": "center", "bottom": 0, "dimension": 1,
            "pieces": [
                {
                    "min": low, **({"max": high} if high else {}), "color": shade,
                    "label": f"{low}–{high}" if high else f"{low}+",
                }
                for (low, high), shade in zip(
                    ((1, 2), (3, 9), (10, 49), (50, 199), (200, 0)), _SHADES[::-1] if dark else _SHADES, strict=True
                )
            ],
            "textStyle": {"color": ink}, "itemWidth": 14, "itemGap": 7, "textGap": 4,
        },
        "calendar": [
            {
                "top": 30 + place * 132, "left": 44, "right": 8, "range": str(year), "cellSize": ["auto", 13],
                "dayLabel": {"show": False},
                "monthLabel": {"nameMap": words.months, "color": ink, "fontSize": 9, "margin": 4},
                "yearLabel": {"color": ink, "fontSize": 13, "margin": 24},
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
