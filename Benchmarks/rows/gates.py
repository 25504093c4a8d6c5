import json, os, time

from harness import progress
from harness.daemon import drop
from harness.line import Line
from harness.measure import Failed, Sample, middle, ratio, run as timed, seconds

from .replay import END
from .run import pieces

# One of each kind; the feed is that of most events, so that it is heard all the time.
FIVE = """
feed all from "/" brings contact.outbound, delivery.delivered every 1h
inhibit rule R3 while rule R1
budget any 3 within 2d
quiet any {}
"""


def five(bench):
    """The four rules, and what five gates make of their verdicts: when they hold one in thirty, and when they hold half.
    Events come at all hours, so that long nights hold what no shop's would."""
    head, rules = bench.parts_of_four()
    rules[2] = rules[2].replace("  say ", "  holdout 10% even recovery\n  say ", 1)
    events = bench.events(bench.sized(1_000_000))
    few = bench.rules("few-held", head + FIVE.format("02:30-03:00") + "".join(rules))
    half = bench.rules("half-held", head + FIVE.format("21:00-08:00") + "".join(rules))
    samples = bench.rounds("gates", {
        "few": lambda program: timed(program.replay(few, events, *END)),
        "half": lambda program: timed(program.replay(half, events, *END)),
    }, {
        "without": lambda: timed(bench.program.replay(bench.four, events, *END)),
    })
    for name, words in [("few", "replay with five gates, CPU over that without"), ("half", "  that hold half of the tasks")]:
        yield Line(words, ratio(samples[name], samples["without"]), "x", 1.3,
                   f"{seconds(samples[name])} / {seconds(samples['without'])}", samples.beside(name))


def held(bench):
    """A task of each of many customers is held until a feed is heard: nothing happens, and then all come out at once."""
    head, rules = bench.parts_of_four()
    rule = (rules[0].replace("task recovery", "task relationship").replace(" within 4h", " within 0s"))
    held = bench.rules("held", head + 'feed calls from "/calls" brings contact.outbound every 1h\n' + rule)
    many, few = bench.sized(100_000), bench.sized(25_000)
    idle = []

    def released(program, count):
        folder = bench.disk.fresh(f"{program.name}-held")
        with open(bench.open_events(count), "rb") as lines:
            files = list(pieces(lines))
        with program.daemon(held, folder, "--grace", "0s") as daemon:
            daemon.ready()
            for name, content in files:
                drop(daemon.incoming, name, content)
            daemon.until_idle()
            if len(os.listdir(folder / "spool/tasks/held")) != count:
                raise Failed("bench: not all tasks are held")
            if count == many:
                # Files that the daemon wrote itself are looked at once more, within a minute.
                progress.tell("held: the daemon looks through its tasks once more")
                time.sleep(75)
                daemon.until_idle()
                progress.tell("held: a minute in which nothing happens")
                before = daemon.cpu()
                time.sleep(60)
                idle.append(daemon.cpu() - before)
            before, started = daemon.cpu(), time.monotonic()
            drop(daemon.incoming, "heard.json", heard())
            while len(os.listdir(folder / "spool/tasks/open")) < count or os.listdir(folder / "spool/tasks/held"):
                daemon.check(3600)
                time.sleep(0.1)
            daemon.until_read()
            return Sample(daemon.cpu() - before, time.monotonic() - started)

    samples = bench.rounds("held", {
        "many": lambda program: released(program, many),
    }, {
        "few": lambda: released(bench.program, few),
    }, repeat=1)
    yield Line(f"{many} held tasks: CPU of a minute in which nothing happens", 1000 * middle(idle, lambda s: s), "ms", 50)
    yield Line(f"  released at once, CPU over that of {few}", ratio(samples["many"], samples["few"]), "x", 4.4,
               f"{seconds(samples['many'])} / {seconds(samples['few'])}", samples.beside("many"))


def heard():
    """An event of the feed, of now."""
    return json.dumps({"specversion": "1.0", "id": "heard", "source": "/calls/1", "type": "nobody.knows", "subject": "c",
                       "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}).encode()
