package io.outreachd.flink;

import java.util.Objects;

/** Sentences that have to hold, each with a name. */
abstract class Page {
    private static int passed;
    private static int failed;

    interface Sentence {
        void holds() throws Exception;
    }

    static void it(String name, Sentence sentence) {
        try {
            sentence.holds();
            passed++;
        } catch (Exception | AssertionError wrong) {
            failed++;
            System.out.println("WRONG " + name + ": " + wrong);
        }
    }

    static void same(Object expected, Object found) {
        if (!Objects.deepEquals(expected, found)) throw new AssertionError("expected " + expected + ", found " + found);
    }

    static void refuses(Class<? extends Exception> type, Sentence sentence) {
        try {
            sentence.holds();
        } catch (Exception error) {
            same(type, error.getClass());
            return;
        }
        throw new AssertionError("nothing was refused");
    }

    public static void main(String[] none) {
        PatientClockPage.sentences();
        FormPage.sentences();
        OptionsPage.sentences();
        RuleSetPage.sentences();
        System.out.println(passed + " sentences");
        System.exit(failed == 0 ? 0 : 1);
    }
}
