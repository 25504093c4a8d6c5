package io.outreachd.flink;

import io.outreachd.engine.Changes;
import io.outreachd.engine.Taking;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What the operator counts, as Flink's metrics. */
final class Counts {
    final Counter late;
    final Counter judgedAnew;
    final Counter loads;
    final Counter wrongRules;
    private final Counter changes;
    private final Counter tasks;
    private final Counter[] events = new Counter[Taking.values().length];

    Counts(MetricGroup group, OpenCustomers customers, RuleBook book) {
        for (Taking taking : Taking.values())
            events[taking.ordinal()] = group.counter("outreachd_events_" + taking.name().toLowerCase());
        late = group.counter("outreachd_events_late");
        changes = group.counter("outreachd_changes");
        tasks = group.counter("outreachd_tasks");
        judgedAnew = group.counter("outreachd_customers_judged_anew");
        loads = group.counter("outreachd_customers_loaded");
        wrongRules = group.counter("outreachd_rules_refused");
        group.gauge("outreachd_customers_open", customers::count);
        group.gauge("outreachd_customers_bytes", customers::bytes);
        group.gauge("outreachd_clock", () -> book.clock);
    }

    void count(Taking taking) {
        events[taking.ordinal()].inc();
    }

    void count(Changes made) {
        changes.inc(made.lines().size());
        tasks.inc(made.tasks().size());
    }
}
