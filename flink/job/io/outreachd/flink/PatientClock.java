package io.outreachd.flink;

import java.io.Serializable;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * The watermark of a split: the latest event's time less the disorder that is allowed; and once nothing has come for a
 * while, the wall clock's time less that. So what is due comes due in a silent night too, and a silent split does not hold
 * up the others.
 */
final class PatientClock implements WatermarkGenerator<Arrival> {
    /**
     * Makes the clocks of a reader: first one for what belongs to no split, which hears of the events of all, for it alone is
     * there while the reader has no split; then one for each split.
     *
     * @param disorder by how many milliseconds an event may come after a later one and still be in time
     * @param patience after how many milliseconds without an event the wall clock counts; {@code Long.MAX_VALUE}: never
     */
    record Supplier(long disorder, long patience, Wall wall, Reader reader) implements WatermarkGeneratorSupplier<Arrival> {
        Supplier(long disorder, long patience) {
            this(disorder, patience, System::currentTimeMillis, new Reader());
        }

        @Override
        public WatermarkGenerator<Arrival> createWatermarkGenerator(Context context) {
            Silence own = new Silence(wall.now());
            if (reader.silence == null) reader.silence = own;
            return new PatientClock(this, own);
        }
    }

    /** What the clocks of one reader share; each reader has its own copy of the supplier. */
    static final class Reader implements Serializable {
        private static final long serialVersionUID = 1;

        private transient Silence silence;
    }

    /** Where the time of day is from. */
    interface Wall extends Serializable {
        long now();
    }

    private final Supplier made;
    private final Silence silence;
    private long latest = Long.MIN_VALUE;

    private PatientClock(Supplier made, Silence silence) {
        this.made = made;
        this.silence = silence;
    }

    @Override
    public void onEvent(Arrival arrival, long millis, WatermarkOutput output) {
        if (arrival.isRejected()) return;
        if (millis > latest) latest = millis;
        silence.ends();
        made.reader.silence.ends();
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        long now = made.wall.now();
        if (silence.until(now) >= made.patience) latest = Math.max(latest, now);
        if (latest != Long.MIN_VALUE) output.emitWatermark(new Watermark(latest - made.disorder - 1));
    }
}
