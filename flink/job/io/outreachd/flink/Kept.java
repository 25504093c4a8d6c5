package io.outreachd.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A customer as Flink keeps them.
 *
 * @param timer when their timer rings, so that it can be moved; {@code Long.MAX_VALUE} if there is none
 * @param settling when their past can be settled; {@code Long.MAX_VALUE} if it is
 * @param program the beginning of the fingerprint of the program that judged them
 * @param state the engine's bytes, which know their own version
 */
record Kept(long timer, long settling, long program, byte[] state) {
    static final class KeptForm extends Form<Kept> {
        @Override
        int version() {
            return 1;
        }

        @Override
        void write(Kept kept, DataOutputView to) throws IOException {
            to.writeLong(kept.timer);
            to.writeLong(kept.settling);
            to.writeLong(kept.program);
            writeBytes(kept.state, to);
        }

        @Override
        Kept read(int version, DataInputView from) throws IOException {
            return new Kept(from.readLong(), from.readLong(), from.readLong(), readBytes(from));
        }

        @Override
        public TypeSerializerSnapshot<Kept> snapshotConfiguration() {
            return new KeptSnapshot();
        }
    }

    public static final class KeptSnapshot extends Form.Snapshot<Kept> {
        public KeptSnapshot() {
            super(new KeptForm());
        }
    }
}
