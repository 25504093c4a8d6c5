package io.outreachd.engine;

/**
 * What the envelope of an event says.
 *
 * @param millis when it happened, rounded down to what Flink counts in
 * @param rejected null unless the event does not count: then why, as {@code outreachd replay} prints it, and nothing else is
 *     known
 */
public record Seen(String customer, String source, long seconds, int nanoseconds, long millis, byte[] rejected) {}
