package io.outreachd.engine;

/**
 * What a customer tells the surge of a rule and a group.
 *
 * @param surge which, as text that means nothing to others
 * @param millis when it happened, rounded down
 */
public record Message(String surge, byte[] bytes, long millis) {}
