import dataclasses, datetime, heapq, itertools, json, random

from harness import progress
from harness.beside import BAR
from harness.daemon import drop
from harness.line import Line
from harness.measure import middle, run

DAYS, MONTH = 365, 30
BEGIN = datetime.datetime(2025, 1, 1, tzinfo=datetime.timezone.utc)
OPTIONS = ("--lateness", "7d", "--keep-closed", "30d")


@dataclasses.dataclass
class Month:
    cpu: float      # seconds
    state: int      # bytes at its end


@dataclasses.dataclass
class Year:
    second: Month
    last: Month


def turns(bench):
    """A year of a site whose customers stay, and whose people answer each task the day after, a turn a day: what its state
    and its turns come to does not grow."""
    count = bench.sized(20_000)

    def year(program):
        folder = bench.disk.fresh("year")
        for path in ("spool/incoming", "spool/tasks/open", "spool/tasks/closed", "state"):
            (folder / path).mkdir(parents=True)
        days = []
        for day, lines in enumerate(by_day(count)):
            lines += answers(folder / "spool/tasks/open", day)
            drop(folder / "spool/incoming", f"day-{day:03}.ndjson", b"".join(lines))
            now = (BEGIN + datetime.timedelta(days=day + 1)).strftime("%Y-%m-%dT%H:%M:%SZ")
            took = run([program.path, "run", "--rules", bench.four, "--spool", folder / "spool", "--state", folder / "state",
                        "--once", "--now", now, *OPTIONS], says=False)
            days.append((took.cpu, sum(path.stat().st_size for path in (folder / "state").iterdir() if path.is_file())))
            if day % MONTH == 0:
                progress.tell(f"year: day {day}, {took.cpu:.2f} s, {days[-1][1] / 1e6:.1f} MB")
        return Year(month(days[MONTH:2 * MONTH]), month(days[-MONTH:]))

    samples = bench.rounds("year", {"outreachd": year}, repeat=1)
    own, cpu = samples["outreachd"], lambda it: it.last.cpu
    yield Line(f"{DAYS} daily turns of {count} events, CPU of the last month over the second",
               middle(own, lambda it: it.last.cpu / it.second.cpu), "x", 1.2,
               f"{middle(own, cpu):.1f} s / {middle(own, lambda it: it.second.cpu):.1f} s",
               samples.beside("outreachd", cpu, BAR))
    yield Line("  bytes of the state", middle(own, lambda it: it.last.state / it.second.state), "x", 1.2,
               f"{middle(own, lambda it: it.last.state) / 1e6:.1f} MB / "
               f"{middle(own, lambda it: it.second.state) / 1e6:.1f} MB")


def answers(tasks, day):
    """What people say of the tasks that are open, at the end of a day."""
    time = (BEGIN + datetime.timedelta(days=day, hours=23)).strftime("%Y-%m-%dT%H:%M:%SZ")
    for path in sorted(tasks.iterdir()):
        task = json.loads(path.read_bytes())
        yield json.dumps({"specversion": "1.0", "id": f"{task['id']}-{day}", "source": "/desk", "type": "task.done",
                          "subject": task["customer"], "time": time, "data": {"task": task["id"]}}).encode() + b"\n"


def month(days):
    return Month(sum(cpu for cpu, _ in days), days[-1][1])


def by_day(count):
    """The lines of each day. Orders begin all day long, of half as many customers as there are events, and each is told of
    for some days."""
    r = random.Random(1)
    coming, pushed, number, order = [], itertools.count(), 0, 0

    def add(at, type, **data):
        heapq.heappush(coming, (at, next(pushed), type, data))

    for day in range(DAYS):
        lines = []
        for n in range(count // 5):
            order += 1
            at, key = day + n * 5 / count, {"customer": r.randrange(count // 2), "order": order}
            add(at, "order.placed", **key)
            add(at + r.uniform(0.3, 1), "order.shipped", **key)
            if r.random() < 0.5:
                add(at + 1, "delivery.delayed", **key)
                if r.random() < 0.9:
                    add(at + 1 + r.uniform(0.02, 0.2), "contact.outbound", **key)
            add(at + r.uniform(2, 4), "delivery.delivered", **key)
            if r.random() < 0.5:
                score = r.randrange(1, 6)
                add(at + 5, "survey.submitted", score=score, **key)
                if score <= 2:
                    add(at + r.uniform(5.1, 8), "contact.outbound", **key)
            if r.random() < 0.5:
                add(at + r.uniform(1, 4), "contact.inbound", **key)
        while coming and coming[0][0] < day + 1:
            at, _, type, data = heapq.heappop(coming)
            number += 1
            time = (BEGIN + datetime.timedelta(days=at)).strftime("%Y-%m-%dT%H:%M:%S.%f") + "Z"
            score = f',"score":{data["score"]}' if "score" in data else ""
            lines.append(
                '{"specversion":"1.0","id":"e-%09d","source":"/shop","type":"%s","subject":"c%07d","time":"%s",'
                '"data":{"order":"o-%08d","channel":"app","note":"nothing to remark on this one, as it should be"%s}}\n'
                % (number, type, data["customer"], time, data["order"], score))
        yield [line.encode() for line in lines]
