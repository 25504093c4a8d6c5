package io.outreachd.flink;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/** How the watermark goes on. */
final class PatientClockPage extends Page {
    private static long wall;

    /** The last watermark that was emitted. */
    private static final class Last implements WatermarkOutput {
        private Long millis;

        @Override
        public void emitWatermark(Watermark mark) {
            millis = mark.getTimestamp();
        }

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}
    }

    /** The clocks of one reader, ten seconds of disorder, a minute of patience. */
    private static final class Reader {
        private final PatientClock.Supplier clocks =
            new PatientClock.Supplier(10_000, 60_000, () -> wall, new PatientClock.Reader());
        final WatermarkGenerator<Arrival> ofNoSplit = clocks.createWatermarkGenerator(null);

        WatermarkGenerator<Arrival> split() {
            return clocks.createWatermarkGenerator(null);
        }
    }

    private static Arrival arrival(long millis) {
        return new Arrival("c-1", new byte[0], millis, "/s", millis / 1000, 0);
    }

    private static void hear(WatermarkGenerator<Arrival> clock, long millis) {
        clock.onEvent(arrival(millis), millis, new Last());
    }

    private static Long asked(WatermarkGenerator<Arrival> clock) {
        Last last = new Last();
        clock.onPeriodicEmit(last);
        return last.millis;
    }

    /** Asks all of them each fifth of a second. */
    @SafeVarargs
    private static void pass(long millis, WatermarkGenerator<Arrival>... clocks) {
        for (long end = wall + millis; wall < end; wall += 200) for (var clock : clocks) asked(clock);
    }

    static void sentences() {
        it("it is the latest event's time less the disorder", () -> {
            var clock = new Reader().split();
            hear(clock, 100_000);
            hear(clock, 95_000);
            same(89_999L, asked(clock));
        });
        it("nothing is known before the first event", () -> same(null, asked(new Reader().split())));
        it("what is rejected moves nothing", () -> {
            var clock = new Reader().split();
            Arrival rejected = new Arrival("", new byte[0], Long.MIN_VALUE, "", 0, 0);
            clock.onEvent(rejected, Long.MIN_VALUE, new Last());
            same(null, asked(clock));
        });
        it("after a minute of silence the wall clock counts", () -> {
            wall = 1_000_000;
            var clock = new Reader().split();
            hear(clock, 900_000);
            pass(59_000, clock);
            same(889_999L, asked(clock));
            pass(2_000, clock);
            same(wall - 10_001, asked(clock));
        });
        it("an hour in which nobody asked is no silence", () -> {
            wall = 1_000_000;
            var clock = new Reader().split();
            hear(clock, 900_000);
            asked(clock);
            wall += 3_600_000;
            same(889_999L, asked(clock));
        });
        it("what belongs to no split waits while a split hears", () -> {
            wall = 1_000_000;
            Reader reader = new Reader();
            var split = reader.split();
            for (int second = 0; second < 100; second++) {
                hear(split, 1000 * second);
                pass(1000, reader.ofNoSplit, split);
            }
            same(null, asked(reader.ofNoSplit));
            pass(61_000, reader.ofNoSplit, split);
            same(wall - 10_001, asked(reader.ofNoSplit));
        });
        it("a silent split does not hold up one that hears", () -> {
            wall = 1_000_000;
            Reader reader = new Reader();
            var silent = reader.split();
            var other = reader.split();
            for (int second = 0; second < 100; second++) {
                hear(other, wall);
                pass(1000, reader.ofNoSplit, silent, other);
            }
            same(wall - 10_001, asked(silent));
        });
    }
}
