package io.outreachd.flink;

import java.io.Serializable;

/**
 * What the operator is told.
 *
 * @param rules the {@link RuleSet} with which the job is started
 * @param until where time ends, in milliseconds; {@code Long.MAX_VALUE}: nowhere
 * @param lateness for how many milliseconds what happened may still be put right, before it is settled;
 *     {@code Long.MAX_VALUE}: for ever
 * @param nativeBytes about how much native memory a subtask's customers may take
 * @param decidesSurges whether the job was laid with {@link Surges}
 */
record Settings(byte[] rules, long until, long lateness, long nativeBytes, boolean decidesSurges) implements Serializable {
    /** How many customers are judged anew at once, and how many milliseconds lie between one such slice and the next. */
    static final int SLICE = 500;

    static final long BETWEEN_SLICES = 20;

    /** When what happens now can be settled: seldom, so that timers need not be moved often. */
    long settling(long now) {
        if (lateness == Long.MAX_VALUE) return lateness;
        long between = Math.max(lateness / 8, 1);
        return (now / between + 1) * between + lateness;
    }
}
