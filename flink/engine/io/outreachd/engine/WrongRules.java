package io.outreachd.engine;

/** Rules with a mistake; the message is what {@code outreachd check} prints. */
public final class WrongRules extends Exception {
    public WrongRules(String diagnostics) {
        super(diagnostics);
    }
}
