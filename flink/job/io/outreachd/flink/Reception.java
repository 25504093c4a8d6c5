package io.outreachd.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Parts what is rejected from what goes to its customer, and tells who was heard. */
final class Reception extends ProcessFunction<Arrival, Arrival> {
    private static final long serialVersionUID = 1;

    /** Why events do not count, a line each, as {@code outreachd replay} prints them. */
    static final OutputTag<byte[]> REJECTED =
        new OutputTag<>("rejected", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    static final OutputTag<News> HEARD = new OutputTag<>("heard", News.TYPE);

    private final long until;
    private final boolean tellsWhoWasHeard;
    private final long rate;
    private transient Counter rejected;
    private transient long began;
    private transient long count;

    /**
     * @param until in milliseconds: later events are not read
     * @param rate events a second, for trials; 0: as they come
     */
    Reception(long until, boolean tellsWhoWasHeard, long rate) {
        this.until = until;
        this.tellsWhoWasHeard = tellsWhoWasHeard;
        this.rate = rate;
    }

    @Override
    public void open(OpenContext context) {
        rejected = getRuntimeContext().getMetricGroup().counter("outreachd_events_rejected");
        began = System.nanoTime();
    }

    @Override
    public void processElement(Arrival arrival, Context context, Collector<Arrival> out) throws Exception {
        if (rate > 0) pace();
        if (arrival.isRejected()) {
            rejected.inc();
            context.output(REJECTED, arrival.event());
            return;
        }
        if (arrival.millis() > until) return;
        if (tellsWhoWasHeard) context.output(HEARD, News.heard(arrival));
        out.collect(arrival);
    }

    private void pace() throws InterruptedException {
        long ahead = began + ++count * 1_000_000_000L / rate - System.nanoTime();
        if (ahead > 1_000_000) Thread.sleep(ahead / 1_000_000);
    }
}
