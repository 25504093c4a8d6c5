import dataclasses, time

from harness import progress
from harness.daemon import drop
from harness.line import Line
from harness.measure import middle

from .run import pieces


def open_rules(bench):
    """The first of the four rules, with a wait that ends in some years."""
    head, rules = bench.parts_of_four()
    return bench.rules("open", head + rules[0].replace("within 4h", "within 3600d"))


@dataclasses.dataclass
class Resident:
    """A daemon's bytes in memory, before it had read anything and at the end."""
    empty: int
    full: int


def fed(bench, program, row, rules, events):
    """A daemon that reads a file; its folder stays."""
    with open(events, "rb") as lines:
        files = list(pieces(lines))
    folder = bench.disk.fresh(f"{program.name}-{row}")
    with program.daemon(rules, folder) as daemon:
        daemon.ready()
        time.sleep(1)
        empty = daemon.resident()
        for number, (name, content) in enumerate(files):
            progress.tell(f"{row}: file {number + 1} of {len(files)}")
            drop(daemon.incoming, name, content)
        daemon.until_idle()
        resident = Resident(empty, daemon.resident())
    (folder / "fed").touch()
    return resident


def with_open_deadlines(bench, program):
    """The folder of a daemon that has read a million open deadlines: what the row on memory has left, or made now."""
    folder = bench.disk.folder / f"{program.name}-open"
    if not (folder / "fed").exists():
        fed(bench, program, "open", open_rules(bench), bench.open_events(bench.sized(1_000_000)))
    return folder


def each(bench, row, what, bar, rules, events):
    """The bytes that each of them takes; beside an earlier program, all bytes at the end."""
    count = bench.sized(1_000_000)
    samples = bench.rounds(row, {"outreachd": lambda program: fed(bench, program, row, rules, events)}, repeat=1)
    own, full = samples["outreachd"], lambda r: r.full
    return Line(f"{count} {what}, resident, each", middle(own, lambda r: r.full - r.empty) / count, "B", bar,
                megabytes(own, lambda r: r.empty, full), samples.beside("outreachd", full))


def open_deadlines(bench):
    yield each(bench, "open", "open deadlines", 200, open_rules(bench), bench.open_events(bench.sized(1_000_000)))


def idle_customers(bench):
    count = bench.sized(1_000_000)
    events = bench.made(f"idle-{count}.ndjson", lambda path: path.write_bytes(
        bench.open_events(count).read_bytes().replace(b"delivery.delayed", b"delivery.delivered")))
    yield each(bench, "idle", "idle customers", 100, bench.four, events)


@dataclasses.dataclass
class Day:
    """The most bytes in memory in each half of a day."""
    first: int
    second: int


def steady_day(bench):
    """The workload piece by piece, each read before the next comes: the second half needs no more than the first."""
    events = bench.events(bench.sized(1_000_000))
    with open(events, "rb") as lines:
        files = list(pieces(lines, 48))

    def day(program):
        resident = []
        with program.daemon(bench.four, bench.disk.fresh("steady")) as daemon:
            daemon.ready()
            for number, (name, content) in enumerate(files):
                progress.tell(f"steady: half hour {number + 1} of {len(files)}")
                drop(daemon.incoming, name, content)
                daemon.until_read()
                time.sleep(0.1)
                resident.append(daemon.resident())
        half = len(resident) // 2
        return Day(max(resident[:half]), max(resident[half:]))

    samples = bench.rounds("steady", {"outreachd": day}, repeat=1)
    own, second = samples["outreachd"], lambda d: d.second
    yield Line("a steady day: most resident in its second half over the first", middle(own, lambda d: d.second / d.first),
               "x", 1.1, megabytes(own, lambda d: d.first, second), samples.beside("outreachd", second))


def megabytes(samples, before, after):
    return f"{middle(samples, before) / 1e6:.0f} MB, then {middle(samples, after) / 1e6:.0f} MB"
