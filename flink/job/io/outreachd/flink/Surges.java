package io.outreachd.flink;

import io.outreachd.engine.Message;
import io.outreachd.engine.Surged;
import io.outreachd.engine.Task;
import io.outreachd.engine.Worker;
import io.outreachd.engine.WrongRules;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Surges, by rule and group: what customers tell waits until the watermark has passed it, for then all customers have told
 * what they had to tell up to there; then it is decided in the order in which a replay would. Who waits for a feed tells so
 * much later what that brings about, so the clock here is behind the watermark.
 */
final class Surges extends AbstractStreamOperator<byte[]>
    implements TwoInputStreamOperator<Message, News, byte[]>, Triggerable<String, VoidNamespace> {
    private static final long serialVersionUID = 1;
    private static final long BEHIND = Outreach.FEED_WAIT;
    private static final ValueStateDescriptor<byte[]> SURGE =
        new ValueStateDescriptor<>("surge", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
    private static final ListStateDescriptor<Message> MESSAGES =
        new ListStateDescriptor<>("messages", new MessageType.MessageForm());

    private final Settings settings;
    private transient RuleBook book;
    private transient ValueState<byte[]> state;
    private transient ListState<Message> messages;
    private transient InternalTimerService<VoidNamespace> timers;

    Surges(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        book = new RuleBook(context.getOperatorStateStore(), settings.rules());
    }

    @Override
    public void open() throws Exception {
        super.open();
        state = getRuntimeContext().getState(SURGE);
        messages = getRuntimeContext().getListState(MESSAGES);
        timers = getInternalTimerService("surges", VoidNamespaceSerializer.INSTANCE, this);
        book.open();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        book.write();
    }

    @Override
    public void close() throws Exception {
        if (book != null) book.close();
        super.close();
    }

    /** What comes late is decided at once. */
    @Override
    public void processElement1(StreamRecord<Message> record) throws Exception {
        Message message = record.getValue();
        messages.add(message);
        if (message.millis() > book.clock) wake(message.millis());
        else decide(message.surge());
    }

    @Override
    public void processElement2(StreamRecord<News> record) throws Exception {
        if (!record.getValue().areRules()) return;
        try {
            book.turnTo(record.getValue().rules(), true);
        } catch (WrongRules wrong) {
            // Whoever judges customers says so.
            LOG.debug("New rules are wrong.", wrong);
        }
    }

    /** The end of all input is no time, as for customers. */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        boolean isEnd = mark.getTimestamp() == Long.MAX_VALUE;
        if (isEnd && settings.until() == Long.MAX_VALUE) {
            output.emitWatermark(mark);
            return;
        }
        long known = isEnd ? mark.getTimestamp() : Math.max(mark.getTimestamp(), Long.MIN_VALUE + BEHIND) - BEHIND;
        book.clock = Math.max(book.clock, Math.min(known, settings.until()));
        super.processWatermark(mark);
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        decide(timer.getKey());
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {}

    private void wake(long millis) {
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, millis + BEHIND);
    }

    private void decide(String surge) throws Exception {
        List<byte[]> due = new ArrayList<>();
        List<Message> waiting = new ArrayList<>();
        for (Message message : messages.get()) {
            if (message.millis() <= book.clock) due.add(message.bytes());
            else waiting.add(message);
        }
        byte[] before = state.value();
        Surged surged = book.worker().surge(surge, before, due, book.clock);
        if (!due.isEmpty()) messages.update(waiting);
        if (surged.state().length > 0) state.update(surged.state());
        else state.clear();
        if (surged.next() != Worker.NEVER && surged.next() <= settings.until())
            wake(Math.max(surged.next(), book.clock + 1));
        for (byte[] line : surged.changes().lines()) output.collect(new StreamRecord<>(line));
        for (Task task : surged.changes().tasks()) output.collect(Outreach.TASKS, new StreamRecord<>(task));
    }
}
