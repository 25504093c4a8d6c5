import functools

from harness.line import Line
from harness.measure import ratio, run as timed, seconds

from .replay import END
from .run import drained, pieces

LATE = ("--ooo", "0.01", "--ooo-max", "172800")


def replayed(bench):
    """One line in a hundred comes up to two days late."""
    count = bench.sized(1_000_000)
    ordered, late = bench.events(count), bench.events(count, *LATE)
    for words, options in (("replay", END), ("replay --as-arrived", (*END, "--as-arrived"))):
        samples = bench.rounds("late", {
            "late": lambda program: timed(program.replay(bench.four, late, *options)),
        }, {
            "ordered": lambda: timed(bench.program.replay(bench.four, ordered, *options)),
        })
        yield Line(f"1 % late, {words}: CPU over that in order", ratio(samples["late"], samples["ordered"]), "x", 1.3,
                   f"{seconds(samples['late'])} / {seconds(samples['ordered'])}", samples.beside("late"))


def run(bench):
    count = bench.sized(1_000_000)
    ordered, late = bench.events(count), bench.events(count, *LATE)

    @functools.cache
    def expected(program, events):
        return program.tasks_open_at_the_end(bench.four, events)

    def drain(program, events):
        tasks = expected(program, events)
        with open(events, "rb") as lines:
            folder = bench.spool_of("late", pieces(lines))
        return drained(program, bench.four, folder, tasks)

    samples = bench.rounds("laterun", {
        "late": lambda program: drain(program, late),
    }, {
        "ordered": lambda: drain(bench.program, ordered),
    })
    yield Line("1 % late, run: CPU over that in order", ratio(samples["late"], samples["ordered"]), "x", 1.3,
               f"{seconds(samples['late'])} / {seconds(samples['ordered'])}", samples.beside("late"))
