package io.outreachd.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.outreachd.engine.Program;
import io.outreachd.engine.Source;
import io.outreachd.engine.WrongRules;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Rule files and their tables as one ZIP archive: what the job is started with, and what a message of new rules holds. Any
 * program that makes archives can make one: {@code zip rules.zip *.rules *.csv}.
 */
final class RuleSet {
    /** A declaration of a feed, whose hearing has to be told to every operator. */
    private static final Pattern FEED = Pattern.compile("(?m)^\\s*feed\\s+\\S+\\s+from\\s");

    /** The clause of a rule that has a surge; more is found than there is, in texts. */
    private static final Pattern SURGE = Pattern.compile("\\bsurge\\s+[0-9]");

    private RuleSet() {}

    /** Packs a rule file, or a folder with all below it, and the tables that they name. */
    static byte[] packed(Path path) throws IOException {
        List<Source> rules = new ArrayList<>();
        try (Stream<Path> found = Files.walk(path)) {
            for (Path file : found.filter(it -> it.toString().endsWith(".rules")).sorted().toList())
                rules.add(new Source(file.toString(), Files.readAllBytes(file), false));
        }
        if (rules.isEmpty()) throw new IOException("there is no rule file at " + path);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Source rule : rules) add(rule.name(), rule.text(), zip);
            for (String table : Program.tableNames(rules)) add(table, Files.readAllBytes(Path.of(table)), zip);
        }
        return bytes.toByteArray();
    }

    private static void add(String name, byte[] text, ZipOutputStream zip) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(text);
    }

    static List<Source> sources(byte[] packed) throws IOException {
        List<Source> sources = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(packed))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.isDirectory()) continue;
                sources.add(new Source(entry.getName(), zip.readAllBytes(), !entry.getName().endsWith(".rules")));
            }
        }
        return sources;
    }

    /** Checks them. An archive without a rule file, or one that is none, is a mistake like any other. */
    static Program program(byte[] packed) throws WrongRules {
        List<Source> sources;
        try {
            sources = sources(packed);
        } catch (IOException error) {
            throw new WrongRules("not an archive of rules: " + error.getMessage());
        }
        if (sources.stream().allMatch(Source::isTable)) throw new WrongRules("there is no rule file in the archive");
        return Program.of(sources);
    }

    /** The program that knows no type, so that only the envelope of an event is checked. */
    static Program none() {
        try {
            return Program.of(List.of(new Source("none.rules", new byte[0], false)));
        } catch (WrongRules defect) {
            throw new IllegalStateException(defect);
        }
    }

    /** Whether rules name a feed. */
    static boolean nameFeeds(byte[] packed) throws IOException {
        return name(FEED, packed);
    }

    /** Whether a rule has a surge. */
    static boolean nameSurges(byte[] packed) throws WrongRules {
        try {
            return name(SURGE, packed);
        } catch (IOException error) {
            throw new WrongRules("not an archive of rules: " + error.getMessage());
        }
    }

    private static boolean name(Pattern declaration, byte[] packed) throws IOException {
        return sources(packed).stream()
            .anyMatch(it -> !it.isTable() && declaration.matcher(new String(it.text(), UTF_8)).find());
    }
}
