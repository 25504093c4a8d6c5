package io.outreachd.flink;

import io.outreachd.engine.Program;
import io.outreachd.engine.Worker;
import java.io.Serializable;

/**
 * Reads the envelope of an event, at the source: there the watermark is made, and an event that claims to be of the future
 * must not reach it.
 *
 * <p>It knows no rules, so that new ones need not reach the sources: what an event's data must be is the customer's to say.
 */
final class Look implements Serializable {
    private static final long serialVersionUID = 1;

    private final long ahead;
    private transient Worker worker;

    /** @param ahead by how many milliseconds an event may be ahead of the clock; {@code Long.MAX_VALUE}: by any */
    Look(long ahead) {
        this.ahead = ahead;
    }

    /** One with a worker of its own. */
    Look another() {
        return new Look(ahead);
    }

    Arrival at(byte[] event) {
        if (worker == null) {
            try (Program none = RuleSet.none()) {
                worker = new Worker(none);
            }
        }
        long latest = ahead == Long.MAX_VALUE ? Worker.NEVER : (System.currentTimeMillis() + ahead) / 1000;
        return Arrival.of(worker.look(event, latest), event);
    }

    void close() {
        if (worker != null) worker.close();
        worker = null;
    }
}
