from harness.line import Line
from harness.measure import Sample, middle, ratio, run, seconds

from .memory import open_rules, with_open_deadlines


def start(bench):
    """A daemon that starts anew on a state with many open deadlines."""
    count = bench.sized(1_000_000)
    rules = open_rules(bench)

    def starting(program):
        folder = with_open_deadlines(bench, program)
        with program.daemon(rules, folder) as daemon:
            wall = daemon.ready()
            return Sample(daemon.cpu(), wall)

    def cat():
        state = with_open_deadlines(bench, bench.program) / "state"
        return run(["cat", *(path for path in state.iterdir() if path.is_file())])

    samples = bench.rounds("start", {"outreachd": starting}, {"cat": cat})
    own, cat = samples["outreachd"], samples["cat"]
    wall = lambda sample: sample.wall
    yield Line(f"{count} open deadlines: started to READY", middle(own, wall), "s", 2,
               beside=samples.beside("outreachd", wall))
    yield Line("  over cat of the state files", ratio(own, cat, wall), "x", 10,
               f"{seconds(own, wall)} / {seconds(cat, wall)}; CPU {seconds(own)} / {seconds(cat)}")
