import json, statistics

# The columns on an earlier program, which are there if one is; and those whose cells are figures.
BESIDE = ("new/earlier", "at most", "", "the pairs")
RIGHT = (2, 3, 5, 6)


def text(lines, remarks):
    """The table as people read it."""
    rows = [("row", "what", "measured", "at most", "", *BESIDE, "")]
    for line in lines:
        measured = "-" if line.figure is None else f"{short(line.figure)} {line.unit}".strip()
        bar = "" if line.bar is None else f"{short(line.bar)} {line.unit}".strip()
        rows.append((line.row, line.what, measured, bar, verdict(line), *beside(line.beside), line.detail))
    if not any(line.beside for line in lines):
        rows = [row[:5] + row[-1:] for row in rows]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]) - 1)]
    out = []
    for row in rows:
        cells = [row[i].rjust(width) if i in RIGHT else row[i].ljust(width) for i, width in enumerate(widths)]
        out.append("  ".join([*cells, row[-1]]).rstrip())
    out.insert(1, "-" * max(map(len, out)))
    return "\n".join(out + [""] + remarks)


def beside(it):
    """The cells on how it stands beside an earlier program."""
    if it is None:
        return "", "", "", ""
    if it.failure:
        return "", "", "", "earlier program: failed"
    if it.median is None:
        return "-", "", "", "nothing to compare"
    bar = "" if it.bar is None else f"{short(it.bar)} x"
    pairs = f"{min(it.ratios):.3f}..{max(it.ratios):.3f} of {len(it.ratios)}"
    if it.first:
        pairs += f", at first {statistics.median(it.first):.3f} of {len(it.first)}"
    return f"{it.median:.3f} x", bar, verdict(it), pairs


def verdict(it):
    return "" if it.bar is None else "ok" if it.is_met else "missed"


def short(figure):
    if abs(figure) >= 100:
        return f"{figure:.0f}"
    return f"{figure:.3g}"


def json_text(lines, remarks):
    """The table as programs read it."""
    return json.dumps({"lines": [line_json(line) for line in lines], "remarks": remarks}, indent=1)


def line_json(line):
    beside = line.beside and dict(vars(line.beside), median=line.beside.median, met=line.beside.is_met)
    return dict(vars(line), met=line.is_met, beside=beside)
