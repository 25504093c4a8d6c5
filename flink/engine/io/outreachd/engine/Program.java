package io.outreachd.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** A checked set of rules. All threads may use it, and it may be closed while workers of it live. */
public final class Program implements AutoCloseable {
    final long handle;
    private final byte[] fingerprint;

    private Program(long handle) {
        this.handle = handle;
        this.fingerprint = Native.fingerprint(handle);
    }

    public static Program of(List<Source> sources) throws WrongRules {
        byte[][] said = {new byte[0]};
        long handle = Native.compile(names(sources), texts(sources), tables(sources), said);
        if (handle == 0) throw new WrongRules(new String(said[0], UTF_8));
        return new Program(handle);
    }

    /** The paths of the tables that rule files name. */
    public static List<String> tableNames(List<Source> sources) {
        return new String(Native.tableNames(names(sources), texts(sources), tables(sources)), UTF_8).lines().toList();
    }

    /** All that comes out depends on, but events and zones: 64 hexadecimal digits. */
    public String fingerprint() {
        return new String(fingerprint, UTF_8);
    }

    @Override
    public void close() {
        Native.releaseProgram(handle);
    }

    private static byte[][] names(List<Source> sources) {
        return sources.stream().map(source -> source.name().getBytes(UTF_8)).toArray(byte[][]::new);
    }

    private static byte[][] texts(List<Source> sources) {
        return sources.stream().map(Source::text).toArray(byte[][]::new);
    }

    private static boolean[] tables(List<Source> sources) {
        boolean[] tables = new boolean[sources.size()];
        for (int place = 0; place < tables.length; place++) tables[place] = sources.get(place).isTable();
        return tables;
    }
}
