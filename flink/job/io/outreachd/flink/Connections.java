package io.outreachd.flink;

import io.outreachd.engine.Task;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/** Where events come from, and where goes what comes out. */
interface Connections {
    Source<Arrival, ?, ?> events(Look look);

    /** Null if no rules come while the job runs. */
    Source<News, ?, ?> newRules();

    Sink<byte[]> changes();

    /** Of a task with an id that was there before the later one counts. */
    Sink<Task> tasks();

    Sink<byte[]> rejected();
}
