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

    /**
     * Lets go of what nobody may look at any more of a customer's past up to a time. Returns false if that has to wait until
     * tasks of which a surge is asked have ended.
     */
    public boolean settle(long customer, long millis) {
        return Native.settle(handle, customer, Math.floorDiv(millis, 1000));
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
        return changes(Native.advance(handle, customer, Math.floorDiv(millis, 1000), lastNanosecond(millis)));
    }

    private static int lastNanosecond(long millis) {
        return (int) Math.floorMod(millis, 1000L) * 1_000_000 + 999_999;
    }

    /**
     * Brings a surge to the end of a millisecond, up to which all is known that customers tell it.
     *
     * @param state what it came to before; null for nothing
     * @param messages those that it was not given before
     */
    public Surged surge(String surge, byte[] state, List<byte[]> messages, long millis) {
        byte[] told = Native.surge(
            handle, surge.getBytes(UTF_8), state, messages.toArray(byte[][]::new), Math.floorDiv(millis, 1000),
            lastNanosecond(millis));
        if (reply.getInt(0) != 0) throw new UnreadableState("surge " + surge, reply.getInt(0));
        ByteBuffer rest = ByteBuffer.wrap(told).order(ByteOrder.nativeOrder());
        Changes changes = new Changes(lines(rest, reply.getInt(4)), tasks(rest, reply.getInt(8)), List.of());
        byte[] kept = new byte[rest.remaining()];
        rest.get(kept);
        return new Surged(changes, kept, millis());
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
        ByteBuffer rest = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        List<byte[]> lines = lines(rest, reply.getInt(4));
        List<Task> tasks = tasks(rest, reply.getInt(8));
        return new Changes(lines, tasks, messages(rest, reply.getInt(12)));
    }

    private static List<byte[]> lines(ByteBuffer bytes, int count) {
        List<byte[]> lines = new ArrayList<>();
        int from = bytes.position(), end = from + count;
        for (int at = from; at < end; at++) {
            if (bytes.get(at) != '\n') continue;
            lines.add(Arrays.copyOfRange(bytes.array(), from, at));
            from = at + 1;
        }
        bytes.position(end);
        return lines;
    }

    private static List<Task> tasks(ByteBuffer bytes, int count) {
        List<Task> tasks = new ArrayList<>(count);
        for (int task = 0; task < count; task++) {
            byte[] id = new byte[bytes.getInt()], place = new byte[bytes.getInt()], text = new byte[bytes.getInt()];
            bytes.get(id).get(place).get(text);
            tasks.add(new Task(new String(id, UTF_8), new String(place, UTF_8), text));
        }
        return tasks;
    }

    private static List<Message> messages(ByteBuffer bytes, int count) {
        if (count == 0) return List.of();
        List<Message> messages = new ArrayList<>(count);
        for (int message = 0; message < count; message++) {
            byte[] surge = new byte[bytes.getInt()], text = new byte[bytes.getInt()];
            long millis = bytes.getLong() * 1000 + bytes.getLong() / 1_000_000;
            bytes.get(surge).get(text);
            messages.add(new Message(new String(surge, UTF_8), text, millis));
        }
        return messages;
    }
}
