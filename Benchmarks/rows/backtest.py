from harness.line import Line
from harness.measure import ratio, run as timed, seconds

from .replay import END

# What the four rules are for, and how long the first waits.
OUTCOMES = """
let patience = 4h
outcome unhappy "A bad score, or somebody asks where it is"
  per    order
  when   (survey.submitted where score <= 2) or contact.inbound
  within 14d
touch ours   = contact.outbound
touch theirs = contact.inbound
"""
VALUES = "patience=1h,2h,3h,4h,5h,6h,8h,12h"


def figures(bench):
    """A back-test of the four rules, beside their replay with all output written; and with eight values of one rule's
    patience, all in one reading."""
    events = bench.events(bench.sized(1_000_000))
    rules = bench.rules("judged", OUTCOMES + bench.four.read_text().replace("within 4h", "within patience", 1))
    samples = bench.rounds("backtest", {
        "once": lambda program: timed(program.backtest(rules, events, *END)),
        "eight": lambda program: timed(program.backtest(rules, events, *END, "--vary", VALUES)),
    }, {
        "replay": lambda: timed(bench.program.replay(rules, events, *END)),
    })
    for name, words, bar in [("once", "back-test of 1 M events, CPU over that of replay", 1.4),
                             ("eight", "  with eight varied values", 3)]:
        yield Line(words, ratio(samples[name], samples["replay"]), "x", bar,
                   f"{seconds(samples[name])} / {seconds(samples['replay'])}", samples.beside(name))
