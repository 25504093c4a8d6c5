package io.outreachd.engine;

/**
 * What a surge came to.
 *
 * @param state to be handed over the next time; empty if nothing has to be kept
 * @param next when something is to be done next, or {@link Worker#NEVER}
 */
public record Surged(Changes changes, byte[] state, long next) {}
