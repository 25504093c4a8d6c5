#!/usr/bin/env python3
"""The workload: CloudEvents, one a line, about 300 bytes each. The same arguments give the same bytes.

  generate.py -n 1000000 -k 100000 -o events.ndjson     orders, parcels, tickets, contacts and surveys of a shop
  generate.py -n 1000000 --ooo 0.01 --ooo-max 172800    1 % of the lines arrive up to two days late
  generate.py --open 1000000                            as many deadlines that are open at the same time

Thirty days from 2026-01-01, milliseconds, in the order of time. No two events of a customer have one time. Some events
lie exactly on a deadline, and as many a millisecond behind it. It runs in little memory: orders begin one after the
other, and a heap holds what is still to come of those that have begun.
"""
import argparse, heapq, random, sys

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
SPAN, LEAD = 30 * DAY, 5 * DAY
PER_ORDER = 4.2         # a little less than the events of an order, on average: the month is full before its end
SOURCES = {"order": "/shop/checkout", "delivery": "/parcels/tracking", "contact": "/crm/touchpoints",
           "ticket": "/helpdesk/tickets", "survey": "/feedback/surveys"}
CHANNELS = ("email", "phone", "chat", "sms", "app", "letter")
CARRIERS = ("Northline", "Parcelo", "Rapid Van", "City Bikes")
REASONS = ("held at customs", "vehicle broke down", "snow on the route", "nobody was at home", "address is incomplete")
NOTES = ("nothing to remark on this one, as it should be", "please ring twice, the bell is hard to hear",
         "a present: no invoice in the parcel", "the second parcel follows tomorrow by another carrier",
         "customer for eleven years, first complaint ever", "leave it with the baker on the ground floor")


def story(r, start, ticket):
    """All events of one order: (time, type, kind of key, score)."""
    events = [(start, "order.placed", "order", None)]
    add = lambda time, type, key="order", score=None: events.append((int(time), type, key, score))
    chance = r.random

    def answered(begin, limit, median, share, type, key):
        """An answer that ends the wait of a rule: mostly in time, at times late, sometimes on the very deadline."""
        x = chance()
        if x < 0.01:
            add(begin + limit, type, key)
        elif x < 0.02:
            add(begin + limit + 1, type, key)
        elif x < share:
            add(begin + median * r.lognormvariate(0, 0.9), type, key)

    def helpdesk(begin):
        key = next(ticket)
        add(begin, "ticket.opened", key)
        if chance() < 0.9:
            seen = int(begin + r.expovariate(1 / (2 * HOUR)))
            add(seen, "ticket.acknowledged", key)
            answered(seen, DAY, 9 * HOUR, 0.95, "ticket.resolved", key)

    if chance() < 0.03:
        add(start + r.expovariate(1 / (5 * HOUR)), "order.canceled")
        return events
    shipped = start + int((2 + 40 * chance()) * HOUR)
    add(shipped, "order.shipped")
    delivered = shipped + (10 + 60 * chance()) * HOUR
    trouble = chance() < 0.3
    if trouble:
        late = int(shipped + (6 + 50 * chance()) * HOUR)
        add(late, "delivery.delayed")
        answered(late, 4 * HOUR, 2.2 * HOUR, 0.65, "contact.outbound", "order")
        if chance() < 0.05:
            add(late + r.expovariate(1 / (4 * HOUR)), "order.canceled")
            return events
        if chance() < 0.05:
            add(late + 0.3 * HOUR, "contact.outbound", None)
        delivered = late + (1 + 60 * chance()) * HOUR
    add(delivered, "delivery.delivered")
    if chance() < (0.45 if trouble else 0.1):
        time = shipped + r.expovariate(1 / (40 * HOUR))
        for _ in range(1 + int(r.expovariate(1 / 1.2))):
            add(time, "contact.inbound")
            if chance() < 0.35:
                helpdesk(int(time + r.expovariate(1 / (0.3 * HOUR))))
            time += r.expovariate(1 / (15 * HOUR))
    if chance() < 0.3:
        asked = int(delivered + (1 + 47 * chance()) * HOUR)
        score = r.choice((1, 2, 3, 3, 4, 4, 4, 5, 5, 5))
        add(asked, "survey.submitted", "order", score)
        if score <= 2:
            answered(asked, 2 * DAY, 18 * HOUR, 0.6, "contact.outbound", "order")
    return events


