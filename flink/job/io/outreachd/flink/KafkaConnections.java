package io.outreachd.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.outreachd.engine.Task;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.base.DeliveryGuarantee;

/**
 * Kafka, as a file of properties says: {@code events}, {@code rules} (may be left out), {@code changes}, {@code tasks} and
 * {@code rejected} name topics, what begins with {@code kafka.} goes to Kafka's clients, and {@code transactions} is the
 * prefix of the sinks' transactions; without it a line may come twice after a failure.
 *
 * <p>Kafka's connector is no part of Flink and has versions of its own, so the job is not compiled against it: its builders
 * are named by their names, and its jar has to lie in Flink's {@code lib/}.
 */
final class KafkaConnections implements Connections {
    private static final String CONNECTOR = "org.apache.flink.connector.kafka.";

    private final Properties named = new Properties();
    private final Properties clients = new Properties();

    KafkaConnections(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            named.load(reader);
        }
        for (String name : named.stringPropertyNames())
            if (name.startsWith("kafka.")) clients.setProperty(name.substring(6), named.getProperty(name));
    }

    @Override
    public Source<Arrival, ?, ?> events(Look look) {
        return source(topic("events"), new EventMessages(look));
    }

    @Override
    public Source<News, ?, ?> newRules() {
        return named.containsKey("rules") ? source(topic("rules"), new RuleMessages()) : null;
    }

    @Override
    public Sink<byte[]> changes() {
        return sink("changes", null, (byte[] line) -> line);
    }

    @Override
    public Sink<Task> tasks() {
        return sink("tasks", (Task task) -> task.id().getBytes(UTF_8), Task::text);
    }

    @Override
    public Sink<byte[]> rejected() {
        return sink("rejected", null, (byte[] line) -> line);
    }

    private String topic(String of) {
        String topic = named.getProperty(of);
        if (topic == null) throw new IllegalArgumentException("the file of --kafka names no topic for " + of);
        return topic;
    }

    @SuppressWarnings("unchecked")
    private <T> Source<T, ?, ?> source(String topic, DeserializationSchema<T> messages) {
        return (Source<T, ?, ?>) Builder.of(CONNECTOR + "source.KafkaSource")
            .set("setTopics", String[].class, new String[] {topic})
            .set("setProperties", Properties.class, clients)
            .set("setValueOnlyDeserializer", DeserializationSchema.class, messages)
            .build();
    }

    @SuppressWarnings("unchecked")
    private <T> Sink<T> sink(String of, SerializationSchema<T> key, SerializationSchema<T> value) {
        Builder record = Builder.of(CONNECTOR + "sink.KafkaRecordSerializationSchema")
            .set("setTopic", String.class, topic(of))
            .set("setValueSerializationSchema", SerializationSchema.class, value);
        if (key != null) record = record.set("setKeySerializationSchema", SerializationSchema.class, key);
        Builder sink = Builder.of(CONNECTOR + "sink.KafkaSink")
            .set("setKafkaProducerConfig", Properties.class, clients)
            .set("setRecordSerializer", Builder.type(CONNECTOR + "sink.KafkaRecordSerializationSchema"), record.build());
        String transactions = named.getProperty("transactions");
        if (transactions == null) {
            sink = sink.set("setDeliveryGuarantee", DeliveryGuarantee.class, DeliveryGuarantee.AT_LEAST_ONCE);
        } else {
            sink = sink.set("setDeliveryGuarantee", DeliveryGuarantee.class, DeliveryGuarantee.EXACTLY_ONCE)
                .set("setTransactionalIdPrefix", String.class, transactions + "-" + of);
        }
        return (Sink<T>) sink.build();
    }
}
