"""Rule 5: geometry once, colours every time; one client, and nothing from another host."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.architecture.source import Finding, called, calls, imported, modules, within

MAPVIEW = "pages/_ui/mapview.py"
HEAVY = frozenset(
    {
        *("dataframe", "data_editor", "table", "map", "pydeck_chart", "altair_chart"),
        *("vega_lite_chart", "bar_chart", "line_chart", "area_chart", "scatter_chart"),
    }
)
REBUILT = frozenset({"GeoJson", "Choropleth", "TopoJson", "GeoJsonTooltip", "GeoJsonPopup"})
ADDRESS = re.compile(r"""(?:https?:|["'(])//[\w.-]+""")
NAMESPACE = re.compile(r"http://www\.w3\.org/(?:2000/svg|1999/xlink|1999/xhtml)")


def heavy_widgets(root: Path) -> list[Finding]:
    """Streamlit's own tables, charts and maps where areas are shown."""
    return [
        module.finding(call, f"uses {called(call)}")
        for module in modules(root, "pages/**/*.py")
        for call in calls(module.tree)
        if called(call).count(".") and called(call).rpartition(".")[2] in HEAVY
    ]


def rebuilt_layers(root: Path) -> list[Finding]:
    """Folium layers that carry geometry in the script, folium outside of maps, its plugins."""
    found = []
    for module in modules(root, "geo/**/*.py", "pages/**/*.py"):
        for node, name in imported(module.tree):
            if within(name, "folium.plugins", "branca.colormap"):
                found.append(module.finding(node, f"{name} loads from other hosts"))
            elif within(name, "folium", "branca") and module.path != "geo/maps.py":
                found.append(module.finding(node, "uses folium: only geo/maps.py may"))
            if name.rpartition(".")[2] in REBUILT:
                found.append(module.finding(node, f"imports {name}"))
        found += [
            module.finding(call, f"rebuilds geometry with {called(call)}")
            for call in calls(module.tree)
            if called(call).rpartition(".")[2] in REBUILT
        ]
    return found


def chatty_maps(root: Path) -> list[Finding]:
    """Calls of st_folium outside of the map view, or that send anything back on a pan or zoom."""
    found = []
    for module in modules(root, "pages/**/*.py"):
        for call in calls(module.tree):
            if called(call).rpartition(".")[2] != "st_folium":
                continue
            if module.path != MAPVIEW:
                found.append(module.finding(call, "calls st_folium: only the map view may"))
            if not _returns_nothing(call):
                found.append(module.finding(call, "st_folium without returned_objects=[]"))
    return found


def other_hosts(root: Path) -> list[Finding]:
    """Addresses of other hosts in the client's scripts and styles."""
    found = []
    for suffix in ("js", "css", "html"):
        for path in sorted(root.glob(f"pages/_ui/client/**/*.{suffix}")):
            text = path.read_text(encoding="utf-8")
            for number, line in enumerate(text.splitlines(), start=1):
                for match in ADDRESS.finditer(NAMESPACE.sub("", line)):
                    place = path.relative_to(root).as_posix()
                    found.append(Finding(place, number, f"names a host: {match.group()}"))
    return found


def _returns_nothing(call: ast.Call) -> bool:
    return any(
        keyword.arg == "returned_objects"
        and isinstance(keyword.value, ast.List | ast.Tuple)
        and not keyword.value.elts
        for keyword in call.keywords
    )
