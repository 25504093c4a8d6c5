import functools, random

from harness.line import Line
from harness.measure import middle, ratio, run, seconds

from .replay import END

TYPE = """event r{n:02}.begun order text
event r{n:02}.ended order text
rule r{n:02} "Begun and not ended"
  per order
  when each r{n:02}.begun
  unless strictly r{n:02}.ended within 4h
  task recovery to care
  say "It hangs"
  expire after 3650d
"""


def one_each(bench):
    """A hundred rules, of which any event concerns one; against one rule that all events concern."""
    count = bench.sized(300_000)
    sides = {}
    for rules in (1, 100):
        text = bench.rules(f"one-each-{rules}", "".join(TYPE.format(n=n) for n in range(rules)))
        events = bench.made(f"one-each-{rules}-{count}.ndjson", lambda path: write(path, count, rules))
        sides[rules] = lambda program, text=text, events=events: run(program.replay(text, events, *END))
    samples = bench.rounds("rules", {100: sides[100]}, {1: functools.partial(sides[1], bench.program)})
    yield Line("100 rules of which one is concerned, CPU over one rule", ratio(samples[100], samples[1]), "x", 1.3,
               f"{seconds(samples[100])} / {seconds(samples[1])}", samples.beside(100))


def write(path, count, rules):
    """Things that begin and mostly end within hours; each is of a rule."""
    r = random.Random(1)
    with open(path, "w") as out:
        for n in range(count):
            begun = n % 2 == 0 or r.random() < 0.2
            order = n if begun else n - 1 - 2 * r.randrange(min(50, (n + 1) // 2))
            order -= order % 2
            hours, rest = divmod(n * 20 * 86_400_000 // count, 3_600_000)
            out.write(
                '{"specversion":"1.0","id":"e-%09d","source":"/shop","type":"r%02d.%s","subject":"c%07d",'
                '"time":"2026-01-%02dT%02d:%02d:%02d.%03dZ","datacontenttype":"application/json",'
                '"data":{"order":"o-%07d","channel":"app","note":"nothing to remark on this one, as it should be"}}\n'
                % (n, order // 2 % rules, "begun" if begun else "ended", order // 2 % (count // 10), hours // 24 + 1,
                   hours % 24, rest // 60_000, rest // 1000 % 60, rest % 1000, order))


def same_trigger(bench):
    """Copies of the first of the four rules, each with a wait of its own."""
    count = bench.sized(300_000)
    events = bench.events(count)
    triggers = events.read_bytes().count(b'"delivery.delayed"')
    head, rules = bench.parts_of_four()
    sides = {}
    for copies in (1, 50, 100):
        text = bench.rules(f"trigger-{copies}", head + "".join(
            rules[0].replace("rule R1 ", f"rule R1-{n} ").replace("within 4h", f"within {240 + n}min")
            for n in range(copies)))
        sides[copies] = lambda program, text=text: run(program.replay(text, events, *END), program.out("trigger.ndjson"))
    samples = bench.rounds("trigger", {100: sides[100]}, {
        copies: functools.partial(sides[copies], bench.program) for copies in (50, 1)})
    cost = lambda more, less: 1e6 * (middle(samples[more]) - middle(samples[less])) / ((more - less) * triggers)
    yield Line("100 rules on one trigger, CPU of each episode more", cost(100, 1), "us", 1.5,
               f"{seconds(samples[100])} for {100 * triggers} episodes, {seconds(samples[1])} for {triggers}",
               samples.beside(100))
    yield Line("  the second 50 rules over the first 50", cost(100, 50) / cost(50, 1), "x", 1.2)
