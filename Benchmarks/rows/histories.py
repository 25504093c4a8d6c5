import dataclasses, datetime, functools, json, random, time

from harness import progress
from harness.daemon import drop
from harness.line import Line
from harness.measure import middle, ratio, run as timed, seconds

from .replay import END
from .run import drained, pieces

BEGIN = datetime.datetime(2025, 1, 1, tzinfo=datetime.timezone.utc).timestamp()
MINUTE, HOUR, DAY = 60, 3_600, 86_400

KEYS = """event order.placed    order text  promised_at time
event order.moved     order text  promised_at time
event order.shipped   order text
event order.delivered order text
event contact.outbound order text optional
fact order.promised_at = promised_at of order.placed, order.moved
fact order.delivered_at = event.time of order.delivered

rule not-sent "It is due tomorrow, and has not been sent"
  per order
  when 24h before order.promised_at
  unless strictly order.shipped
  task recovery to logistics
  say "Due at {order.promised_at}"
  expire after 3650d

rule not-there "It is overdue"
  per order
  when 2h after order.promised_at
  while order.delivered_at is missing
  task recovery to delivery-care
  say "Was due at {order.promised_at}"
  expire after 3650d

rule moved "It comes later than was said"
  per order
  when each order.moved
  unless strictly contact.outbound within 4h
  task recovery to delivery-care
  say "Now due at {order.promised_at}"
  expire after 3650d
"""

MISSED = """event delivery.delayed order text
event contact.outbound order text

rule quiet "The parcel is late and nobody spoke about it"
  per order
  when each delivery.delayed
  unless strictly contact.outbound within 4h
  task recovery to delivery-care
  say "Parcel is late"
"""


def event(name, type, customer, at, **data):
    return json.dumps({"specversion": "1.0", "id": f"e-{name}", "source": "/shop", "type": type, "subject": customer,
                       "time": stamp(at), "data": data}).encode() + b"\n"


