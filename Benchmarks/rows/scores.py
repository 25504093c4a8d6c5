from harness.line import Line
from harness.measure import ratio, run as timed, seconds

from .replay import END

# What most events add to, and a rule that it starts now and then.
MOOD = """
score customer.mood half-life 14d
  add -2        for delivery.delayed
  add  1        for delivery.delivered or contact.outbound
  add -0.5      for contact.inbound
  add -1        for ticket.opened
  add  score - 3  for survey.submitted
"""
LOW = """
rule R5 "One thing after another"
  when customer.mood falls below -6
  task recovery to care
  say "Mood is {customer.mood}"
  expire after 3650d
"""


def mood(bench):
    """The four rules, and a score to which most events add; then with a rule that it starts."""
    events = bench.events(bench.sized(1_000_000))
    four = bench.four.read_text()
    scored = bench.rules("scored", four + MOOD)
    crossed = bench.rules("crossed", four + MOOD + LOW)
    samples = bench.rounds("scores", {
        "scored": lambda program: timed(program.replay(scored, events, *END)),
        "crossed": lambda program: timed(program.replay(crossed, events, *END)),
    }, {
        "without": lambda: timed(bench.program.replay(bench.four, events, *END)),
    })
    for name, words in [("scored", "replay with a score, CPU over that without"), ("crossed", "  that starts a rule")]:
        yield Line(words, ratio(samples[name], samples["without"]), "x", 1.15 if name == "scored" else None,
                   f"{seconds(samples[name])} / {seconds(samples['without'])}", samples.beside(name))
