package io.outreachd.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.outreachd.engine.Program;
import io.outreachd.engine.Source;
import io.outreachd.engine.WrongRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Rules as an archive. */
final class RuleSetPage extends Page {
    private static final String RULES = """
        event order.placed order text plan text
        table plans from "plans.csv" key plan text  days number
        feed shop from "/shop" brings order.placed every 6h
        rule late "Late" per order when order.placed as it where plans[plan].days > 1
          after 1d task recovery to desk say "late"
        """;

    static void sentences() {
        it("rules travel with their tables", () -> {
            Path folder = Files.createTempDirectory("rules");
            Files.writeString(folder.resolve("a.rules"), RULES);
            Files.writeString(folder.resolve("plans.csv"), "plan,days\ngold,2\n");
            byte[] packed = RuleSet.packed(folder);
            same(2, RuleSet.sources(packed).size());
            RuleSet.program(packed).close();
            same(true, RuleSet.nameFeeds(packed));
        });
        it("what is no archive is a mistake in the rules", () ->
            refuses(WrongRules.class, () -> RuleSet.program("rule".getBytes(UTF_8))));
        it("a mistake is told as check tells it", () -> {
            try {
                Program.of(List.of(new Source("a.rules", "rule x".getBytes(UTF_8), false)));
            } catch (WrongRules wrong) {
                same(true, wrong.getMessage().startsWith("a.rules:1:"));
                return;
            }
            throw new AssertionError("nothing was refused");
        });
    }
}
