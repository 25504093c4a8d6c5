// Drives the library as a stream does: drive RULES... [--table FILE]... EVENTS SEED STEPS DAMAGED
//
// Reads events, one a line, hands them to customers in a random order within each of STEPS steps of time, every customer
// from bytes each time, on a thread with a small stack, and settles some; prints what changes. Then damages bytes of customers DAMAGED times:
// each has to be refused. Exit code 1 if one is not.
#include <outreach_engine.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    uint8_t *bytes;
    size_t count;
} owned;

typedef struct {
    owned name, state;
    oe_time next;
    bool waits, has_events;
} customer;

typedef struct {
    oe_bytes line, name;
    oe_time time;
    size_t owner;
    oe_kind kind;
    owned source;
} event;

static uint64_t seed;
static uint64_t draw(void) {
    seed += 0x9e3779b97f4a7c15;
    uint64_t z = seed;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static owned copy(oe_bytes bytes) {
    owned made = {malloc(bytes.count + 1), bytes.count};
    if (bytes.count) memcpy(made.bytes, bytes.bytes, bytes.count);
    return made;
}
static oe_bytes view(owned bytes) { return (oe_bytes){bytes.bytes, bytes.count}; }

static owned file(const char *path) {
    FILE *f = fopen(path, "rb");
    if (!f) { perror(path); exit(2); }
    owned all = {malloc(1), 0};
    size_t room = 1, got;
    do {
        if (all.count == room) all.bytes = realloc(all.bytes, room = 2 * room + 65536);
        got = fread(all.bytes + all.count, 1, room - all.count, f);
        all.count += got;
    } while (got);
    fclose(f);
    return all;
}

static int before(oe_time a, oe_time b) {
    return a.seconds != b.seconds ? a.seconds < b.seconds : a.nanoseconds < b.nanoseconds;
}
static int by_time(const void *a, const void *b) {
    const event *x = a, *y = b;
    return before(x->time, y->time) ? -1 : before(y->time, x->time) ? 1 : x->line.bytes < y->line.bytes ? -1 : 1;
}

static event *events;
static size_t event_count;
static customer *customers;
static size_t customer_count;

// Open addressing by name.
static size_t *slots, slot_count;
static size_t owner(oe_bytes name) {
    uint64_t hash = 1469598103934665603u;
    for (size_t i = 0; i < name.count; i++) hash = (hash ^ name.bytes[i]) * 1099511628211u;
    for (size_t at = hash % slot_count;; at = (at + 1) % slot_count) {
        if (!slots[at]) {
            customers[customer_count] = (customer){.name = copy(name), .next = OE_NEVER};
            slots[at] = ++customer_count;
            return customer_count - 1;
        }
        customer *known = &customers[slots[at] - 1];
        if (known->name.count == name.count && !memcmp(known->name.bytes, name.bytes, name.count)) return slots[at] - 1;
    }
}

static void read_events(oe_worker *worker, owned text) {
    size_t lines = 1;
    for (size_t i = 0; i < text.count; i++) lines += text.bytes[i] == '\n';
    events = calloc(lines, sizeof *events);
    customers = calloc(lines, sizeof *customers);
    slot_count = 2 * lines + 1;
    slots = calloc(slot_count, sizeof *slots);
    for (size_t at = 0; at < text.count;) {
        size_t end = at;
        while (end < text.count && text.bytes[end] != '\n') end++;
        oe_bytes line = {text.bytes + at, end - at};
        at = end + 1;
        if (!line.count) continue;
        oe_seen seen;
        oe_look(worker, line, OE_NO_LIMIT, &seen);
        if (seen.kind == oe_rejected) {
            fprintf(stderr, "%.*s\n", (int)seen.rejected.count, seen.rejected.bytes);
            continue;
        }
        event *e = &events[event_count++];
        e->line = line, e->time = seen.time, e->kind = seen.kind, e->source = copy(seen.source);
        e->owner = seen.kind == oe_event ? owner(seen.customer) : 0;
    }
    qsort(events, event_count, sizeof *events, by_time);
}

// What customers tell surges, and what those came to.
typedef struct {
    owned name, state;
    owned *messages;
    size_t count;
    oe_time next;
} surge;

static surge *surges;
static size_t surge_count;

static void tell(const oe_message *message) {
    size_t at = 0;
    while (at < surge_count
        && (surges[at].name.count != message->surge.count || memcmp(surges[at].name.bytes, message->surge.bytes, message->surge.count)))
        at++;
    if (at == surge_count) {
        surges = realloc(surges, ++surge_count * sizeof *surges);
        surges[at] = (surge){.name = copy(message->surge), .next = OE_NEVER};
    }
    surge *s = &surges[at];
    s->messages = realloc(s->messages, (s->count + 1) * sizeof *s->messages);
    // Any order within the step.
    size_t place = draw() % (s->count + 1);
    s->messages[s->count++] = copy(message->bytes);
    owned last = s->messages[s->count - 1];
    s->messages[s->count - 1] = s->messages[place];
    s->messages[place] = last;
}

static void decide(oe_worker *worker, oe_time to) {
    for (surge *s = surges; s < surges + surge_count; s++) {
        if (!s->count && before(to, s->next)) continue;
        oe_bytes *messages = calloc(s->count + 1, sizeof *messages);
        for (size_t i = 0; i < s->count; i++) messages[i] = view(s->messages[i]);
        oe_surge_result result;
        if (oe_surge(worker, view(s->name), view(s->state), messages, s->count, to, &result) != oe_ok) {
            fprintf(stderr, "a surge was refused\n");
            exit(1);
        }
        fwrite(result.changes.bytes, 1, result.changes.count, stdout);
        for (size_t t = 0; t < result.task_count; t++)
            if (!result.tasks[t].text.count || result.tasks[t].text.bytes[0] != '{') exit(1);
        s->next = result.next;
        free(s->state.bytes);
        s->state = copy(result.state);
        // What a bit was turned of is refused.
        for (size_t i = 0; i <= s->count; i++) {
            owned *whole = i == s->count ? &s->state : &s->messages[i];
            if (!whole->count) continue;
            owned wrong = copy(view(*whole));
            wrong.bytes[draw() % wrong.count] ^= (uint8_t)(1u << draw() % 8);
            oe_bytes message = view(wrong);
            bool is_state = i == s->count;
            if (oe_surge(worker, view(s->name), is_state ? message : (oe_bytes){NULL, 0}, &message, !is_state, to, &result) == oe_ok) {
                fprintf(stderr, "damaged bytes of a surge were believed\n");
                exit(1);
            }
            free(wrong.bytes);
        }
        while (s->count) free(s->messages[--s->count].bytes);
        free(messages);
    }
}

static void step(oe_worker *worker, event *batch, size_t count, oe_time to, bool last) {
    for (size_t i = 0; i < count; i++) {
        oe_hear(worker, view(batch[i].source), batch[i].time);
        if (batch[i].kind == oe_event) customers[batch[i].owner].has_events = true;
    }
    // Any order within the step.
    for (size_t i = count; i > 1; i--) {
        size_t j = draw() % i;
        event e = batch[i - 1];
        batch[i - 1] = batch[j];
        batch[j] = e;
    }
    for (size_t i = 0; i < count; i++) {
        if (batch[i].kind != oe_event) continue;
        customer *c = &customers[batch[i].owner];
        oe_customer *open;
        if (oe_open(worker, view(c->name), view(c->state), &open) != oe_ok) { fprintf(stderr, "refused\n"); exit(1); }
        oe_take_result taken;
        for (uint64_t times = 1 + draw() % 2; times--;) oe_take(worker, open, batch[i].line, OE_NO_LIMIT, &taken);
        free(c->state.bytes);
        c->state = copy(oe_encode(worker, open));
        oe_close(open);
    }
    for (size_t i = 0; i < customer_count; i++) {
        customer *c = &customers[i];
        if (!c->state.count || !(last || c->has_events || c->waits || !before(to, c->next))) continue;
        oe_customer *open;
        if (oe_open(worker, view(c->name), view(c->state), &open) != oe_ok) { fprintf(stderr, "refused\n"); exit(1); }
        oe_result result;
        oe_advance(worker, open, to, &result);
        fwrite(result.changes.bytes, 1, result.changes.count, stdout);
        for (size_t t = 0; t < result.task_count; t++)
            if (!result.tasks[t].text.count || result.tasks[t].text.bytes[0] != '{') exit(1);
        for (size_t m = 0; m < result.message_count; m++) tell(&result.messages[m]);
        c->next = result.next, c->waits = result.waits_for_feeds, c->has_events = false;
        // All that happened by then is known.
        if (draw() % 4 == 0) oe_settle(worker, open, to);
        oe_time next = oe_next_deadline(open);
        if (before(next, c->next) || before(c->next, next) || oe_waits_for_feeds(open) != c->waits || !oe_memory(open)) {
            fprintf(stderr, "another deadline\n");
            exit(1);
        }
        free(c->state.bytes);
        c->state = copy(oe_encode(worker, open));
        oe_close(open);
    }
    decide(worker, to);
    oe_forget_heard(worker, to);
}

// Bits turned, ends cut off, pieces of other customers put in, bytes of nobody, and those that a later version would write.
static int damage(oe_worker *worker, long times) {
    long wrong = 0;
    for (long i = 0; i < times && customer_count; i++) {
        customer *c = &customers[draw() % customer_count], *other = &customers[draw() % customer_count];
        if (!c->state.count || !other->state.count) { continue; }
        owned bytes = copy(view(c->state));
        switch (draw() % 5) {
        case 0:
            for (uint64_t n = 1 + draw() % 3; n--;) bytes.bytes[draw() % bytes.count] ^= (uint8_t)(1u << draw() % 8);
            break;
        case 1: bytes.count = 1 + draw() % (bytes.count > 1 ? bytes.count - 1 : 1); break;
        case 2: bytes.bytes[0] += (uint8_t)(1 + draw() % 255); break;
        case 3:
            for (size_t at = draw() % 2; at < bytes.count; at++) bytes.bytes[at] = (uint8_t)draw();
            break;
        default: {
            size_t at = draw() % bytes.count, from = draw() % other->state.count;
            size_t count = other->state.count - from < bytes.count - at ? other->state.count - from : bytes.count - at;
            memcpy(bytes.bytes + at, other->state.bytes + from, count);
        }
        }
        bool same = bytes.count == c->state.count && !memcmp(bytes.bytes, c->state.bytes, bytes.count);
        // Exactly as long as it is, so that reading behind the end is seen.
        owned exact = {malloc(bytes.count), bytes.count};
        memcpy(exact.bytes, bytes.bytes, bytes.count);
        oe_customer *open;
        oe_status status = oe_open(worker, view(c->name), view(exact), &open);
        // Earlier versions are known.
        bool is_known = bytes.bytes[0] >= 1 && bytes.bytes[0] <= c->state.bytes[0];
        oe_status expected = !is_known ? oe_unknown_version : same ? oe_ok : oe_damaged;
        if (status != expected || (status == oe_ok) != (open != NULL)) wrong++;
        if (open) oe_close(open);
        free(bytes.bytes);
        free(exact.bytes);
    }
    fprintf(stderr, "%ld states damaged, %ld believed\n", times, wrong);
    return wrong > 0;
}

typedef struct {
    int count;
    char **words;
    int status;
} arguments;

static void *drive(void *given) {
    arguments *a = given;
    oe_source sources[64];
    int source_count = 0, at = 1;
    for (; at < a->count - 4 && source_count < 64; at++) {
        bool is_table = !strcmp(a->words[at], "--table");
        if (is_table) at++;
        owned text = file(a->words[at]);
        sources[source_count++] = (oe_source){{(uint8_t *)a->words[at], strlen(a->words[at])}, view(text), is_table};
    }
    char *said;
    oe_program *program = oe_compile(sources, (size_t)source_count, NULL, &said);
    fputs(said, stderr);
    oe_free(said);
    if (!program) { a->status = 2; return NULL; }
    oe_worker *worker = oe_worker_create(program);
    owned text = file(a->words[at]);
    seed = strtoull(a->words[at + 1], NULL, 10);
    size_t steps = strtoull(a->words[at + 2], NULL, 10);
    read_events(worker, text);
    size_t from = 0;
    oe_time to = {0, 0};
    for (size_t number = 1; number <= steps && event_count; number++) {
        size_t end = number == steps ? event_count : event_count * number / steps;
        if (end < from) end = from;
        // Events of one instant come within one step.
        while (end > from && end < event_count && !before(events[end - 1].time, events[end].time)) end++;
        if (end > from) to = events[end - 1].time;
        if (end > from || number == steps) step(worker, events + from, end - from, to, number == steps);
        from = end;
    }
    size_t bytes = 0;
    for (size_t i = 0; i < customer_count; i++) bytes += customers[i].state.count;
    fprintf(stderr, "%zu events, %zu customers, %zu bytes\n", event_count, customer_count, bytes);
    a->status = damage(worker, atol(a->words[at + 3]));
    oe_worker_release(worker);
    oe_program_release(program);
    return NULL;
}

int main(int count, char **words) {
    if (count < 6) { fprintf(stderr, "drive RULES... EVENTS SEED STEPS DAMAGED\n"); return 64; }
    arguments a = {count, words, 0};
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK);
    pthread_t thread;
    if (pthread_create(&thread, &attributes, drive, &a)) return 2;
    pthread_join(thread, NULL);
    return a.status;
}
