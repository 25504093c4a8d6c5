package io.outreachd.engine;

/** Bytes of a customer that this library does not read. */
public final class UnreadableState extends RuntimeException {
    UnreadableState(String customer, long status) {
        super("the state of customer " + customer + (status == 1 ? " was written by a newer version" : " is damaged"));
    }
}
