#!/usr/bin/env python3
"""DuckDB on one thread, the four rules as SQL over the whole file: what an analyst would write to test them on history.

  duckdb_sql.py EVENTS OUT        OUT: rule,customer,key,judged at, a line for each task that opens
"""
import sys
import duckdb

events, out = sys.argv[1:3]
db = duckdb.connect()
db.execute("SET threads = 1; SET TimeZone = 'UTC'; SET preserve_insertion_order = false")
db.execute(f"""
    CREATE TABLE e AS
    SELECT type, subject AS c, epoch_ms(time) AS t, data."order" AS o, data.ticket AS k, data.score AS score
    FROM read_json('{events}', format = 'newline_delimited', columns = {{
        type: 'VARCHAR', subject: 'VARCHAR', time: 'TIMESTAMPTZ',
        data: 'STRUCT("order" VARCHAR, ticket VARCHAR, score INTEGER)'}})
    WHERE type NOT IN ('order.placed', 'order.shipped', 'ticket.opened')""")


def unanswered(rule, key, trigger, answer, joined, hours):
    """A trigger that no answer follows in time. No two events of a customer have one time."""
    return f"""
        SELECT '{rule}', a.c, {key}, a.t + {hours * 3_600_000}
        FROM (SELECT * FROM e WHERE {trigger}) a
        WHERE NOT EXISTS (SELECT 1 FROM (SELECT * FROM e WHERE {answer}) b
            WHERE b.c = a.c {joined} AND b.t > a.t AND b.t <= a.t + {hours * 3_600_000})"""


queries = [
    unanswered("R1", "a.o", "type = 'delivery.delayed'",
               "type IN ('contact.outbound', 'order.canceled', 'delivery.delivered')", "AND b.o = a.o", 4),
    unanswered("R2", "a.k", "type = 'ticket.acknowledged'", "type = 'ticket.resolved'", "AND b.k = a.k", 24),
    """
        SELECT 'R3', c, '-', min(t) FROM (
            SELECT c, t, lag(t, 2) OVER (PARTITION BY c ORDER BY t) AS before FROM e WHERE type = 'contact.inbound')
        WHERE before >= t - 172800000 GROUP BY c""",
    unanswered("R4", "'-'", "type = 'survey.submitted' AND score <= 2", "type = 'contact.outbound'", "", 48),
]
db.execute(f"""
    COPY (SELECT rule, c, k, strftime(make_timestamp(t * 1000), '%Y-%m-%dT%H:%M:%S.%gZ')
          FROM ({' UNION ALL '.join(queries)}) tasks(rule, c, k, t))
    TO '{out}' (HEADER false)""")
