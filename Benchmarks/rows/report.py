import datetime, json, multiprocessing, random

from harness.line import Line
from harness.measure import middle, run, seconds

RULES, BEGIN = 50, datetime.datetime(2025, 1, 1, tzinfo=datetime.timezone.utc)


def figures(bench):
    """A report of a year of fifty rules, with its page: of a ledger of a million lines."""
    count = bench.sized(1_000_000)
    ledger = bench.made(f"ledger-{count}", lambda path: apart(write, path, count))
    page = lambda program: program.out("report.html")
    samples = bench.rounds("report", {
        "report": lambda program: run(program.report(ledger, "--html", page(program)), program.out("report.json")),
    }, {
        "wc": lambda: run(["wc", *sorted(ledger.iterdir())]),
    })
    told = json.loads(bench.program.out("report.json").read_text())
    own, size = samples["report"], sum(file.stat().st_size for file in ledger.iterdir())
    yield Line(f"report of {count} lines of a ledger ({size >> 20} MB), CPU", middle(own), "s", 3,
               f"wc of the same {seconds(samples['wc'])}", samples.beside("report"))
    yield Line("  most in memory", middle(own, lambda sample: sample.memory) / 1e6, "MB", 200)
    yield Line("  its page", page(bench.program).stat().st_size / 1e3, "kB", 300)
    yield Line("  lines that it could not read", told["unread"], "", 0)


def apart(work, *arguments):
    """Does work that needs much memory in a process of its own: what the system says of a program's memory counts that of
    the process which started it."""
    process = multiprocessing.Process(target=work, args=arguments)
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(process.exitcode)


def write(folder, count):
    """A ledger of just so many lines: tasks open evenly over a year, and each has what becomes of it behind it."""
    folder.mkdir()
    random.seed(17)
    stories, lines = [], 1
    while lines < count:
        stories.append(story(len(stories), count))
        lines += len(stories[-1])
    changes = sorted((change for story in stories for change in story), key=lambda change: change[0])[:count - 1]
    rules = [{"rule": f"rule-{n}", "title": f"Rule {n}", "class": "recovery" if n % 3 else "relationship",
              "queue": f"team-{n % 7}", **({"holdout": 10} if n % 10 == 1 else {})} for n in range(RULES)]
    outcomes = [{"outcome": "unhappy", "title": "A bad review", "good": False, "key": ["order"], "within": 14 * 86400}]
    files = {}
    changes.insert(0, (0, "rules", {"rules": rules, "outcomes": outcomes}, {}))
    for number, (at, change, first, rest) in enumerate(changes, 1):
        time = BEGIN + datetime.timedelta(seconds=at)
        line = {"seq": number, "at": time.strftime("%Y-%m-%dT%H:%M:%SZ"), "change": change, **first, **rest}
        name = time.strftime("%Y-%m.ndjson")
        if name not in files:
            files[name] = open(folder / name, "w")
        files[name].write(json.dumps(line, separators=(",", ":")) + "\n")
    for file in files.values():
        file.close()


def story(number, count):
    """The changes of one task, each (seconds, change, members that come first, members of the task)."""
    at = int(number * 2.7 / count * 360 * 86400)
    rule = number % RULES
    short = {"rule": f"rule-{rule}", "customer": f"c-{number % 40_000}", "key": {"order": f"o-{number}"},
             "task": f"{number:032x}"}
    task = short | {"class": "recovery" if rule % 3 else "relationship", "queue": f"team-{rule % 7}",
                    "priority": "normal", "say": f"Order o-{number} is late. Call before they ask.",
                    "evidence": [f"/shop/orders e-{number}"]}
    by = lambda what: {"by": f"/desk/board {what}-{number}", "brought": "desk"}
    if rule % 10 == 1 and random.random() < 0.1:
        changes = [(at, "held-out", {}, task)]
    else:
        held = random.random() < 0.1
        changes = [(at - 3600, "held", {"because": "quiet"}, task)] if held and at > 3600 else []
        changes.append((at, "opened", {}, task))
        luck, wait, who = random.random(), random.randrange(60, 40_000), f"person-{number % 23}"
        if luck < 0.45:
            changes.append((at + wait, "claimed", by("claimed") | {"who": who}, task))
            changes.append((at + 2 * wait, "done", by("done") | {"who": who, "said": "reached"}, task))
        elif luck < 0.5:
            changes.append((at + wait, "dismissed", by("dismissed") | {"who": who}, task))
        elif luck < 0.8:
            changes.append((at + wait, "withdrawn", {"because": "overtaken"} | by("delivered"), task))
        if random.random() < 0.4:
            side = "ours" if random.random() < 0.7 else "theirs"
            changes.append((at + wait + 60, "touched", {"first": side} | by("call"), short))
    if random.random() < 0.08:
        changes.append((at + random.randrange(86400, 12 * 86400), "outcome", {"outcome": "unhappy"} | by("review"), short))
    return changes
