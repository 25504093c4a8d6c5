package io.outreachd.flink;

import io.outreachd.engine.Task;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How a task travels to its sink. */
final class TaskType {
    static final FormType<Task> TYPE = new FormType<>(Task.class, new TaskForm());

    private TaskType() {}

    static final class TaskForm extends Form<Task> {
        @Override
        int version() {
            return 1;
        }

        @Override
        void write(Task task, DataOutputView to) throws IOException {
            writeText(task.id(), to);
            writeText(task.place(), to);
            writeBytes(task.text(), to);
        }

        @Override
        Task read(int version, DataInputView from) throws IOException {
            return new Task(readText(from), readText(from), readBytes(from));
        }

        @Override
        public TypeSerializerSnapshot<Task> snapshotConfiguration() {
            return new TaskSnapshot();
        }
    }

    public static final class TaskSnapshot extends Form.Snapshot<Task> {
        public TaskSnapshot() {
            super(new TaskForm());
        }
    }
}
