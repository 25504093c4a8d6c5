"""The rows of the table: each yields its lines."""
from harness import progress

from . import backtest, files, gates, histories, late, latency, memory, replay, report, rules, run, scores, start
from . import tables, trickle, year

ALL = {
    "replay": replay.one, "replay4": replay.four,
    "run": run.closing, "keep": run.keeping,
    "files": files.small, "latency": latency.idle,
    "open": memory.open_deadlines, "idle": memory.idle_customers, "steady": memory.steady_day,
    "start": start.start,
    "rules": rules.one_each, "trigger": rules.same_trigger,
    "scores": scores.mood,
    "backtest": backtest.figures, "report": report.figures,
    "gates": gates.five, "held": gates.held,
    "late": late.replayed, "laterun": late.run,
    "tables": tables.loaded,
    "trickle": trickle.trickle, "onefile": trickle.one_each,
    "keys": histories.keys, "history": histories.history, "backlog": histories.backlog,
    "year": year.turns,
}


def measure(name, bench, bars):
    """The lines of a row, all bars multiplied by `bars`."""
    progress.tell(name)
    lines = []
    for line in ALL[name](bench):
        line.row = name
        if line.bar is not None:
            line.bar *= bars
        if line.beside and line.beside.bar is not None:
            line.beside.bar *= bars
        lines.append(line)
    progress.clear()
    return lines


def measure_again(lines, name, bench, bars):
    """Runs a row once more, with more pairs, if one of its lines is over the bar beside the earlier program."""
    if bench.may_run_more and not all(line.beside.is_met for line in lines if line.beside):
        with bench.more_pairs():
            for line, again in zip(lines, measure(name, bench, bars)):
                line.run_again(again)
