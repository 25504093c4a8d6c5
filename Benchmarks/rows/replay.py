import subprocess, sys

from harness.line import Line
from harness.measure import middle, ratio, run, seconds

END = ("--until", "2026-03-31T00:00:00Z")      # when every deadline of the workload is over


def one(bench):
    events = bench.events(bench.sized(1_000_000))
    samples = bench.rounds("replay", {
        "outreachd": lambda program: run(program.replay(bench.four, events, *END), program.out("replay.ndjson")),
    }, {
        "DuckDB": bench.duckdb(events),
        "limit": lambda: run([bench.limit, events, bench.work / "limit.csv"]),
    })
    own, duckdb, limit = samples["outreachd"], samples["DuckDB"], samples["limit"]
    yield Line("replay, CPU over DuckDB's", ratio(own, duckdb), "x", 1, f"{seconds(own)} / {seconds(duckdb)}",
               samples.beside("outreachd"))
    yield Line("  over the same by hand in C++", ratio(own, limit), "x", None, f"{seconds(own)} / {seconds(limit)}")
    yield Line("  tasks that are not as expected", differences(bench, events), "", 0)


def differences(bench, events):
    expected = bench.made(events.stem + ".expected", lambda path: subprocess.run(
        [sys.executable, str(bench.yardstick / "expected.py"), str(events)], stdout=open(path, "w"), check=True))
    out = bench.program.out("replay.ndjson")
    got = subprocess.run([sys.executable, str(bench.yardstick / "expected.py"), "--from-replay"], stdin=open(out),
                         capture_output=True, text=True, check=True).stdout
    return len(set(expected.read_text().split()) ^ set(got.split()))


def four(bench):
    count = bench.sized(1_000_000)
    one, four = bench.events(count), bench.events(4 * count)
    samples = bench.rounds("replay4", {
        "4 M": lambda program: run(program.replay(bench.four, four, *END)),
    }, {
        "1 M": lambda: run(bench.program.replay(bench.four, one, *END)),
    })
    yield Line("replay of 4 M, CPU over that of 1 M", ratio(samples["4 M"], samples["1 M"]), "x", 4.4,
               f"{seconds(samples['4 M'])} / {seconds(samples['1 M'])}", samples.beside("4 M"))
