from harness.line import Line
from harness.measure import Sample, middle, ratio, run, seconds

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
            daemon.ready()
            daemon.until_idle()

    def starting():
        with bench.daemon(rules, folder) as daemon:
            wall = daemon.ready()
            return Sample(daemon.cpu(), wall)

    state = [path for path in (folder / "state").iterdir() if path.is_file()]
    samples = bench.rounds("start", {"outreachd": starting, "cat": lambda: run(["cat", *state])})
    own, cat = samples["outreachd"], samples["cat"]
    wall = lambda sample: sample.wall
    yield Line(f"{count} open deadlines: started to READY", middle(own, wall), "s", 2)
    yield Line("  over cat of the state files", ratio(own, cat, wall), "x", 10,
               f"{seconds(own, wall)} / {seconds(cat, wall)}; CPU {seconds(own)} / {seconds(cat)}")
