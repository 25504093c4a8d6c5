#!/usr/bin/env python3
"""What four.rules must open, found the slow and plain way, as sorted lines: rule,customer,key,judged at.

  expected.py EVENTS                      from the events
  ... replay ... | expected.py --from-replay      from what replay printed
"""
import collections, datetime, json, sys

HOUR = 3_600_000
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MILLISECOND = datetime.timedelta(milliseconds=1)


def instant(text):
    return (datetime.datetime.fromisoformat(text.replace("Z", "+00:00")) - EPOCH) // MILLISECOND


def row(rule, customer, key, time):
    text = (EPOCH + time * MILLISECOND).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3]
    return f"{rule},{customer},{key},{text}Z"


def of_customer(customer, events):
    inbound, calls_again = [], False
    for at, (time, type, data) in enumerate(events):
        def silence(hours, types, field=None):
            for later, other, its in events[at + 1:]:
                if later > time + hours * HOUR:
                    break
                if other in types and (field is None or its.get(field) == data[field]):
                    return False
            return True
        if type == "delivery.delayed":
            if silence(4, ("contact.outbound", "order.canceled", "delivery.delivered"), "order"):
                yield row("R1", customer, data["order"], time + 4 * HOUR)
        elif type == "ticket.acknowledged":
            if silence(24, ("ticket.resolved",), "ticket"):
                yield row("R2", customer, data["ticket"], time + 24 * HOUR)
        elif type == "survey.submitted" and data["score"] <= 2:
            if silence(48, ("contact.outbound",)):
                yield row("R4", customer, "-", time + 48 * HOUR)
        elif type == "contact.inbound":
            inbound.append(time)
            if not calls_again and len(inbound) >= 3 and inbound[-3] >= time - 48 * HOUR:
                calls_again = True
                yield row("R3", customer, "-", time)


def from_events(path):
    customers = collections.defaultdict(list)
    for line in open(path, "rb"):
        event = json.loads(line)
        customers[event["subject"]].append((instant(event["time"]), event["type"], event["data"]))
    for customer, events in customers.items():
        yield from of_customer(customer, sorted(events, key=lambda event: event[0]))


def from_replay(lines):
    for line in lines:
        change = json.loads(line)
        if change["change"] == "opened":
            yield row(change["rule"], change["customer"], next(iter(change["key"].values()), "-"), instant(change["at"]))


rows = from_replay(sys.stdin) if sys.argv[1] == "--from-replay" else from_events(sys.argv[1])
print("\n".join(sorted(rows)))
