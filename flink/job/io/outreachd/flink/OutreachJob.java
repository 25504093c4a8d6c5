package io.outreachd.flink;

import io.outreachd.engine.Message;
import io.outreachd.engine.Task;
import io.outreachd.engine.WrongRules;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job: from events to changes, tasks and rejections. */
public final class OutreachJob {
    /** By which customers can be spread at most; a savepoint is bound to it. */
    private static final int MOST_SUBTASKS = 128;

    private OutreachJob() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            System.err.print("flink run outreachd-flink.jar OPTIONS\n" + Options.USAGE);
            System.exit(64);
        }
        Options options = new Options(arguments);
        byte[] rules = RuleSet.packed(Path.of(options.text("rules")));
        try {
            // A mistake is found before the job is sent.
            RuleSet.program(rules).close();
        } catch (WrongRules wrong) {
            System.err.print(wrong.getMessage());
            System.exit(1);
        }
        options.flink.set(PipelineOptions.OBJECT_REUSE, true);
        if (!options.flink.contains(PipelineOptions.MAX_PARALLELISM))
            options.flink.set(PipelineOptions.MAX_PARALLELISM, MOST_SUBTASKS);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(options.flink);
        environment.setRuntimeMode(RuntimeExecutionMode.STREAMING);
        lay(environment, rules, options, connections(options));
        environment.execute("outreachd");
    }

    private static Connections connections(Options options) throws IOException {
        return options.has("kafka")
            ? new KafkaConnections(Path.of(options.text("kafka"))) : new FileConnections(options);
    }

    private static void lay(
        StreamExecutionEnvironment environment, byte[] rules, Options options, Connections connections) throws Exception {
        long until = options.time("until");
        boolean tellsWhoWasHeard = options.has("feeds") || RuleSet.nameFeeds(rules);
        SingleOutputStreamOperator<Arrival> events = environment
            .fromSource(
                connections.events(new Look(options.duration("ahead", "5min", "any"))),
                WatermarkStrategy.<Arrival>forGenerator(new PatientClock.Supplier(
                        options.duration("disorder", "10s", ""), options.duration("patience", "1min", "never")))
                    .withTimestampAssigner((arrival, before) -> arrival.millis()),
                "events", Arrival.TYPE)
            .uid("events")
            .process(new Reception(until, tellsWhoWasHeard, options.number("rate", 0)))
            .returns(Arrival.TYPE).uid("reception").name("reception");
        DataStream<News> news = newRules(environment, connections);
        DataStream<News> rulesToCome = news;
        boolean decidesSurges = options.has("surges") || RuleSet.nameSurges(rules);
        if (tellsWhoWasHeard) news = news.union(events.getSideOutput(Reception.HEARD));
        Settings settings = new Settings(
            rules, until, options.duration("lateness", "7d", "never"), options.bytes("memory", "256m"),
            decidesSurges);
        SingleOutputStreamOperator<byte[]> changes = events
            .keyBy(Arrival::customer, Types.STRING)
            .connect(news.broadcast())
            .transform("outreach", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO, new Outreach(settings))
            .uid("outreach");
        DataStream<byte[]> lines = changes;
        DataStream<Task> tasks = changes.getSideOutput(Outreach.TASKS);
        if (decidesSurges) {
            SingleOutputStreamOperator<byte[]> surges = changes.getSideOutput(Outreach.SURGES)
                .keyBy(Message::surge, Types.STRING)
                .connect(rulesToCome.broadcast())
                .transform("surges", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO, new Surges(settings))
                .uid("surges");
            lines = lines.union(surges);
            tasks = tasks.union(surges.getSideOutput(Outreach.TASKS));
        }
        lines.sinkTo(connections.changes()).uid("changes").name("changes");
        tasks
            .keyBy(task -> task.id(), Types.STRING)
            .sinkTo(connections.tasks()).uid("tasks").name("tasks");
        changes.getSideOutput(Reception.REJECTED).union(events.getSideOutput(Reception.REJECTED))
            .sinkTo(connections.rejected()).uid("rejected").name("rejected");
    }

    private static DataStream<News> newRules(StreamExecutionEnvironment environment, Connections connections) {
        var source = connections.newRules();
        if (source == null) return noRules(environment);
        return environment.fromSource(source, WatermarkStrategy.forGenerator(context -> new Timeless()), "rules", News.TYPE)
            .setParallelism(1).uid("rules");
    }

    /** A stream of none, for an operator has both its inputs always. */
    private static DataStream<News> noRules(StreamExecutionEnvironment environment) {
        return environment.fromData(News.TYPE, News.rules(new byte[0])).uid("no-rules").name("no new rules")
            .filter(News::areRules).uid("no-rules-left");
    }

    /** Rules do not hold up the time of events. */
    private static final class Timeless implements WatermarkGenerator<News> {
        @Override
        public void onEvent(News news, long millis, WatermarkOutput output) {}

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.emitWatermark(Watermark.MAX_WATERMARK);
        }
    }
}
