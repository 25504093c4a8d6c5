import static java.nio.charset.StandardCharsets.UTF_8;

import io.outreachd.engine.Program;
import io.outreachd.engine.Seen;
import io.outreachd.engine.Source;
import io.outreachd.engine.Worker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a customer takes in Flink's state: Bytes RULES EVENTS, where each event is of another customer and opens a wait. */
public final class Bytes {
    private static final long DAY = 86_400_000;

    public static void main(String[] arguments) throws Exception {
        Path rules = Path.of(arguments[0]);
        try (Program program = Program.of(List.of(new Source(rules.toString(), Files.readAllBytes(rules), false)));
            Worker worker = new Worker(program)) {
            long waiting = 0, idle = 0, events = 0, count = 0;
            for (String line : Files.readAllLines(Path.of(arguments[1]))) {
                byte[] event = line.getBytes(UTF_8);
                Seen seen = worker.look(event, Worker.NEVER);
                long customer = worker.open(seen.customer(), null);
                worker.take(customer, event);
                worker.advance(customer, seen.millis());
                waiting += worker.encode(customer).length;
                events += event.length;
                count++;
                Worker.close(customer);
                idle += idle(worker, seen.customer(), line, seen.millis());
            }
            System.out.printf(
                "{\"idle\": %d, \"waiting\": %d, \"event\": %d}%n", idle / count, waiting / count, events / count);
        }
    }

    /** One whose wait has ended, and for whom nothing is asked any more. */
    private static int idle(Worker worker, String name, String line, long millis) {
        String over = line.replace("delivery.delayed", "delivery.delivered").replace("\"id\":\"e-", "\"id\":\"d-");
        long customer = worker.open(name, null);
        worker.take(customer, line.getBytes(UTF_8));
        worker.take(customer, over.getBytes(UTF_8));
        worker.advance(customer, millis + 30 * DAY);
        worker.settle(customer, millis + 20 * DAY);
        int bytes = worker.encode(customer).length;
        Worker.close(customer);
        return bytes;
    }
}
