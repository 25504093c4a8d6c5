#pragma once
/// The rules, the Engine and the tasks of outreachd as a library, one customer at a time: for whoever has a stream of
/// events already and more of them than one machine can take.
///
/// A program is made of rule files. A worker holds what a thread works with. A customer is opened from the bytes that an
/// earlier call wrote, takes events in any order, and is advanced to a time; what that changes comes out as the lines that
/// `outreachd replay` prints, and as the tasks that `outreachd` writes to files. For events that are taken before their
/// time is reached, all lines of all customers together are those of `outreachd replay`, whatever order they came in, however
/// time was cut into steps, and wherever bytes lay between.
///
///     oe_program *program = oe_compile(sources, 1, NULL, &said);
///     oe_worker *worker = oe_worker_create(program);
///     oe_customer *customer;
///     oe_open(worker, name, kept, &customer);
///     oe_take(worker, customer, event, OE_NO_LIMIT, &taken);
///     oe_advance(worker, customer, now, &result);
///     kept = copy(oe_encode(worker, customer));
///     oe_close(customer);
///
/// **Ownership.** What a function makes is released by its counterpart: `oe_program_release`, `oe_worker_release`,
/// `oe_close`, `oe_free`. Bytes that are handed in are read during the call and never kept. Bytes that come out belong to
/// the worker and stay until the next call with that worker; copy what shall last. No bytes end in a NUL unless it is
/// said. A program may be released while workers of it live, a worker while customers live that it opened.
///
/// **Threads.** A program is immutable: all threads may use it. A worker, and a customer, may be used by one thread at a
/// time. A customer may be used with any worker of the program under which it was opened, and of no other program. A stack
/// of 512 KiB is enough for every call; what needs more brings its own.
///
/// **Errors.** Nothing is thrown and nothing printed. Wrong rules, wrong events, and bytes of a customer that another
/// version wrote or something damaged are answered by codes. A pointer that is NULL where none may be, or was released, is
/// undefined. Only a defect of the library, or memory that has run out, ends the process.
///
/// **Time.** No function reads a clock. Times are seconds since 1970-01-01T00:00:00Z, without leap seconds, rounded down,
/// and nanoseconds.
///
/// **Surges** gather tasks of many customers, so no customer decides them: what is to be told of such a task comes out as
/// messages, and whoever brings the messages of all customers to `oe_surge` gets from there what is so. Answers to incidents
/// are not heard. What becomes of a customer besides does not wait for what surges decide, so in two cases it is another
/// than in `outreachd replay`: for an `inhibit … and D after` a task that was gathered and ended counts as one that had
/// come out; and a task that another gate has held, and whose `while` is not true any more when that lets it go, ends,
/// *no-longer*, where a surge would have gathered it.
///
/// **What it does not do.** As in `outreachd replay` nobody asks who may bring an event (`by`, `answers`), and a rule that is new looks back over all that
/// is kept of a customer. Two events of one source and id are told from each other within a customer only; for others
/// there is `oe_seen.identity`. Events about which no rule asks are not kept.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A checked set of rules.
typedef struct oe_program oe_program;
/// What one thread works with, and when feeds were heard.
typedef struct oe_worker oe_worker;
/// One customer in memory.
typedef struct oe_customer oe_customer;

/// Bytes that belong to somebody else. `bytes` may be NULL if `count` is 0.
typedef struct {
    const uint8_t *bytes;
    size_t count;
} oe_bytes;

/// An instant.
typedef struct {
    /// Since 1970-01-01T00:00:00Z, rounded down.
    int64_t seconds;
    /// Less than 1,000,000,000.
    uint32_t nanoseconds;
} oe_time;

/// Where a deadline stands: nothing is to be done without a new event. Its seconds tell it.
#define OE_NEVER ((oe_time){INT64_MAX, 0})
/// Where the latest time of an event stands: every time is allowed.
#define OE_NO_LIMIT OE_NEVER

/// What became of a call.
typedef enum {
    oe_ok = 0,
    /// The bytes of a customer were written by another version, which this one does not know.
    oe_unknown_version = 1,
    /// The bytes of a customer are not as they were written, or are another customer's.
    oe_damaged = 2,
} oe_status;

// MARK: Programs

/// A file that makes up a program.
typedef struct {
    /// As diagnostics show it, UTF-8: of a rule file any, of a table the path as `oe_table_names` tells it.
    oe_bytes name;
    /// Its content, UTF-8.
    oe_bytes text;
    /// Whether it is the CSV file of a `table`.
    bool is_table;
} oe_source;

