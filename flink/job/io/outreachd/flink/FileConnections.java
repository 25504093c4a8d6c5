package io.outreachd.flink;

import io.outreachd.engine.Task;
import java.time.Duration;
import org.apache.flink.api.common.serialization.Encoder;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.SimpleStreamFormat;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/** Files, on whatever file system Flink knows. */
final class FileConnections implements Connections {
    private static final String NEVER = "never";

    private final Options options;

    FileConnections(Options options) {
        this.options = options;
    }

    @Override
    public Source<Arrival, ?, ?> events(Look look) {
        long watch = options.duration("watch", NEVER, NEVER);
        return files(options.text("events"), new EventLines(look), watch);
    }

    @Override
    public Source<News, ?, ?> newRules() {
        if (!options.has("new-rules")) return null;
        return files(options.text("new-rules"), new RuleFiles(), options.duration("watch", "1s", NEVER));
    }

    private static <T> Source<T, ?, ?> files(String path, SimpleStreamFormat<T> format, long watch) {
        FileSource.FileSourceBuilder<T> source = FileSource.forRecordStreamFormat(format, new Path(path));
        return (watch == Long.MAX_VALUE ? source : source.monitorContinuously(Duration.ofMillis(watch))).build();
    }

    @Override
    public Sink<byte[]> changes() {
        return files("changes", new Lines.Plain());
    }

    @Override
    public Sink<Task> tasks() {
        return files("tasks", new Lines.OfTasks());
    }

    @Override
    public Sink<byte[]> rejected() {
        return files("rejected", new Lines.Plain());
    }

    private <T> Sink<T> files(String folder, Encoder<T> lines) {
        return FileSink.forRowFormat(new Path(options.text("out"), folder), lines)
            .withRollingPolicy(OnCheckpointRollingPolicy.build()).build();
    }
}
