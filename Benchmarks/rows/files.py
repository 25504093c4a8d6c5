import functools, itertools

from harness.line import Line
from harness.measure import ratio, run, seconds

from .run import drained


def small(bench):
    """Files of one event each, against a loop that only opens, reads, closes and unlinks them."""
    count = bench.sized(100_000)
    events = bench.events(bench.sized(1_000_000))
    some = bench.made(f"first-{count}.ndjson", lambda path: path.write_bytes(b"".join(first(events, count))))

    @functools.cache
    def expected(program):
        return program.tasks_open_at_the_end(bench.four, some)

    def folder():
        return bench.spool_of("files", ((f"{n:06}.json", line) for n, line in enumerate(first(some, count))))

    def drain(program):
        tasks = expected(program)
        return drained(program, bench.four, folder(), tasks)

    samples = bench.rounds("files", {"outreachd": drain}, {
        "C": lambda: run([bench.consume, folder() / "spool/incoming"]),
    })
    own, c = samples["outreachd"], samples["C"]
    yield Line(f"{count} files of one event, CPU over a loop in C", ratio(own, c), "x", 3, f"{seconds(own)} / {seconds(c)}",
               samples.beside("outreachd"))


def first(path, count):
    with open(path, "rb") as lines:
        yield from itertools.islice(lines, count)
