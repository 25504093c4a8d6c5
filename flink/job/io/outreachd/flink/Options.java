package io.outreachd.flink;

import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/** What the job is started with: {@code --name value}, and {@code -Dkey=value} for Flink. */
final class Options {
    static final String USAGE = """
        --rules PATH          a rule file or a folder of them, as the client sees it
        --events URI          a folder or file of events, one a line
        --watch DURATION      look for new files so often; without it the job ends with the files that are there
        --new-rules URI       a folder in which archives of new rules appear
        --out URI             a folder: changes/, tasks/ and rejected/ are written there
        --kafka FILE          instead of --events and --out: a file of properties (see the README)
        --disorder DURATION   how late an event may come and still be in time (10s)
        --patience DURATION   after how long a silence the wall clock counts (1min), or never
        --ahead DURATION      how far ahead of the clock an event may be (5min), or any
        --lateness DURATION   for how long what happened may still be put right (7d), or never: for ever
        --until TIME          where time ends, as 2026-03-02T10:00:00Z
        --memory BYTES        native memory for the customers of each slot, as 256m (256m)
        --feeds yes           tell every slot who was heard, although the first rules name no feed
        --surges yes          decide surges, although the first rules have none
        --rate N              events a second and reader, for trials
        """;

    private static final Set<String> KNOWN = Set.of(
        "rules", "events", "watch", "new-rules", "out", "kafka", "disorder", "patience", "ahead", "until", "lateness", "memory", "feeds",
        "surges", "rate");

    private final Map<String, String> given = new LinkedHashMap<>();
    final Configuration flink = new Configuration();

    Options(String... arguments) {
        for (int place = 0; place < arguments.length; place++) {
            String word = arguments[place];
            if (word.startsWith("-D") && word.contains("=")) {
                flink.setString(word.substring(2, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
            } else if (word.startsWith("--") && KNOWN.contains(word.substring(2)) && place + 1 < arguments.length) {
                given.put(word.substring(2), arguments[++place]);
            } else {
                throw new IllegalArgumentException(word + " is no option, or has no value\n" + USAGE);
            }
        }
    }

    boolean has(String name) {
        return given.containsKey(name);
    }

    String text(String name) {
        String value = given.get(name);
        if (value == null) throw new IllegalArgumentException("--" + name + " is missing\n" + USAGE);
        return value;
    }

    long number(String name, long otherwise) {
        return has(name) ? Long.parseLong(text(name)) : otherwise;
    }

    /** In milliseconds; {@code Long.MAX_VALUE} for the word that means no bound. */
    long duration(String name, String otherwise, String none) {
        String value = given.getOrDefault(name, otherwise);
        if (value.equals(none)) return Long.MAX_VALUE;
        for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
            String number = value.endsWith(unit.getKey()) ? value.substring(0, value.length() - unit.getKey().length()) : "";
            if (number.matches("[0-9]{1,9}")) return Long.parseLong(number) * unit.getValue();
        }
        throw new IllegalArgumentException("--" + name + " " + value + ": a duration is written as 500ms, 30s, 5min, 4h or 2d");
    }

    /** Those that end in another one stand before it. */
    private static final Map<String, Long> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("ms", 1L);
        UNITS.put("s", 1000L);
        UNITS.put("min", 60_000L);
        UNITS.put("h", 3_600_000L);
        UNITS.put("d", 86_400_000L);
    }

    /** In milliseconds; {@code Long.MAX_VALUE} if it is not given. */
    long time(String name) {
        return has(name) ? OffsetDateTime.parse(text(name)).toInstant().toEpochMilli() : Long.MAX_VALUE;
    }

    long bytes(String name, String otherwise) {
        return MemorySize.parse(given.getOrDefault(name, otherwise)).getBytes();
    }
}
