package io.outreachd.flink;

import io.outreachd.engine.Worker;

/** A customer in native memory. */
final class OpenCustomer {
    final String name;
    /** What {@link Worker#open} gave. */
    long handle;
    /** Whether the state does not hold all that the engine knows. */
    boolean isDirty;
    /** When their timer rings. */
    long timer;
    /** When they are next to be advanced, if that is sooner than their timer and the next watermark may bring it. */
    long due = Worker.NEVER;
    /** When what has happened so far can be settled; {@link Worker#NEVER} if all is. */
    long settling;
    /** About how much native memory they take. */
    long bytes;

    OpenCustomer(String name, long handle, long timer, long settling) {
        this.name = name;
        this.handle = handle;
        this.timer = timer;
        this.settling = settling;
        bytes = Worker.memory(handle);
    }
}
