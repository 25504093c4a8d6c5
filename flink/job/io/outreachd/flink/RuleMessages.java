package io.outreachd.flink;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** New rules in messages, as of Kafka, one {@link RuleSet} each. */
final class RuleMessages implements DeserializationSchema<News> {
    private static final long serialVersionUID = 1;

    @Override
    public News deserialize(byte[] message) {
        return message == null || message.length == 0 ? null : News.rules(message);
    }

    @Override
    public boolean isEndOfStream(News news) {
        return false;
    }

    @Override
    public TypeInformation<News> getProducedType() {
        return News.TYPE;
    }
}