/// Checks rule files, and the tables they name, as one program, as the daemon does.
///
/// It works on a thread with a stack of its own; the caller's may be small.
/// - Parameters:
///   - zone_directory: where the time zones are, as `/usr/share/zoneinfo`; NULL: where the system has them.
///   - diagnostics: is set to what `outreachd check` prints of mistakes and of what is suspicious, ending in a NUL, empty if
///     there is nothing; to be given to `oe_free` whatever is returned. May be NULL.
/// - Returns: NULL if there is a mistake.
oe_program *oe_compile(const oe_source *sources, size_t count, const char *zone_directory, char **diagnostics);

/// The paths of the tables that rule files name, a line each, ending in a NUL; from the folder of the rule file that names
/// it, unless it begins at the root. To be given to `oe_free`.
char *oe_table_names(const oe_source *sources, size_t count);

void oe_free(void *memory);
void oe_program_release(oe_program *program);

/// 64 hexadecimal digits of all that what comes out depends on besides events and zones: a customer whose bytes were
/// written under another one has to be given to `oe_judge_anew` once. The bytes are the program's.
oe_bytes oe_fingerprint(const oe_program *program);

// MARK: Workers

oe_worker *oe_worker_create(const oe_program *program);
void oe_worker_release(oe_worker *worker);

/// What an event is.
typedef enum {
    /// A rule asks about it: it is to be taken by the customer whose it is.
    oe_event = 0,
    /// It is good, of a declared type, and no rule asks about it.
    oe_unconcerned = 1,
    /// It is good, and no rule file declares its type.
    oe_undeclared = 2,
    /// It does not count, and `rejected` says why.
    oe_rejected = 3,
} oe_kind;

typedef struct {
    oe_kind kind;
    /// Unless it is rejected: when it happened.
    oe_time time;
    /// Unless it is rejected: a hash of source and id, the same in every process and on every machine.
    uint64_t identity;
    /// Unless it is rejected: its subject and its source.
    oe_bytes customer, source;
    /// If it is rejected: `{"line":1,"reason":…,"detail":…,"input":…}`, without a line end.
    oe_bytes rejected;
} oe_seen;

/// Checks an event whole, and tells what its envelope says.
/// - Parameters:
///   - event: one CloudEvent in JSON.
///   - latest: an event that happened later is rejected; `OE_NO_LIMIT`: none is.
void oe_look(oe_worker *worker, oe_bytes event, oe_time latest, oe_seen *seen);

/// Says that a feed was heard: that an event of a source happened, whatever its type and whoever's it is. Each worker has
/// to be told of all that are not rejected, before a customer is advanced to that time with it, if the rules have a `feed`
/// for which a task waits.
/// - Returns: whether it matters to this program, and was news. Customers who wait for feeds (`oe_result.waits_for_feeds`)
///   have to be advanced then.
bool oe_hear(oe_worker *worker, oe_bytes source, oe_time time);

/// Says that no customer will be advanced from before a time any more: what was heard before and is not asked for leaves
/// memory.
void oe_forget_heard(oe_worker *worker, oe_time before);

// MARK: Customers

/// Opens a customer from bytes that `oe_encode` wrote, under whatever program; none for a new one.
/// - Parameters:
///   - name: the subject of the events, UTF-8.
///   - customer: is set, or to NULL if something else than `oe_ok` is returned.
oe_status oe_open(oe_worker *worker, oe_bytes name, oe_bytes state, oe_customer **customer);
void oe_close(oe_customer *customer);

typedef enum {
    /// It is kept, and folded when the customer is advanced.
    oe_taken = 0,
    /// It was there before; nothing has changed.
    oe_duplicate = 1,
    /// Another event of its source and id, with other content, was there before and stays; `rejected` says so.
    oe_conflict = 2,
    /// It is not good; `rejected` says why.
    oe_refused = 3,
    /// It is good, and no rule asks about it.
    oe_not_asked = 4,
    /// It is another customer's.
    oe_elsewhere = 5,
} oe_taking;

typedef struct {
    oe_taking taking;
    /// Of `oe_conflict` and `oe_refused`: as in `oe_seen`.
    oe_bytes rejected;
    /// When something is to be done next, as in `oe_result`.
    oe_time next;
} oe_take_result;

