package io.outreachd.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What every operator has to know: new rules, or that a source was heard.
 *
 * @param rules a {@link RuleSet} as bytes; empty if a source was heard
 */
public record News(byte[] rules, String source, long seconds, int nanoseconds) {
    static final FormType<News> TYPE = new FormType<>(News.class, new NewsForm());
    private static final byte[] NONE = {};

    static News rules(byte[] rules) {
        return new News(rules, "", 0, 0);
    }

    static News heard(Arrival arrival) {
        return new News(NONE, arrival.source(), arrival.seconds(), arrival.nanoseconds());
    }

    boolean areRules() {
        return rules.length > 0;
    }

    static final class NewsForm extends Form<News> {
        @Override
        int version() {
            return 1;
        }

        @Override
        void write(News news, DataOutputView to) throws IOException {
            writeBytes(news.rules, to);
            writeText(news.source, to);
            to.writeLong(news.seconds);
            to.writeInt(news.nanoseconds);
        }

        @Override
        News read(int version, DataInputView from) throws IOException {
            return new News(readBytes(from), readText(from), from.readLong(), from.readInt());
        }

        @Override
        public TypeSerializerSnapshot<News> snapshotConfiguration() {
            return new NewsSnapshot();
        }
    }

    public static final class NewsSnapshot extends Form.Snapshot<News> {
        public NewsSnapshot() {
            super(new NewsForm());
        }
    }
}
