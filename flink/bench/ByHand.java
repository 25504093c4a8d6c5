import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.common.state.*;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.flink.util.Collector;

/** The yardstick: the four rules of the benchmark as somebody would write them by hand, without gates, evidence or answers. */
public final class ByHand {
    private static final long HOUR = 3_600_000;

    /** A field of an event, found without reading the JSON: the generator writes no blanks. */
    static String field(String line, String name) {
        int at = line.indexOf("\"" + name + "\":");
        if (at < 0) return "";
        int from = at + name.length() + 3;
        if (line.charAt(from) == '"') return line.substring(from + 1, line.indexOf('"', from + 1));
        int end = from;
        while (",}".indexOf(line.charAt(end)) < 0) end++;
        return line.substring(from, end);
    }

    /** By customer: what waits, by rule and key, and the times of the last calls. */
    static final class Rules extends KeyedProcessFunction<String, Tuple5<String, String, String, Long, String>, String> {
        transient MapState<String, Long> waits;
        transient ListState<Long> calls;
        transient ValueState<Long> latest;

        @Override
        public void open(OpenContext context) {
            waits = getRuntimeContext().getMapState(new MapStateDescriptor<>("waits", Types.STRING, Types.LONG));
            calls = getRuntimeContext().getListState(new ListStateDescriptor<>("calls", Types.LONG));
            latest = getRuntimeContext().getState(new ValueStateDescriptor<>("latest", Types.LONG));
        }

        void wait(String rule, String key, long time, long delay, Context context) throws Exception {
            waits.put(rule + " " + key + " " + time, time + delay);
            context.timerService().registerEventTimeTimer(time + delay + 1);
        }

        /** What is over already only waits for the watermark. */
        void end(String start, long time) throws Exception {
            for (var all = waits.iterator(); all.hasNext();) {
                Map.Entry<String, Long> wait = all.next();
                if (wait.getKey().startsWith(start) && wait.getValue() >= time) all.remove();
            }
        }

        @Override
        public void processElement(Tuple5<String, String, String, Long, String> e, Context c, Collector<String> out) throws Exception {
            switch (e.f1) {
                case "delivery.delayed" -> wait("R1", e.f2, e.f3, 4 * HOUR, c);
                case "ticket.acknowledged" -> wait("R2", e.f4, e.f3, 24 * HOUR, c);
                case "survey.submitted" -> { if (Double.parseDouble(e.f4) <= 2) wait("R4", e.f2, e.f3, 48 * HOUR, c); }
                case "order.canceled", "delivery.delivered" -> end("R1 " + e.f2 + " ", e.f3);
                case "ticket.resolved" -> end("R2 " + e.f4 + " ", e.f3);
                case "contact.outbound" -> { if (!e.f2.isEmpty()) end("R1 " + e.f2 + " ", e.f3); end("R4 ", e.f3); }
                case "contact.inbound" -> {
                    java.util.List<Long> kept = new java.util.ArrayList<>();
                    for (long time : calls.get()) if (time >= e.f3 - 48 * HOUR) kept.add(time);
                    kept.add(e.f3);
                    calls.update(kept);
                    if (kept.size() >= 3 && latest.value() == null) { latest.update(e.f3); open("R3", c.getCurrentKey(), e.f3, out); }
                }
                default -> {}
            }
        }

        @Override
        public void onTimer(long at, OnTimerContext context, Collector<String> out) throws Exception {
            for (var all = waits.iterator(); all.hasNext();) {
                Map.Entry<String, Long> wait = all.next();
                if (wait.getValue() >= at) continue;
                open(wait.getKey(), context.getCurrentKey(), wait.getValue(), out);
                all.remove();
            }
        }

        void open(String what, String customer, long at, Collector<String> out) {
            out.collect("{\"at\":\"" + Instant.ofEpochMilli(at) + "\",\"change\":\"opened\",\"what\":\"" + what + "\",\"customer\":\"" + customer + "\"}");
        }
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> flink = new HashMap<>(Map.of("pipeline.object-reuse", "true"));
        for (int place = 2; place < arguments.length; place++)
            flink.put(arguments[place].substring(2, arguments[place].indexOf('=')), arguments[place].substring(arguments[place].indexOf('=') + 1));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(Configuration.fromMap(flink));
        environment.fromSource(FileSource.forRecordStreamFormat(new TextLineInputFormat(), new Path(arguments[0])).build(), WatermarkStrategy.noWatermarks(), "events")
            .map(l -> {
                String type = field(l, "type");
                String other = type.startsWith("ticket.") ? field(l, "ticket") : type.startsWith("survey.") ? field(l, "score") : "";
                return Tuple5.of(field(l, "subject"), type, field(l, "order"), Instant.parse(field(l, "time")).toEpochMilli(), other);
            }).returns(Types.TUPLE(Types.STRING, Types.STRING, Types.STRING, Types.LONG, Types.STRING))
            .assignTimestampsAndWatermarks(WatermarkStrategy.<Tuple5<String, String, String, Long, String>>forMonotonousTimestamps().withTimestampAssigner((e, t) -> e.f3))
            .keyBy(e -> e.f0, Types.STRING).process(new Rules())
            .sinkTo(FileSink.forRowFormat(new Path(arguments[1]), new SimpleStringEncoder<String>(StandardCharsets.UTF_8.name())).withRollingPolicy(OnCheckpointRollingPolicy.build()).build());
        environment.execute("by hand");
    }
}
