package io.outreachd.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** How values are written, and what becomes of those of another version. */
final class FormPage extends Page {
    /** A form of numbers, which from version 2 on has a second one. */
    private static final class Pair extends Form<int[]> {
        private final int version;

        Pair(int version) {
            this.version = version;
        }

        @Override
        int version() {
            return version;
        }

        @Override
        void write(int[] pair, DataOutputView to) throws IOException {
            to.writeInt(pair[0]);
            if (version > 1) to.writeInt(pair[1]);
        }

        @Override
        int[] read(int version, DataInputView from) throws IOException {
            return new int[] {from.readInt(), version > 1 ? from.readInt() : -1};
        }

        @Override
        public TypeSerializerSnapshot<int[]> snapshotConfiguration() {
            return new PairSnapshot(this);
        }
    }

    private static final class PairSnapshot extends Form.Snapshot<int[]> {
        PairSnapshot(Pair form) {
            super(form);
        }
    }

    private static <T> DataInputDeserializer bytes(TypeSerializer<T> form, T value) throws IOException {
        DataOutputSerializer to = new DataOutputSerializer(64);
        form.serialize(value, to);
        return new DataInputDeserializer(to.getCopyOfBuffer());
    }

    private static void restore(Pair written, Pair reading) throws IOException {
        DataOutputSerializer to = new DataOutputSerializer(8);
        written.snapshotConfiguration().writeSnapshot(to);
        TypeSerializerSnapshot<int[]> snapshot = reading.snapshotConfiguration();
        snapshot.readSnapshot(1, new DataInputDeserializer(to.getCopyOfBuffer()), FormPage.class.getClassLoader());
        same(true, reading.snapshotConfiguration().resolveSchemaCompatibility(snapshot).isCompatibleAsIs());
    }

    static void sentences() {
        it("a customer reads as it was written", () -> {
            Kept kept = new Kept(7, 8, 9, new byte[] {1, 2, 3});
            Kept read = new Kept.KeptForm().deserialize(bytes(new Kept.KeptForm(), kept));
            same(kept.timer() + kept.settling() + kept.program(), read.timer() + read.settling() + read.program());
            same(kept.state(), read.state());
        });
        it("an arrival reads as it was written, whatever letters it holds", () -> {
            Arrival arrival = new Arrival("ç-𝔘\u0000", new byte[] {1}, 5, "/s", -6, 7);
            Arrival read = new Arrival.ArrivalForm().deserialize(bytes(new Arrival.ArrivalForm(), arrival));
            same(arrival.customer(), read.customer());
            same(arrival.seconds(), read.seconds());
        });
        it("a newer form reads what an older one wrote", () ->
            same(new int[] {3, -1}, new Pair(2).deserialize(bytes(new Pair(1), new int[] {3, 4}))));
        it("an older form refuses what a newer one wrote", () ->
            refuses(IOException.class, () -> new Pair(1).deserialize(bytes(new Pair(2), new int[] {3, 4}))));
        it("a savepoint of an older form is taken", () -> restore(new Pair(1), new Pair(2)));
        it("a savepoint of a newer form is refused before a value is read", () ->
            refuses(IOException.class, () -> restore(new Pair(2), new Pair(1))));
    }
}
