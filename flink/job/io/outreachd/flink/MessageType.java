package io.outreachd.flink;

import io.outreachd.engine.Message;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How what customers tell surges travels, and is kept until its time has come. */
final class MessageType {
    static final FormType<Message> TYPE = new FormType<>(Message.class, new MessageForm());

    private MessageType() {}

    static final class MessageForm extends Form<Message> {
        @Override
        int version() {
            return 1;
        }

        @Override
        void write(Message message, DataOutputView to) throws IOException {
            writeText(message.surge(), to);
            writeBytes(message.bytes(), to);
            to.writeLong(message.millis());
        }

        @Override
        Message read(int version, DataInputView from) throws IOException {
            return new Message(readText(from), readBytes(from), from.readLong());
        }

        @Override
        public TypeSerializerSnapshot<Message> snapshotConfiguration() {
            return new MessageSnapshot();
        }
    }

    public static final class MessageSnapshot extends Form.Snapshot<Message> {
        public MessageSnapshot() {
            super(new MessageForm());
        }
    }
}
