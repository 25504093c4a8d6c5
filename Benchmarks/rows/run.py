import re

from harness.line import Line
from harness.measure import ratio, seconds

FILES = 100


def closing(bench):
    """Most tasks that open here are overtaken."""
    yield from durable(bench, "run", bench.four, 2.5)


def keeping(bench):
    """Every task that opens stays."""
    head, rules = bench.parts_of_four()
    kept = [re.sub(r"(?m)^(  task )", r"  keep\n\1", rule) if "unless" in rule else rule for rule in rules]
    yield from durable(bench, "keep", bench.rules("keep", head + "".join(kept)), 6)


def durable(bench, row, rules, bar):
    events = bench.events(bench.sized(1_000_000))
    expected = bench.tasks_open_at_the_end(rules, events)
    wrong = []

    def drain():
        with open(events, "rb") as lines:
            folder = bench.spool_of(row, pieces(lines))
        sample, difference = drained(bench, rules, folder, expected)
        wrong.append(difference)
        return sample

    samples = bench.rounds(row, {"outreachd": drain, "DuckDB": bench.duckdb(events)})
    own, duckdb = samples["outreachd"], samples["DuckDB"]
    yield Line(f"run, durable, {len(expected)} tasks stay, CPU over DuckDB's", ratio(own, duckdb), "x", bar,
               f"{seconds(own)} / {seconds(duckdb)}")
    yield Line("  wall over its own CPU", ratio(own, [Wall(s.cpu) for s in own], lambda s: s.wall), "x", 2,
               f"{seconds(own, lambda s: s.wall)} / {seconds(own)}")
    yield Line("  tasks that replay does not hold open, or it alone", max(wrong), "", 0)


class Wall:
    def __init__(self, wall): self.wall = wall


def pieces(lines, count=FILES):
    """The lines of a file in so many files: (name, content)."""
    lines = lines.readlines()
    size = -(-len(lines) // count)
    for number, start in enumerate(range(0, len(lines), size)):
        yield f"part-{number:03}.ndjson", b"".join(lines[start:start + size])


def drained(bench, rules, folder, tasks):
    """Lets a daemon read what waits in a folder, until the tasks are open that must be; what it took, and how many are
    wrong."""
    with bench.daemon(rules, folder) as daemon:
        return daemon.until_read(tasks), daemon.difference
