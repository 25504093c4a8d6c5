import json


def text(lines, remarks):
    """The table as people read it."""
    rows = [("row", "what", "measured", "at most", "", "")]
    for line in lines:
        measured = "-" if line.figure is None else f"{short(line.figure)} {line.unit}".strip()
        bar = "" if line.bar is None else f"{short(line.bar)} {line.unit}".strip()
        verdict = "" if line.bar is None else "ok" if line.is_met else "missed"
        rows.append((line.row, line.what, measured, bar, verdict, line.detail))
    widths = [max(len(row[i]) for row in rows) for i in range(5)]
    out = []
    for row in rows:
        cells = [row[0].ljust(widths[0]), row[1].ljust(widths[1]), row[2].rjust(widths[2]), row[3].rjust(widths[3]),
                 row[4].ljust(widths[4]), row[5]]
        out.append("  ".join(cells).rstrip())
    out.insert(1, "-" * max(map(len, out)))
    return "\n".join(out + [""] + remarks)


def short(figure):
    if abs(figure) >= 100:
        return f"{figure:.0f}"
    return f"{figure:.3g}"


def json_text(lines, remarks):
    """The table as programs read it."""
    return json.dumps({"lines": [dict(vars(line), met=line.is_met) for line in lines], "remarks": remarks}, indent=1)
