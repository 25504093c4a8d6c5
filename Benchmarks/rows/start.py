import time

from harness.line import Line
from harness.measure import Sample, middle, ratio

from .memory import open_rules
from .run import pieces


def start(bench):
    """A daemon that starts anew on a state with many open deadlines."""
    count = bench.sized(1_000_000)
    rules = open_rules(bench)
    folder = bench.disk.folder / "open"
    if not (folder / "state").exists():         # else the row on memory has left it
        with open(bench.open_events(count), "rb") as lines:
            folder = bench.spool_of("open", pieces(lines))
        with bench.daemon(rules, folder) as daemon:
            daemon.until_read()
            daemon.ready()

    def starting():
        with bench.daemon(rules, folder) as daemon:
            return Sample(0, daemon.ready())

    def reading():
        begin = time.monotonic()
        for path in (folder / "state").iterdir():
            if path.is_file():
                with open(path, "rb", buffering=0) as file:
                    while file.read(1 << 17):
                        pass
        return Sample(0, time.monotonic() - begin)

    samples = bench.rounds("start", {"outreachd": starting, "cat": reading})
    own, cat = samples["outreachd"], samples["cat"]
    wall = lambda sample: sample.wall
    detail = f"{middle(own, wall):.3g} s / {middle(cat, wall):.3g} s"
    yield Line(f"{count} open deadlines: started to READY", middle(own, wall), "s", 2)
    yield Line("  over a plain read of the state files", ratio(own, cat, wall), "x", 10, detail)
