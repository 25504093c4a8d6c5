package io.outreachd.flink;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.reader.SimpleStreamFormat;
import org.apache.flink.core.fs.FSDataInputStream;

/** Events in files, one a line. */
final class EventLines extends SimpleStreamFormat<Arrival> {
    private static final long serialVersionUID = 1;

    private final Look look;

    EventLines(Look look) {
        this.look = look;
    }

    @Override
    public Reader<Arrival> createReader(Configuration configuration, FSDataInputStream file) throws IOException {
        // One for each file: a worker belongs to one thread.
        return new LineReader(file, look.another());
    }

    @Override
    public TypeInformation<Arrival> getProducedType() {
        return Arrival.TYPE;
    }

    /** Cuts bytes at line ends, without decoding them. */
    private static final class LineReader implements Reader<Arrival> {
        private final FSDataInputStream file;
        private final Look look;
        private byte[] buffer = new byte[1 << 16];
        private int start;
        private int end;
        private boolean isOver;

        LineReader(FSDataInputStream file, Look look) {
            this.file = file;
            this.look = look;
        }

        @Override
        public Arrival read() throws IOException {
            byte[] line = line();
            while (line != null && isBlank(line)) line = line();
            return line == null ? null : look.at(line);
        }

        private static boolean isBlank(byte[] line) {
            for (byte one : line) if (one != ' ' && one != '\r' && one != '\t') return false;
            return true;
        }

        private byte[] line() throws IOException {
            int at = start;
            while (true) {
                for (; at < end; at++) {
                    if (buffer[at] != '\n') continue;
                    byte[] line = Arrays.copyOfRange(buffer, start, at);
                    start = at + 1;
                    return line;
                }
                if (isOver) {
                    if (start == end) return null;
                    byte[] line = Arrays.copyOfRange(buffer, start, end);
                    start = end;
                    return line;
                }
                at -= start;
                fill();
            }
        }

        /** Reads more behind what has no line end yet, which moves to the front. */
        private void fill() throws IOException {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
            if (end == buffer.length) buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            int count = file.read(buffer, end, buffer.length - end);
            if (count < 0) isOver = true;
            else end += count;
        }

        @Override
        public void close() throws IOException {
            look.close();
            file.close();
        }
    }
}