def stamp(at):
    return datetime.datetime.fromtimestamp(at, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def write(path, lines):
    with open(path, "wb") as out:
        out.writelines(lines)


# Many keys

def keys(bench):
    """The orders of one customer, and the same of as many customers, under rules that wait for dates of each."""
    count = bench.sized(20_000)
    rules = bench.rules("keys", KEYS)
    one, each = (bench.made(f"keys-{name}-{count}.ndjson", lambda path: write(path, orders(count, of)))
                 for name, of in [("one", lambda order: "c-1"), ("each", lambda order: f"c-{order}")])
    samples = bench.rounds("keys", {
        "replay": lambda program: timed(program.replay(rules, one, *END), program.out("keys.ndjson")),
        "run": lambda program: durable(bench, program, rules, one),
    }, {
        "replay, each": lambda: timed(bench.program.replay(rules, each, *END)),
        "run, each": lambda: durable(bench, bench.program, rules, each),
    })
    for name in ("replay", "run"):
        own, spread = samples[name], samples[f"{name}, each"]
        yield Line(f"{count} orders of one customer, {name}: CPU over that of {count} customers", ratio(own, spread), "x", 2,
                   f"{seconds(own)} / {seconds(spread)}", samples.beside(name))
    yield Line("  tasks that replay does not hold open, or it alone",
               max(sample.wrong for name in ("run", "run, each") for sample in samples[name]), "", 0)


def orders(count, customer):
    """Orders of most of a year, of which some are moved, and a few forgotten."""
    r = random.Random(1)
    events = []
    for order in range(count):
        at = BEGIN + order * 300 * DAY / count
        promised, key = at + 5 * DAY, f"o-{order}"
        events.append((at, "order.placed", order, {"order": key, "promised_at": stamp(promised)}))
        if r.random() < 0.2:
            promised += 2 * DAY
            moved = at + r.uniform(0.1, 3.5) * DAY
            events.append((moved, "order.moved", order, {"order": key, "promised_at": stamp(promised)}))
            events.append((moved + r.uniform(0.1, 3.9) * HOUR, "contact.outbound", order, {"order": key}))
        if r.random() < 0.95:
            sent = promised - r.uniform(1.1, 1.4) * DAY
            events.append((sent, "order.shipped", order, {"order": key}))
            events.append((sent + r.uniform(0.2, 1) * DAY, "order.delivered", order, {"order": key}))
    events.sort(key=lambda it: it[0])
    for number, (at, type, order, data) in enumerate(events):
        yield event(number, type, customer(order), at, **data)


def durable(bench, program, rules, events):
    tasks = expected(program, rules, events)
    with open(events, "rb") as lines:
        folder = bench.spool_of("histories", pieces(lines, 20))
    return drained(program, rules, folder, tasks)


@functools.cache
def expected(program, rules, events):
    return program.tasks_open_at_the_end(rules, events)


# Missed verdicts

def backlog(bench):
    """Verdicts of one customer that are learned long after, when each is missed; beside their replay."""
    count = bench.sized(10_000)
    rules = bench.rules("backlog", MISSED)
    events = bench.made(f"backlog-{count}.ndjson", lambda path: write(path, (
        event(n, "delivery.delayed", "c-1", BEGIN + n * 300 * DAY / count, order=f"o-{n}") for n in range(count))))

    def learned(program):
        with open(events, "rb") as lines:
            folder = bench.spool_of("backlog", pieces(lines, 1))
        return drained(program, rules, folder, set())

    samples = bench.rounds("backlog", {"outreachd": learned}, {
        "replay": lambda: timed(bench.program.replay(rules, events, *END), bench.work / "backlog-replay.ndjson"),
    })
    own, replay = samples["outreachd"], samples["replay"]
    yield Line(f"{count} missed verdicts of one customer, CPU over their replay", ratio(own, replay), "x", 3,
               f"{seconds(own)} / {seconds(replay)}", samples.beside("outreachd"))


# Long histories

@dataclasses.dataclass
class Fed:
    """What a daemon took for the events that came one by one: seconds each."""
    ordered: float
    late: float


def history(bench):
    """An event of a customer with a long history, and of one with a short, each in a file of its own: in order, and up to two
    days late. Events come at the same pace in both."""
    long, short, more = bench.sized(100_000), bench.sized(1_000), max(50, int(200 * bench.scale))

    def fed(program, count):
        bulk = b"".join(story(count, time.time() - 5 * MINUTE))
        folder = bench.spool_of("history", [("bulk.ndjson", bulk)])
        with program.daemon(bench.four, folder) as daemon:
            daemon.until_read()
            daemon.until_idle()
            fed = Fed(one_by_one(daemon, "ordered", more, lambda: 0),
                      one_by_one(daemon, "late", more, lambda: random.uniform(0, 2 * DAY)))
            # Three contacts are a task at once, and the only one.
            drop(daemon.incoming, "last.ndjson", b"".join(told("contact.inbound", f"last-{n}") for n in range(3)))
            daemon.until_read()
            while len(daemon.open_ids()) != 1:
                daemon.check(600)
                time.sleep(0.01)
        return fed

    samples = bench.rounds("history", {"long": lambda program: fed(program, long)},
                           {"short": lambda: fed(bench.program, short)}, repeat=min(3, bench.repeat))
    for words, of in ((f"an event at {long} of one customer's, CPU over one at {short}", lambda fed: fed.ordered),
                      ("  up to two days late", lambda fed: fed.late)):
        yield Line(words, ratio(samples["long"], samples["short"], of), "x", 3,
                   f"{1e3 * middle(samples['long'], of):.2f} ms / {1e3 * middle(samples['short'], of):.2f} ms",
                   samples.beside("long", of))


def one_by_one(daemon, name, count, late):
    """Seconds of CPU for each of some events that happen now, or as late as it says."""
    before = daemon.cpu()
    for number in range(count):
        if number % 50 == 0:
            progress.tell(f"history: {name}, event {number} of {count}")
        file = daemon.incoming / f"{name}-{number:04}.json"
        drop(daemon.incoming, file.name, told("order.placed", f"{name}-{number}", late()))
        while file.exists():
            daemon.check(3600)
            time.sleep(0.001)
    return (daemon.cpu() - before) / count


def told(type, name, late=0):
    """An event that happened just now, or so long ago."""
    return event(name, type, "c-1", time.time() - late, order=f"o-{name}", channel="phone")


def story(count, end):
    """So many events of one customer up to a time, one each five minutes. All that the rules wait for comes in time."""
    types = ("order.placed", "order.shipped", "delivery.delayed", "contact.outbound", "delivery.delivered",
             "survey.submitted", "contact.outbound", "order.placed")
    # It ends with a whole order.
    for n in range(count):
        at = end - (count - n) * 5 * MINUTE
        yield event(f"{n}", types[(n - count) % 8], "c-1", at, order=f"o-{(n - count) // 8}", channel="phone", score=1)
