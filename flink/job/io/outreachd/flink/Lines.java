package io.outreachd.flink;

import io.outreachd.engine.Task;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.api.common.serialization.Encoder;

/** How things stand in files: a line each. */
final class Lines {
    private Lines() {}

    /** A line as it is. */
    static final class Plain implements Encoder<byte[]> {
        private static final long serialVersionUID = 1;

        @Override
        public void encode(byte[] line, OutputStream to) throws IOException {
            to.write(line);
            to.write('\n');
        }
    }

    /** A task as the file that {@code outreachd} would write, its line ends as blanks; no text in it holds a line end. */
    static final class OfTasks implements Encoder<Task> {
        private static final long serialVersionUID = 1;

        @Override
        public void encode(Task task, OutputStream to) throws IOException {
            byte[] line = task.text().clone();
            int end = line.length;
            while (end > 0 && line[end - 1] == '\n') end--;
            for (int place = 0; place < end; place++) if (line[place] == '\n') line[place] = ' ';
            to.write(line, 0, end);
            to.write('\n');
        }
    }
}
