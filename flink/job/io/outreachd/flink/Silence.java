package io.outreachd.flink;

/**
 * For how long nothing has come.
 *
 * <p>It is counted while it is asked for regularly. A task that was held up, by sinks that are slow or by a machine that
 * slept, has not been listening: that time is no silence.
 */
final class Silence {
    /** The longest time between two questions that counts as having listened, in milliseconds. */
    private static final long LISTENING = 1000;

    private long askedAt;
    private long lasted;

    Silence(long now) {
        askedAt = now;
    }

    void ends() {
        lasted = 0;
    }

    /** In milliseconds. */
    long until(long now) {
        lasted += Math.max(0, Math.min(now - askedAt, LISTENING));
        askedAt = now;
        return lasted;
    }
}
