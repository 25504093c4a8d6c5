package io.outreachd.flink;

import io.outreachd.engine.Seen;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An event as the source hands it on: its envelope has been read, its data has not.
 *
 * @param customer empty if the event is rejected; no event has an empty subject
 * @param event the event as it came; of one that is rejected, why
 * @param millis when it happened; {@code Long.MIN_VALUE} if it is rejected, so that it moves no clock
 */
public record Arrival(String customer, byte[] event, long millis, String source, long seconds, int nanoseconds) {
    static final FormType<Arrival> TYPE = new FormType<>(Arrival.class, new ArrivalForm());

    static Arrival of(Seen seen, byte[] event) {
        byte[] shown = seen.rejected() == null ? event : seen.rejected();
        return new Arrival(seen.customer(), shown, seen.millis(), seen.source(), seen.seconds(), seen.nanoseconds());
    }

    boolean isRejected() {
        return customer.isEmpty();
    }

    static final class ArrivalForm extends Form<Arrival> {
        @Override
        int version() {
            return 1;
        }

        @Override
        void write(Arrival arrival, DataOutputView to) throws IOException {
            writeText(arrival.customer, to);
            writeBytes(arrival.event, to);
            to.writeLong(arrival.millis);
            writeText(arrival.source, to);
            to.writeLong(arrival.seconds);
            to.writeInt(arrival.nanoseconds);
        }

        @Override
        Arrival read(int version, DataInputView from) throws IOException {
            return new Arrival(
                readText(from), readBytes(from), from.readLong(), readText(from), from.readLong(), from.readInt());
        }

        @Override
        public TypeSerializerSnapshot<Arrival> snapshotConfiguration() {
            return new ArrivalSnapshot();
        }
    }

    public static final class ArrivalSnapshot extends Form.Snapshot<Arrival> {
        public ArrivalSnapshot() {
            super(new ArrivalForm());
        }
    }
}
