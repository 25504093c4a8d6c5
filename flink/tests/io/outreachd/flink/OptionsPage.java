package io.outreachd.flink;

/** What the job is started with. */
final class OptionsPage extends Page {
    static void sentences() {
        it("durations are written as in rules", () -> {
            Options options = new Options("--disorder", "90s", "--patience", "5min", "--watch", "300ms", "--lateness", "7d");
            same(90_000L, options.duration("disorder", "10s", ""));
            same(300_000L, options.duration("patience", "1min", "never"));
            same(300L, options.duration("watch", "never", "never"));
            same(604_800_000L, options.duration("lateness", "1d", "never"));
        });
        it("a word may mean no bound", () ->
            same(Long.MAX_VALUE, new Options("--ahead", "any").duration("ahead", "5min", "any")));
        it("what is no duration is refused", () -> refuses(
            IllegalArgumentException.class, () -> new Options("--disorder", "soon").duration("disorder", "10s", "")));
        it("what is no option is refused", () ->
            refuses(IllegalArgumentException.class, () -> new Options("--rule", "x")));
        it("Flink's own settings go to Flink", () ->
            same("2", new Options("-Dparallelism.default=2").flink.toMap().get("parallelism.default")));
    }
}