/// Hands a customer an event, which is kept until time reaches it. One at or before the time to which the customer was
/// advanced comes late: it is learned at that time, by the next `oe_advance`.
/// - Parameter latest: as in `oe_look`.
void oe_take(oe_worker *worker, oe_customer *customer, oe_bytes event, oe_time latest, oe_take_result *result);

/// A task, whole.
typedef struct {
    oe_bytes id;
    /// The bytes of the file that `outreachd` writes for it, without what only a daemon knows (who brought events).
    oe_bytes text;
    /// Where that file would lie: `open`, `held` or `closed`.
    oe_bytes place;
} oe_task;

/// What a customer has to tell of a task about which a surge is asked.
typedef struct {
    /// Which surge: a text of letters and digits, one for each rule and group.
    oe_bytes surge;
    oe_bytes bytes;
    /// When it happened: the surge may be brought there once the messages of all customers up to that time are at hand.
    oe_time at;
} oe_message;

typedef struct {
    /// What changed, a line each with its end, as `outreachd replay` prints it, in the order in which it happened.
    oe_bytes changes;
    /// The tasks that are others than before, each once.
    const oe_task *tasks;
    size_t task_count;
    /// When something is to be done next without a new event; `OE_NEVER` if nothing is. Not before the time to which the
    /// customer was advanced.
    oe_time next;
    /// Whether a task waits for a feed: advance the customer when `oe_hear` has news, too.
    bool waits_for_feeds;
    /// For `oe_surge`.
    const oe_message *messages;
    size_t message_count;
} oe_result;

/// Says that every event of the customer up to a time is known, itself included, and brings the customer there from instant
/// to instant. A time before that to which the customer was advanced already is that time.
///
/// Whoever passes times of a coarser clock on names the last nanosecond of its instant.
void oe_advance(oe_worker *worker, oe_customer *customer, oe_time to, oe_result *result);

/// Judges a customer whom another program has judged by the worker's, at the time to which it was advanced: what is true
/// otherwise now is learned then.
void oe_judge_anew(oe_worker *worker, oe_customer *customer, oe_result *result);

/// Settles what happened to a customer up to a time, as the daemon does after `--lateness`: events that nobody may look at
/// any more, and tasks that ended, leave memory and bytes. What is taken for that time afterwards is too late: it ends what
/// it may, and starts nothing. Nothing that was decided changes by it. It goes no further than the customer was advanced,
/// and waits while something that was taken and happened before was not advanced over.
/// Nothing is settled while `oe_awaits_surge`.
/// - Returns: whether anything was settled that was not before.
bool oe_settle(oe_worker *worker, oe_customer *customer, oe_time through);

/// When something is to be done next, and whether a task waits for a feed, as in `oe_result`.
oe_time oe_next_deadline(const oe_customer *customer);
bool oe_waits_for_feeds(const oe_customer *customer);
/// Whether surges are asked of tasks that have not ended.
bool oe_awaits_surge(const oe_customer *customer);

/// About how many bytes of memory an open customer takes: for who keeps many open, and closes those that were asked for
/// longest ago.
size_t oe_memory(const oe_customer *customer);

/// The bytes of a customer, for `oe_open`. Nothing in them belongs to one machine, process or worker: they may be read by
/// any library of this version or a newer one. They are never empty.
oe_bytes oe_encode(oe_worker *worker, const oe_customer *customer);

// MARK: Surges

typedef struct {
    /// As in `oe_result`: lines and tasks of incidents, and of what customers told that which is so.
    oe_bytes changes;
    const oe_task *tasks;
    size_t task_count;
    /// When something is to be done next without a message; `OE_NEVER` if nothing is.
    oe_time next;
    /// What it came to, for the next call; empty if nothing has to be kept. It may be read by any library of this version or
    /// a newer one.
    oe_bytes state;
} oe_surge_result;

/// Says that everything up to a time is known that customers tell a surge, itself included, and decides it up to there: which
/// tasks came out, which are gathered, and what becomes of their incident. What comes for a time to which the surge was
/// brought before is late: it is decided at that time.
/// - Parameters:
///   - surge: which, as in `oe_message`.
///   - state: what it came to before; none if nothing was kept.
///   - messages: the bytes of those that it was not given before, at most up to `to`, in any order.
/// - Returns: not `oe_ok` if bytes are of a version that is not known, damaged, or another surge's; then nothing is told.
oe_status oe_surge(
    oe_worker *worker, oe_bytes surge, oe_bytes state, const oe_bytes *messages, size_t count, oe_time to,
    oe_surge_result *result);

#ifdef __cplusplus
}
#endif
