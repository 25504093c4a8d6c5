package io.outreachd.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.reader.SimpleStreamFormat;
import org.apache.flink.core.fs.FSDataInputStream;

/** New rules in files, one {@link RuleSet} each. */
final class RuleFiles extends SimpleStreamFormat<News> {
    private static final long serialVersionUID = 1;

    @Override
    public Reader<News> createReader(Configuration configuration, FSDataInputStream file) {
        return new Reader<>() {
            private boolean isOver;

            @Override
            public News read() throws IOException {
                if (isOver) return null;
                isOver = true;
                byte[] rules = file.readAllBytes();
                return rules.length == 0 ? null : News.rules(rules);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    @Override
    public TypeInformation<News> getProducedType() {
        return News.TYPE;
    }
}