def rfc3339(time):
    seconds, milliseconds = divmod(time, 1000)
    days, seconds = divmod(seconds, 86400)
    return "2026-01-%02dT%02d:%02d:%02d.%03dZ" % (
        days + 1, seconds // 3600, seconds // 60 % 60, seconds % 60, milliseconds)


def line(r, number, time, type, customer, order, key, score):
    family = type[:type.index(".")]
    data = ['"ticket":"t-%07d"' % key] if isinstance(key, int) else []
    if key is not None:
        data.append('"order":"o-%07d"' % order)
    if score is not None:
        data.append('"score":%d' % score)
    data.append('"channel":"%s"' % r.choice(CHANNELS))
    if family == "delivery":
        data.append('"carrier":"%s"' % r.choice(CARRIERS))
    if type == "delivery.delayed":
        data.append('"reason":"%s"' % r.choice(REASONS))
    if type == "order.placed":
        data.append('"items":%d,"total":%.2f' % (r.randint(1, 5), 200 * r.random()))
    data.append('"note":"%s"' % r.choice(NOTES))
    return ('{"specversion":"1.0","id":"e-%09d","source":"%s","type":"%s","subject":"c%07d","time":"%s",'
            '"datacontenttype":"application/json","data":{%s}}\n'
            % (number, SOURCES[family], type, customer, rfc3339(time), ",".join(data)))


def by_time(r, count, customers):
    """(time, line) of `count` events in the order of time."""
    gap = SPAN * PER_ORDER / count
    ticket = iter(range(sys.maxsize))
    coming, latest = [], {}
    start, order, pushed, number = -LEAD, 0, 0, 0
    while number < count:
        # An order's events lie behind its start, so that what is due before the next start is complete.
        while start < SPAN and (not coming or coming[0][0] >= start):
            customer = int(customers * r.random() ** 1.6)      # some order much more than others
            for time, type, key, score in story(r, int(start), ticket):
                if 0 <= time < SPAN:
                    pushed += 1
                    heapq.heappush(coming, (time, pushed, type, customer, order, key, score))
            order += 1
            start += r.expovariate(1 / gap)
        if not coming:
            return
        time, rank, type, customer, of, key, score = heapq.heappop(coming)
        if time <= latest.get(customer, -1):
            if latest[customer] + 1 < SPAN:
                heapq.heappush(coming, (latest[customer] + 1, rank, type, customer, of, key, score))
            continue
        latest[customer] = time
        yield time, line(r, number, time, type, customer, of, key, score)
        number += 1


def arriving(r, events, late, at_most):
    """The lines in the order of arrival."""
    waiting = []
    for number, (time, text) in enumerate(events):
        while waiting and waiting[0][0] <= time:
            yield heapq.heappop(waiting)[2]
        if r.random() < late:
            heapq.heappush(waiting, (time + 1000 * at_most * r.random(), number, text))
        else:
            yield text
    while waiting:
        yield heapq.heappop(waiting)[2]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("-n", "--events", type=int, default=1_000_000)
    options.add_argument("-k", "--customers", type=int, default=100_000)
    options.add_argument("-s", "--seed", type=int, default=1)
    options.add_argument("-o", "--out", default="/dev/stdout")
    options.add_argument("--ooo", type=float, default=0, help="the share of lines that arrive late")
    options.add_argument("--ooo-max", type=float, default=600, help="how late at most, in seconds")
    options.add_argument("--open", type=int, default=0, help="this many deadlines of as many customers in one hour")
    of = options.parse_args()
    r = random.Random(of.seed)
    with open(of.out, "w") as out:
        if of.open:
            for i in range(of.open):
                out.write(line(r, i, HOUR * i // of.open, "delivery.delayed", i, i, "order", None))
        else:
            # Which lines are late is drawn apart, so that the events are the same with and without.
            out.writelines(arriving(random.Random(of.seed + 1), by_time(r, of.events, of.customers), of.ooo, of.ooo_max))


main()
