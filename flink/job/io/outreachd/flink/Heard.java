package io.outreachd.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.outreachd.engine.Worker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * When the sources that some feed names were heard: of each the last time before the clock, and all that are ahead of it.
 * So a worker that is made anew, for new rules or after a restart, knows what the one before knew.
 */
final class Heard {
    private record Time(long seconds, int nanoseconds) implements Comparable<Time> {
        @Override
        public int compareTo(Time other) {
            int order = Long.compare(seconds, other.seconds);
            return order != 0 ? order : Integer.compare(nanoseconds, other.nanoseconds);
        }
    }

    private final Map<String, TreeSet<Time>> times = new TreeMap<>();

    /** Tells a worker, and remembers it if that was news to it. */
    void hear(News news, Worker worker) {
        if (!worker.hear(news.source(), news.seconds(), news.nanoseconds())) return;
        times.computeIfAbsent(news.source(), source -> new TreeSet<>()).add(new Time(news.seconds(), news.nanoseconds()));
    }

    /** Tells a worker all that is remembered. */
    void tell(Worker worker) {
        times.forEach((source, heard) -> heard.forEach(it -> worker.hear(source, it.seconds, it.nanoseconds)));
    }

    /** Forgets what no customer asks about once time has gone on to a millisecond. */
    void forgetBefore(long millis, Worker worker) {
        if (times.isEmpty()) return;
        Time now = new Time(Math.floorDiv(millis, 1000), 0);
        for (TreeSet<Time> heard : times.values()) {
            Time last = heard.lower(now);
            if (last != null) heard.headSet(last, false).clear();
        }
        worker.forgetHeardBefore(millis);
    }

    byte[] encoded() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream to = new DataOutputStream(bytes);
        to.writeInt(times.size());
        for (Map.Entry<String, TreeSet<Time>> one : times.entrySet()) {
            byte[] source = one.getKey().getBytes(UTF_8);
            to.writeInt(source.length);
            to.write(source);
            to.writeInt(one.getValue().size());
            for (Time time : one.getValue()) {
                to.writeLong(time.seconds);
                to.writeInt(time.nanoseconds);
            }
        }
        return bytes.toByteArray();
    }

    static Heard decoded(byte[] bytes) throws IOException {
        Heard heard = new Heard();
        DataInputStream from = new DataInputStream(new ByteArrayInputStream(bytes));
        for (int sources = from.readInt(); sources > 0; sources--) {
            String source = new String(from.readNBytes(from.readInt()), UTF_8);
            TreeSet<Time> times = new TreeSet<>();
            for (int count = from.readInt(); count > 0; count--) times.add(new Time(from.readLong(), from.readInt()));
            heard.times.put(source, times);
        }
        return heard;
    }
}
