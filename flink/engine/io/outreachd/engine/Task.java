package io.outreachd.engine;

/**
 * A task, whole.
 *
 * @param place {@code open}, {@code held} or {@code closed}
 * @param text the bytes of the file that {@code outreachd} writes
 */
public record Task(String id, String place, byte[] text) {}
