package io.outreachd.flink;

import io.outreachd.engine.Changes;
import io.outreachd.engine.Message;
import io.outreachd.engine.Task;
import io.outreachd.engine.Taking;
import io.outreachd.engine.Worker;
import io.outreachd.engine.WrongRules;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
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
import org.apache.flink.util.OutputTag;

/**
 * Rules, engine and dispatch over a stream: events by customer and, told to every subtask, {@link News}.
 *
 * <p>A customer takes events as they come and is advanced when the watermark has passed what is due; what that changes goes
 * out. An event from before the watermark is learned at once. Customers stay open in native memory ({@link OpenCustomers});
 * Flink's state holds them as bytes, as of the last checkpoint, or from when they were closed.
 */
final class Outreach extends AbstractStreamOperator<byte[]>
    implements TwoInputStreamOperator<Arrival, News, byte[]>, Triggerable<String, VoidNamespace>, OpenCustomers.Shelf {
    private static final long serialVersionUID = 1;

    /** The tasks that are others than before, whole. */
    static final OutputTag<Task> TASKS = new OutputTag<>("tasks", TaskType.TYPE);

    /** What customers tell surges. */
    static final OutputTag<Message> SURGES = new OutputTag<>("surges", MessageType.TYPE);

    private static final ValueStateDescriptor<Kept> CUSTOMER =
        new ValueStateDescriptor<>("customer", new Kept.KeptForm());
    /** How often a customer who waits for a feed is advanced, in milliseconds of event time. */
    static final long FEED_WAIT = 1000;

    private final Settings settings;
    private transient RuleBook book;
    private transient OpenCustomers customers;
    private transient ValueState<Kept> state;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient Counts counts;
    private transient boolean isJudgingAnew;
    /** Whoever took events since the last watermark: for most of them the next one brings their time, without a timer. */
    private transient List<OpenCustomer> waiting;

    Outreach(Settings settings) {
        this.settings = settings;
    }

    // Begin and end

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        book = new RuleBook(context.getOperatorStateStore(), settings.rules());
    }

    @Override
    public void open() throws Exception {
        super.open();
        state = getRuntimeContext().getState(CUSTOMER);
        timers = getInternalTimerService("deadlines", VoidNamespaceSerializer.INSTANCE, this);
        waiting = new ArrayList<>();
        customers = new OpenCustomers(this, settings.nativeBytes());
        counts = new Counts(metrics, customers, book);
        if (book.open()) judgeAllAnew();
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
        customers.write();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        book.write();
    }

    @Override
    public void finish() throws Exception {
        // No timer rings any more that is not of event time.
        if (isJudgingAnew) forAllCustomers(name -> customers.get(name));
        customers.write();
        super.finish();
    }

    @Override
    public void close() throws Exception {
        if (customers != null) customers.close();
        if (book != null) book.close();
        super.close();
    }

    // Events

    @Override
    public void processElement1(StreamRecord<Arrival> record) throws Exception {
        Arrival arrival = record.getValue();
        OpenCustomer customer = customers.get(arrival.customer());
        Taking taking = book.worker().take(customer.handle, arrival.event());
        counts.count(taking);
        switch (taking) {
            case TAKEN -> {
                customers.change(customer, book.worker().memory());
                customer.settling = settings.settling(Math.max(book.clock, arrival.millis()));
                if (arrival.millis() > book.clock) {
                    await(customer, book.worker().next());
                } else {
                    counts.late.inc();
                    advance(customer);
                }
            }
            case CONFLICT, REFUSED ->
                output.collect(Reception.REJECTED, new StreamRecord<>(book.worker().rejected()));
            case DUPLICATE, NOT_ASKED -> {}
            case ELSEWHERE -> throw new IllegalStateException("an event came to " + arrival.customer() + ", whose it is not");
        }
        customers.shrink();
    }

    // Time

    /** The end of all input is no time: it comes also when a job is stopped. */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        boolean isEnd = mark.getTimestamp() == Long.MAX_VALUE;
        if (isEnd && settings.until() == Long.MAX_VALUE) {
            output.emitWatermark(mark);
            return;
        }
        book.clock = Math.max(book.clock, Math.min(mark.getTimestamp(), settings.until()));
        advanceWaiting();
        super.processWatermark(mark);
        book.heard.forgetBefore(book.clock, book.worker());
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        OpenCustomer customer = customers.get(timer.getKey());
        if (customer.timer == timer.getTimestamp()) customer.timer = Worker.NEVER;
        advance(customer);
        customers.shrink();
    }

    private void await(OpenCustomer customer, long next) {
        if (customer.timer <= next || customer.due <= next) return;
        if (customer.due == Worker.NEVER) waiting.add(customer);
        customer.due = next;
    }

    /** Who has to wait for longer gets a timer. */
    private void advanceWaiting() throws Exception {
        for (OpenCustomer customer : waiting) {
            // Written since, and a timer was set then.
            if (customer.due == Worker.NEVER) continue;
            setCurrentKey(customer.name);
            if (customer.due <= book.clock) advance(customer);
            else wakeWaiting(customer);
        }
        waiting.clear();
    }

    /** Sets the timer of whoever waits for the next watermark, for it may come to another process. */
    private void wakeWaiting(OpenCustomer customer) {
        if (customer.due == Worker.NEVER) return;
        long due = customer.due;
        customer.due = Worker.NEVER;
        wake(customer, due);
    }

    private void advance(OpenCustomer customer) {
        customer.due = Worker.NEVER;
        arrived(customer, book.worker().advance(customer.handle, book.clock));
    }

    /** What follows when a customer has come to the present: they say when they want to be asked next. */
    private void arrived(OpenCustomer customer, Changes changes) {
        long bytes = book.worker().memory(), next = book.worker().next();
        if (book.worker().waitsForFeeds()) next = Math.min(next, book.clock + FEED_WAIT);
        if (customer.settling <= book.clock) {
            boolean isSettled = book.worker().settle(customer.handle, book.clock - settings.lateness());
            customer.settling = isSettled ? Worker.NEVER : settings.settling(book.clock);
            bytes = Worker.memory(customer.handle);
        }
        customers.change(customer, bytes);
        wake(customer, next);
        send(changes);
    }

    private void wake(OpenCustomer customer, long deadline) {
        long next = Math.min(deadline, customer.settling);
        if (next > settings.until() || customer.timer <= next) return;
        if (customer.timer != Worker.NEVER) timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, customer.timer);
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, next);
        customer.timer = next;
    }

    private void send(Changes changes) {
        counts.count(changes);
        for (byte[] line : changes.lines()) output.collect(new StreamRecord<>(line));
        for (Task task : changes.tasks()) output.collect(TASKS, new StreamRecord<>(task));
        for (Message message : changes.messages()) output.collect(SURGES, new StreamRecord<>(message));
    }

    // Customers

    @Override
    public OpenCustomer open(String name) throws Exception {
        Kept kept = state.value();
        if (kept == null) return new OpenCustomer(name, book.worker().open(name, null), Worker.NEVER, Worker.NEVER);
        counts.loads.inc();
        if (kept.program() != book.program()) return judgedAnew(name, kept);
        return new OpenCustomer(name, book.worker().open(name, kept.state()), kept.timer(), kept.settling());
    }

    @Override
    public void write(OpenCustomer customer) throws Exception {
        Object current = getCurrentKey();
        setCurrentKey(customer.name);
        wakeWaiting(customer);
        state.update(new Kept(customer.timer, customer.settling, book.program(), book.worker().encode(customer.handle)));
        if (current != null) setCurrentKey(current);
    }

    // Rules

    @Override
    public void processElement2(StreamRecord<News> record) throws Exception {
        News news = record.getValue();
        if (!news.areRules()) {
            book.heard.hear(news, book.worker());
            return;
        }
        customers.writeAndClose();
        try {
            long judgedBy = book.program();
            book.turnTo(news.rules(), settings.decidesSurges());
            if (judgedBy != book.program()) judgeAllAnew();
        } catch (WrongRules wrong) {
            counts.wrongRules.inc();
            LOG.error("New rules are wrong; those in force stay.\n{}", wrong.getMessage());
        }
    }

    /** Lets every customer be judged by the rules in force: whom an event or a deadline names then, the others in slices. */
    private void judgeAllAnew() throws Exception {
        isJudgingAnew = true;
        long now = timers.currentProcessingTime();
        int[] count = {0};
        forAllCustomers(name -> timers.registerProcessingTimeTimer(
            VoidNamespace.INSTANCE, now + 1 + count[0]++ / Settings.SLICE * Settings.BETWEEN_SLICES));
        LOG.info("The rules are others than before; {} customers are judged anew.", count[0]);
    }

    private interface Visit {
        void visit(String name) throws Exception;
    }

    private void forAllCustomers(Visit visit) throws Exception {
        getKeyedStateBackend().applyToAllKeys(
            VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, CUSTOMER,
            (key, state) -> visit.visit((String) key));
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        customers.get(timer.getKey());
        customers.shrink();
    }

    /**
     * Opens a customer whom another program has judged: brought to the present by that, if it is at hand, so that what the
     * rules in force find in the past is learned now and not when the customer was last looked at.
     */
    private OpenCustomer judgedAnew(String name, Kept kept) throws Exception {
        counts.judgedAnew.inc();
        byte[] state = kept.state();
        Worker before = book.workerBefore(kept.program());
        if (before != null && book.clock != Long.MIN_VALUE) {
            long handle = before.open(name, state);
            send(before.advance(handle, book.clock));
            state = before.encode(handle);
            Worker.close(handle);
        }
        OpenCustomer customer = new OpenCustomer(name, book.worker().open(name, state), kept.timer(), kept.settling());
        arrived(customer, book.worker().judgeAnew(customer.handle));
        return customer;
    }
}
