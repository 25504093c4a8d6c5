from harness.line import Line
from harness.measure import middle, run, seconds

RULES = """event order.late order text  seller text
{table}rule late "Late"
  per order
  when order.late as late
  {condition}
  task recovery to care
  say "Late"
"""
TABLE = 'table sellers from "{file}" key seller text  bad number  owner text optional\n'


def loaded(bench):
    """A table of a hundred thousand rows: how long its rules take to be read, and what the daemon holds of it."""
    count = bench.sized(100_000)
    file = bench.made(f"sellers-{count}.csv", lambda path: write(path, count))
    plain = bench.rules("table-none", RULES.format(table="", condition="after 1h"))
    table = bench.rules("table", RULES.format(
        table=TABLE.format(file=file.name), condition="while sellers[late.seller].bad > 2"))
    check = lambda rules: lambda program: run([program.path, "check", rules])
    samples = bench.rounds("tables", {"table": check(table), "none": check(plain)},
                           {"wc": lambda: run(["wc", file])})
    wall = lambda sample: sample.wall
    yield Line(f"a table of {count} rows: checked", middle(samples["table"], wall), "s", 1,
               f"without it {seconds(samples['none'], wall)}; wc of the file {seconds(samples['wc'], wall)}",
               samples.beside("table", wall))
    bytes_each = lambda program: (own(bench, program, table) - own(bench, program, plain)) / count
    yield Line("  resident bytes a row", bytes_each(bench.program), "B", 100)


def own(bench, program, rules):
    """The bytes of its own in memory of a daemon that has just started."""
    folder = bench.disk.fresh(f"{program.name}-{rules.stem}")
    with program.daemon(rules, folder) as daemon:
        daemon.ready()
        return daemon.own()


def write(path, count):
    with open(path, "w", newline="") as out:
        out.write("seller,bad,owner\r\n")
        for n in range(count):
            out.write(f"seller-{n:06},{n % 7},{'team-' + str(n % 40) if n % 3 else ''}\r\n")
