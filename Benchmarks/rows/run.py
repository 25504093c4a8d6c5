import functools, re

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

    @functools.cache
    def expected(program):
        return program.tasks_open_at_the_end(rules, events)

    def drain(program):
        tasks = expected(program)
        with open(events, "rb") as lines:
            folder = bench.spool_of(row, pieces(lines))
        return drained(program, rules, folder, tasks)

    samples = bench.rounds(row, {"outreachd": drain}, {"DuckDB": bench.duckdb(events)})
    own, duckdb = samples["outreachd"], samples["DuckDB"]
    stay = len(expected(bench.program))
    yield Line(f"run, durable, {stay} tasks stay, CPU over DuckDB's", ratio(own, duckdb), "x", bar,
               f"{seconds(own)} / {seconds(duckdb)}", samples.beside("outreachd"))
    wall = lambda sample: sample.wall
    yield Line("  wall over its own CPU", ratio(own, [Wall(s.cpu) for s in own], wall), "x", 2,
               f"{seconds(own, wall)} / {seconds(own)}", samples.beside("outreachd", wall))
    yield Line("  tasks that replay does not hold open, or it alone", max(s.wrong for s in own), "", 0)


class Wall:
    def __init__(self, wall): self.wall = wall


def pieces(lines, count=FILES):
    """Lines in so many files: (name, content)."""
    lines = list(lines)
    size = -(-len(lines) // count)
    for number, start in enumerate(range(0, len(lines), size)):
        yield f"part-{number:03}.ndjson", b"".join(lines[start:start + size])


def drained(program, rules, folder, tasks):
    """What a daemon took to read what waits in a folder, until the tasks are open that must be."""
    with program.daemon(rules, folder) as daemon:
        return daemon.until_read(tasks)
