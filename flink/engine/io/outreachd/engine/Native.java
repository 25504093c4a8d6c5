package io.outreachd.engine;

import java.io.File;
import java.nio.ByteBuffer;

/**
 * The functions of {@code outreach_engine.h}, as {@code outreach_jni.c} hands them on; {@link Program}, {@link Worker} and
 * {@link Customer} give them their meaning.
 *
 * <p>A JVM loads a native library for one class loader only, so this class has to come from Flink's {@code lib/}, once for
 * all jobs of a process.
 */
final class Native {
    static {
        System.load(new File(folder(), "liboutreach_jni.so").getAbsolutePath());
    }

    private Native() {}

    /** Where the two libraries lie: what {@code OUTREACHD_LIBRARY} names, else beside the jar. */
    private static File folder() {
        String named = System.getenv("OUTREACHD_LIBRARY");
        if (named != null) return new File(named);
        return new File(Native.class.getProtectionDomain().getCodeSource().getLocation().getPath()).getParentFile();
    }

    static native long compile(byte[][] names, byte[][] texts, boolean[] tables, byte[][] said);

    static native byte[] tableNames(byte[][] names, byte[][] texts, boolean[] tables);

    static native byte[] fingerprint(long program);

    static native void releaseProgram(long program);

    static native long worker(long program, ByteBuffer reply);

    static native void releaseWorker(long worker);

    static native byte[] look(long worker, byte[] event, long latest);

    static native boolean hear(long worker, byte[] source, long seconds, int nanoseconds);

    static native void forget(long worker, long seconds);

    static native long open(long worker, byte[] name, byte[] state);

    static native long memory(long customer);

    static native boolean settle(long worker, long customer, long seconds);

    static native void close(long customer);

    static native byte[] take(long worker, long customer, byte[] event);

    static native byte[] advance(long worker, long customer, long seconds, int nanoseconds);

    static native byte[] judgeAnew(long worker, long customer);

    static native byte[] surge(long worker, byte[] surge, byte[] state, byte[][] messages, long seconds, int nanoseconds);

    static native byte[] encode(long worker, long customer);
}
