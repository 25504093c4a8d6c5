package io.outreachd.flink;

import io.outreachd.engine.Program;
import io.outreachd.engine.Worker;
import io.outreachd.engine.WrongRules;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The rules in force, those before them, how far time has come, and who was heard: what each subtask knows alike and a
 * checkpoint keeps.
 *
 * <p>The job is started with rules; others may come while it runs. What was said last counts: rules that came while it ran
 * stay in force over a restart, unless it is started with others than before.
 */
final class RuleBook {
    private static final MapStateDescriptor<String, byte[]> STATE =
        new MapStateDescriptor<>("book", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    private final BroadcastState<String, byte[]> state;
    private final byte[] ofTheJob;
    private byte[] rules;
    private byte[] before;
    private Worker worker;
    private Worker workerBefore;
    private long program;
    private long programBefore;
    /** Under which a checkpoint was written; null if there is none. */
    private byte[] programKept;
    /** The time up to which all is known, in milliseconds; {@code Long.MIN_VALUE} before any is. */
    long clock = Long.MIN_VALUE;
    Heard heard = new Heard();

    /** @param ofTheJob the rules with which the job is started */
    RuleBook(OperatorStateStore store, byte[] ofTheJob) throws Exception {
        this.ofTheJob = ofTheJob;
        state = store.getBroadcastState(STATE);
        rules = ofTheJob;
        byte[] kept = state.get("rules");
        if (kept == null) return;
        boolean isOverruled = !Arrays.equals(state.get("job"), ofTheJob);
        before = isOverruled ? kept : state.get("before");
        rules = isOverruled ? ofTheJob : kept;
        programKept = state.get("program");
        clock = ByteBuffer.wrap(state.get("clock")).getLong();
        heard = Heard.decoded(state.get("heard"));
    }

    /** Checks the rules. Returns whether a checkpoint was written under another program. */
    boolean open() throws WrongRules {
        work(RuleSet.program(rules));
        return programKept != null && ByteBuffer.wrap(programKept).getLong() != program;
    }

    private void work(Program program) {
        try (program) {
            worker = new Worker(program);
            this.program = beginning(program);
        }
        heard.tell(worker);
    }

    private static long beginning(Program program) {
        return Long.parseUnsignedLong(program.fingerprint().substring(0, 16), 16);
    }

    Worker worker() {
        return worker;
    }

    /** The beginning of the fingerprint of the rules in force. */
    long program() {
        return program;
    }

    /** Who judged by a program, if that was the one before; else null. */
    Worker workerBefore(long judgedBy) throws WrongRules {
        if (before == null) return null;
        if (workerBefore == null) {
            try (Program program = RuleSet.program(before)) {
                workerBefore = new Worker(program);
                programBefore = beginning(program);
            }
            heard.tell(workerBefore);
        }
        return programBefore == judgedBy ? workerBefore : null;
    }

    /**
     * Puts other rules in force. If they are wrong, those that are stay. No customer may be open.
     *
     * @param decidesSurges whether rules may have a surge
     */
    void turnTo(byte[] others, boolean decidesSurges) throws WrongRules {
        if (!decidesSurges && RuleSet.nameSurges(others))
            throw new WrongRules("a rule has a surge, and the job was not started with --surges yes");
        Program program = RuleSet.program(others);
        if (workerBefore != null) workerBefore.close();
        workerBefore = worker;
        programBefore = this.program;
        before = rules;
        rules = others;
        work(program);
    }

    void write() throws Exception {
        state.put("job", ofTheJob);
        state.put("rules", rules);
        if (before != null) state.put("before", before);
        state.put("program", ByteBuffer.allocate(8).putLong(program).array());
        state.put("clock", ByteBuffer.allocate(8).putLong(clock).array());
        state.put("heard", heard.encoded());
    }

    void close() {
        if (workerBefore != null) workerBefore.close();
        if (worker != null) worker.close();
        worker = workerBefore = null;
    }
}
