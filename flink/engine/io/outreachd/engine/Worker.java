package io.outreachd.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one thread works with under one program, and when feeds were heard.
 *
 * <p>Customers are handles: numbers that {@link #open} gives and {@link #close(long)} takes back. Times are seconds and
 * nanoseconds as in {@code outreach_engine.h}, or milliseconds as Flink has them, which mean their last nanosecond where
 * time is advanced and are rounded down where something comes due.
 */
public final class Worker implements AutoCloseable {
    /** A deadline that never comes. */
    public static final long NEVER = Long.MAX_VALUE;

    private final ByteBuffer reply = ByteBuffer.allocateDirect(40).order(ByteOrder.nativeOrder());
    private final long handle;

    public Worker(Program program) {
        handle = Native.worker(program.handle, reply);
    }

    @Override
    public void close() {
        Native.releaseWorker(handle);
    }

    /**
     * Checks an event, and says what its envelope tells.
     *
     * @param latest in seconds: an event that happened later is rejected; {@link #NEVER}: none is
     */
    public Seen look(byte[] event, long latest) {
        byte[] told = Native.look(handle, event, latest);
        if (reply.getInt(0) == 3) return new Seen("", "", 0, 0, Long.MIN_VALUE, told);
        int customer = reply.getInt(4);
        return new Seen(
            new String(told, 0, customer, UTF_8), new String(told, customer, reply.getInt(8), UTF_8), reply.getLong(16),
            reply.getInt(24), millis(), null);
    }

    /** Notes that an event of a source happened. Returns whether it matters to the program, and was news. */
    public boolean hear(String source, long seconds, int nanoseconds) {
        return Native.hear(handle, source.getBytes(UTF_8), seconds, nanoseconds);
    }

    /** Says that no customer will be advanced from before a time any more. */
    public void forgetHeardBefore(long millis) {
        Native.forget(handle, Math.floorDiv(millis, 1000));
    }

    /**
     * Opens a customer from bytes that {@link #encode} gave, under whatever program.
     *
     * @param state null for a new one
     */
    public long open(String name, byte[] state) {
        long customer = Native.open(handle, name.getBytes(UTF_8), state);
        if (-16 < customer && customer <= 0) throw new UnreadableState(name, -customer);
        return customer;
    }

    /** About how many bytes an open customer takes. */
    public static long memory(long customer) {
        return Native.memory(customer);
    }

    /** Lets go of what nobody may look at any more of a customer's past up to a time. */
    public void settle(long customer, long millis) {
        Native.settle(handle, customer, Math.floorDiv(millis, 1000));
    }

    public static void close(long customer) {
        Native.close(customer);
    }

    /** Hands a customer an event; {@link #rejected} says why not, {@link #next} when something is due. */
    public Taking take(long customer, byte[] event) {
        rejected = Native.take(handle, customer, event);
        return Taking.of(reply.getInt(0));
    }

    private byte[] rejected;

    /** Of the last {@link #take} that refused: why, as {@code outreachd replay} prints it; else null. */
    public byte[] rejected() {
        return rejected;
    }

    /** After {@link #take} and {@link #advance}: when something is to be done next, or {@link #NEVER}. */
    public long next() {
        return millis();
    }

    /** After {@link #take} and {@link #advance}: about how many bytes the customer takes. */
    public long memory() {
        return reply.getLong(32);
    }

    /** After {@link #advance}: whether a task waits for a feed to be heard. */
    public boolean waitsForFeeds() {
        return reply.getInt(0) != 0;
    }

    /** Brings a customer to the end of a millisecond, from instant to instant. */
    public Changes advance(long customer, long millis) {
        return changes(Native.advance(
            handle, customer, Math.floorDiv(millis, 1000), (int) Math.floorMod(millis, 1000L) * 1_000_000 + 999_999));
    }

    /** Judges by this worker's program a customer whom another program has judged. */
    public Changes judgeAnew(long customer) {
        return changes(Native.judgeAnew(handle, customer));
    }

    public byte[] encode(long customer) {
        return Native.encode(handle, customer);
    }

    private long millis() {
        long seconds = reply.getLong(16);
        return seconds == NEVER ? NEVER : seconds * 1000 + reply.getInt(24) / 1_000_000;
    }

    private Changes changes(byte[] bytes) {
        if (bytes == null) return Changes.NONE;
        int end = reply.getInt(4), count = reply.getInt(8);
        List<byte[]> lines = new ArrayList<>();
        for (int from = 0, at = 0; at < end; at++) {
            if (bytes[at] != '\n') continue;
            lines.add(Arrays.copyOfRange(bytes, from, at));
            from = at + 1;
        }
        List<Task> tasks = new ArrayList<>(count);
        ByteBuffer rest = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).position(end);
        for (int task = 0; task < count; task++) {
            byte[] id = new byte[rest.getInt()], place = new byte[rest.getInt()], text = new byte[rest.getInt()];
            rest.get(id).get(place).get(text);
            tasks.add(new Task(new String(id, UTF_8), new String(place, UTF_8), text));
        }
        return new Changes(lines, tasks);
    }
}
