package io.outreachd.flink;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Events in messages, as of Kafka, one each. */
final class EventMessages implements DeserializationSchema<Arrival> {
    private static final long serialVersionUID = 1;

    private final Look look;

    EventMessages(Look look) {
        this.look = look;
    }

    @Override
    public Arrival deserialize(byte[] message) {
        return message == null ? null : look.at(message);
    }

    @Override
    public boolean isEndOfStream(Arrival arrival) {
        return false;
    }

    @Override
    public TypeInformation<Arrival> getProducedType() {
        return Arrival.TYPE;
    }
}
