package io.outreachd.engine;

/** What became of an event that a customer was handed, in the order of {@code oe_taking}. */
public enum Taking {
    TAKEN,
    /** It was there before. */
    DUPLICATE,
    /** Another event of its source and id was there before, and stays. */
    CONFLICT,
    REFUSED,
    /** No rule asks about it, or none declares its type. */
    NOT_ASKED,
    /** It is another customer's. */
    ELSEWHERE;

    private static final Taking[] ALL = values();

    static Taking of(int number) {
        return ALL[number];
    }
}
