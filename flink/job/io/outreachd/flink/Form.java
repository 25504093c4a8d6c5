package io.outreachd.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * The byte form of a value that nobody changes, which knows its version.
 *
 * <p>Each value begins with the version of its form, so that values of several versions may lie side by side: what an
 * earlier job wrote is read as it is and becomes of this version when it is written next. A state of a newer version is
 * refused when the job starts, before a value of it is read.
 */
abstract class Form<T> extends TypeSerializer<T> {
    /** The version that is written; those from 1 on are read. */
    abstract int version();

    abstract void write(T value, DataOutputView to) throws IOException;

    abstract T read(int version, DataInputView from) throws IOException;

    @Override
    public final void serialize(T value, DataOutputView to) throws IOException {
        to.writeByte(version());
        write(value, to);
    }

    @Override
    public final T deserialize(DataInputView from) throws IOException {
        int version = from.readUnsignedByte();
        if (version < 1 || version > version()) throw new IOException(unknown(version));
        return read(version, from);
    }

    private String unknown(int version) {
        return getClass().getSimpleName() + " of version " + version + ", and this job reads up to " + version();
    }

    static void writeBytes(byte[] bytes, DataOutputView to) throws IOException {
        to.writeInt(bytes.length);
        to.write(bytes);
    }

    static byte[] readBytes(DataInputView from) throws IOException {
        byte[] bytes = new byte[from.readInt()];
        from.readFully(bytes);
        return bytes;
    }

    static void writeText(String text, DataOutputView to) throws IOException {
        StringValue.writeString(text, to);
    }

    static String readText(DataInputView from) throws IOException {
        return StringValue.readString(from);
    }

    @Override
    public final T deserialize(T reused, DataInputView from) throws IOException {
        return deserialize(from);
    }

    @Override
    public final void copy(DataInputView from, DataOutputView to) throws IOException {
        serialize(deserialize(from), to);
    }

    @Override
    public final T copy(T value) {
        return value;
    }

    @Override
    public final T copy(T value, T reused) {
        return value;
    }

    @Override
    public final T createInstance() {
        return null;
    }

    @Override
    public final boolean isImmutableType() {
        return true;
    }

    @Override
    public final TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final boolean equals(Object other) {
        return other != null && other.getClass() == getClass();
    }

    @Override
    public final int hashCode() {
        return getClass().hashCode();
    }

    /** What a savepoint says of a form: its version. */
    abstract static class Snapshot<T> implements TypeSerializerSnapshot<T> {
        private final Form<T> form;
        private int written;

        Snapshot(Form<T> form) {
            this.form = form;
            written = form.version();
        }

        @Override
        public final int getCurrentVersion() {
            return 1;
        }

        @Override
        public final void writeSnapshot(DataOutputView to) throws IOException {
            to.writeInt(form.version());
        }

        @Override
        public final void readSnapshot(int version, DataInputView from, ClassLoader loader) throws IOException {
            written = from.readInt();
            if (written > form.version()) throw new IOException(form.unknown(written));
        }

        @Override
        public final TypeSerializer<T> restoreSerializer() {
            return form;
        }

        @Override
        public final TypeSerializerSchemaCompatibility<T>
            resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
            return getClass() == old.getClass()
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
        }
    }
}
