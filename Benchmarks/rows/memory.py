import time

from harness import progress
from harness.daemon import drop
from harness.line import Line

from .run import pieces


def open_rules(bench):
    """The first of the four rules, with a wait that ends in some years."""
    head, rules = bench.parts_of_four()
    return bench.rules("open", head + rules[0].replace("within 4h", "within 3600d"))


def fed(bench, row, rules, events):
    """A daemon's resident bytes, empty and after it has read a file; its folder stays."""
    with open(events, "rb") as lines:
        files = list(pieces(lines))
    with bench.daemon(rules, bench.disk.fresh(row)) as daemon:
        daemon.ready()
        time.sleep(1)
        empty = daemon.resident()
        for number, (name, content) in enumerate(files):
            progress.tell(f"{row}: file {number + 1} of {len(files)}")
            drop(daemon.incoming, name, content)
        daemon.until_idle()
        return empty, daemon.resident()


def open_deadlines(bench):
    count = bench.sized(1_000_000)
    empty, full = fed(bench, "open", open_rules(bench), bench.open_events(count))
    yield Line(f"{count} open deadlines, resident, each", (full - empty) / count, "B", 200, megabytes(empty, full))


def idle_customers(bench):
    count = bench.sized(1_000_000)
    events = bench.made(f"idle-{count}.ndjson", lambda path: path.write_bytes(
        bench.open_events(count).read_bytes().replace(b"delivery.delayed", b"delivery.delivered")))
    empty, full = fed(bench, "idle", bench.four, events)
    yield Line(f"{count} idle customers, resident, each", (full - empty) / count, "B", 100, megabytes(empty, full))


def steady_day(bench):
    """The workload piece by piece, each read before the next comes: the second half needs no more than the first."""
    events = bench.events(bench.sized(1_000_000))
    with open(events, "rb") as lines:
        files = list(pieces(lines, 48))
    resident = []
    with bench.daemon(bench.four, bench.disk.fresh("steady")) as daemon:
        daemon.ready()
        for number, (name, content) in enumerate(files):
            progress.tell(f"steady: half hour {number + 1} of {len(files)}")
            drop(daemon.incoming, name, content)
            daemon.until_read()
            time.sleep(0.1)
            resident.append(daemon.resident())
    half = len(resident) // 2
    yield Line("a steady day: most resident in its second half over the first", max(resident[half:]) / max(resident[:half]),
               "x", 1.1, megabytes(max(resident[:half]), max(resident[half:])))


def megabytes(before, after):
    return f"{before / 1e6:.0f} MB, then {after / 1e6:.0f} MB"
