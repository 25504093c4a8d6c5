// The library as io.outreachd.engine.Native sees it: arrays in, numbers in a reply that both sides know, bytes out.
//
// A desk is a worker with its reply and a room for what comes from Java: arrays are copied, so that no call of the engine
// holds a Java heap.
#include <jni.h>
#include <stdlib.h>
#include <string.h>

#include "outreach_engine.h"

#define FACE(type, name) JNIEXPORT type JNICALL Java_io_outreachd_engine_Native_##name
#define POINTER(type, number) ((type *)(intptr_t)(number))
#define NUMBER(pointer) ((jlong)(intptr_t)(pointer))

typedef struct {
    uint8_t *bytes;
    size_t count;
} room;

typedef struct {
    oe_worker *worker;
    uint8_t *reply;
    room in[2], out;
} desk;

static uint8_t *made(room *room, size_t count) {
    if (room->count < count || !room->bytes) {
        free(room->bytes);
        room->count = 2 * count + 256;
        if (!(room->bytes = malloc(room->count))) abort();
    }
    return room->bytes;
}

static oe_bytes taken(JNIEnv *java, jbyteArray array, room *room) {
    if (!array) return (oe_bytes){NULL, 0};
    size_t count = (size_t)(*java)->GetArrayLength(java, array);
    (*java)->GetByteArrayRegion(java, array, 0, (jsize)count, (jbyte *)made(room, count));
    return (oe_bytes){room->bytes, count};
}

static jbyteArray given(JNIEnv *java, const uint8_t *bytes, size_t count) {
    jbyteArray array = (*java)->NewByteArray(java, (jsize)count);
    if (array) (*java)->SetByteArrayRegion(java, array, 0, (jsize)count, (const jbyte *)bytes);
    return array;
}

static uint8_t *put(uint8_t *at, const void *bytes, size_t count) {
    if (count) memcpy(at, bytes, count);
    return at + count;
}

// The reply: four words of 32 bits, then a time, then a word of 64 bits.
static void reply(desk *desk, uint32_t a, uint32_t b, uint32_t c, uint32_t d, oe_time time, uint64_t e) {
    uint32_t words[4] = {a, b, c, d}, nanoseconds[2] = {time.nanoseconds, 0};
    uint8_t *at = put(desk->reply, words, sizeof words);
    at = put(put(at, &time.seconds, 8), nanoseconds, 8);
    put(at, &e, 8);
}

static oe_time at(jlong seconds, jint nanoseconds) { return (oe_time){seconds, (uint32_t)nanoseconds}; }

static oe_source *sources(JNIEnv *java, jobjectArray names, jobjectArray texts, jbooleanArray tables, jsize count) {
    oe_source *all = calloc((size_t)count + 1, sizeof *all);
    for (jsize i = 0; all && i < count; i++) {
        room name = {0}, text = {0};
        jboolean is_table = JNI_FALSE;
        all[i].name = taken(java, (*java)->GetObjectArrayElement(java, names, i), &name);
        all[i].text = taken(java, (*java)->GetObjectArrayElement(java, texts, i), &text);
        (*java)->GetBooleanArrayRegion(java, tables, i, 1, &is_table);
        all[i].is_table = is_table;
    }
    return all;
}

static void dropped(oe_source *all, jsize count) {
    for (jsize i = 0; all && i < count; i++) free((void *)all[i].name.bytes), free((void *)all[i].text.bytes);
    free(all);
}

FACE(jlong, compile)(JNIEnv *java, jclass c, jobjectArray names, jobjectArray texts, jbooleanArray tables, jobjectArray said) {
    jsize count = (*java)->GetArrayLength(java, names);
    oe_source *all = sources(java, names, texts, tables, count);
    char *diagnostics = NULL;
    oe_program *program = all ? oe_compile(all, (size_t)count, NULL, &diagnostics) : NULL;
    dropped(all, count);
    if (diagnostics)
        (*java)->SetObjectArrayElement(java, said, 0, given(java, (uint8_t *)diagnostics, strlen(diagnostics)));
    oe_free(diagnostics);
    return NUMBER(program);
}

FACE(jbyteArray, tableNames)(JNIEnv *java, jclass c, jobjectArray names, jobjectArray texts, jbooleanArray tables) {
    jsize count = (*java)->GetArrayLength(java, names);
    oe_source *all = sources(java, names, texts, tables, count);
    char *lines = oe_table_names(all, (size_t)count);
    dropped(all, count);
    jbyteArray array = given(java, (uint8_t *)lines, strlen(lines));
    oe_free(lines);
    return array;
}

FACE(jbyteArray, fingerprint)(JNIEnv *java, jclass c, jlong program) {
    oe_bytes bytes = oe_fingerprint(POINTER(oe_program, program));
    return given(java, bytes.bytes, bytes.count);
}

FACE(void, releaseProgram)(JNIEnv *java, jclass c, jlong program) { oe_program_release(POINTER(oe_program, program)); }

FACE(jlong, worker)(JNIEnv *java, jclass c, jlong program, jobject buffer) {
    desk *made = calloc(1, sizeof *made);
    if (!made) return 0;
    made->worker = oe_worker_create(POINTER(oe_program, program));
    made->reply = (*java)->GetDirectBufferAddress(java, buffer);
    return NUMBER(made);
}

FACE(void, releaseWorker)(JNIEnv *java, jclass c, jlong number) {
    desk *desk = (void *)(intptr_t)number;
    oe_worker_release(desk->worker);
    free(desk->in[0].bytes), free(desk->in[1].bytes), free(desk->out.bytes), free(desk);
}

FACE(jbyteArray, look)(JNIEnv *java, jclass c, jlong number, jbyteArray event, jlong latest) {
    desk *desk = (void *)(intptr_t)number;
    oe_seen seen;
    oe_look(desk->worker, taken(java, event, &desk->in[0]), at(latest, 0), &seen);
    if (seen.kind == oe_rejected) {
        reply(desk, seen.kind, 0, 0, 0, at(0, 0), 0);
        return given(java, seen.rejected.bytes, seen.rejected.count);
    }
    size_t count = seen.customer.count + seen.source.count;
    uint8_t *out = made(&desk->out, count);
    put(put(out, seen.customer.bytes, seen.customer.count), seen.source.bytes, seen.source.count);
    reply(desk, seen.kind, (uint32_t)seen.customer.count, (uint32_t)seen.source.count, 0, seen.time, seen.identity);
    return given(java, out, count);
}

FACE(jboolean, hear)(JNIEnv *java, jclass c, jlong number, jbyteArray source, jlong seconds, jint nanoseconds) {
    desk *desk = (void *)(intptr_t)number;
    return oe_hear(desk->worker, taken(java, source, &desk->in[0]), at(seconds, nanoseconds));
}

FACE(void, forget)(JNIEnv *java, jclass c, jlong number, jlong seconds) {
    oe_forget_heard(((desk *)(intptr_t)number)->worker, at(seconds, 0));
}

FACE(jlong, open)(JNIEnv *java, jclass c, jlong number, jbyteArray name, jbyteArray state) {
    desk *desk = (void *)(intptr_t)number;
    oe_customer *customer;
    oe_status status =
        oe_open(desk->worker, taken(java, name, &desk->in[0]), taken(java, state, &desk->in[1]), &customer);
    return status == oe_ok ? NUMBER(customer) : -(jlong)status;
}

FACE(jlong, memory)(JNIEnv *java, jclass c, jlong customer) {
    return (jlong)oe_memory(POINTER(oe_customer, customer));
}

FACE(jboolean, settle)(JNIEnv *java, jclass c, jlong number, jlong customer, jlong seconds) {
    oe_settle(((desk *)(intptr_t)number)->worker, POINTER(oe_customer, customer), at(seconds, 0));
    return !oe_awaits_surge(POINTER(oe_customer, customer));
}

FACE(void, close)(JNIEnv *java, jclass c, jlong customer) { oe_close(POINTER(oe_customer, customer)); }

FACE(jbyteArray, take)(JNIEnv *java, jclass c, jlong number, jlong customer, jbyteArray event) {
    desk *desk = (void *)(intptr_t)number;
    oe_take_result result;
    oe_take(
        desk->worker, POINTER(oe_customer, customer), taken(java, event, &desk->in[0]), OE_NO_LIMIT, &result);
    reply(desk, result.taking, 0, 0, 0, result.next, oe_memory(POINTER(oe_customer, customer)));
    if (result.taking != oe_conflict && result.taking != oe_refused) return NULL;
    return given(java, result.rejected.bytes, result.rejected.count);
}

static size_t count_of(const oe_task *tasks, size_t count) {
    size_t bytes = 0;
    for (size_t i = 0; i < count; i++) bytes += 12 + tasks[i].id.count + tasks[i].place.count + tasks[i].text.count;
    return bytes;
}

// Of each task three lengths of 32 bits, and its id, its place and its text.
static uint8_t *put_tasks(uint8_t *to, const oe_task *tasks, size_t count) {
    for (const oe_task *task = tasks; count--; task++) {
        uint32_t counts[3] = {(uint32_t)task->id.count, (uint32_t)task->place.count, (uint32_t)task->text.count};
        to = put(put(to, counts, sizeof counts), task->id.bytes, task->id.count);
        to = put(put(to, task->place.bytes, task->place.count), task->text.bytes, task->text.count);
    }
    return to;
}

// The lines, the tasks, then of each message two lengths of 32 bits, its seconds and nanoseconds in 64 bits each, its surge
// and its bytes.
static jbyteArray changed(JNIEnv *java, desk *desk, jlong customer, const oe_result *result) {
    reply(
        desk, result->waits_for_feeds, (uint32_t)result->changes.count, (uint32_t)result->task_count,
        (uint32_t)result->message_count, result->next, oe_memory(POINTER(oe_customer, customer)));
    size_t count = result->changes.count + count_of(result->tasks, result->task_count);
    for (size_t i = 0; i < result->message_count; i++)
        count += 24 + result->messages[i].surge.count + result->messages[i].bytes.count;
    if (count == 0) return NULL;
    uint8_t *to = put(made(&desk->out, count), result->changes.bytes, result->changes.count);
    to = put_tasks(to, result->tasks, result->task_count);
    for (size_t i = 0; i < result->message_count; i++) {
        const oe_message *message = &result->messages[i];
        uint32_t counts[2] = {(uint32_t)message->surge.count, (uint32_t)message->bytes.count};
        int64_t time[2] = {message->at.seconds, message->at.nanoseconds};
        to = put(put(to, counts, sizeof counts), time, sizeof time);
        to = put(put(to, message->surge.bytes, message->surge.count), message->bytes.bytes, message->bytes.count);
    }
    return given(java, desk->out.bytes, count);
}

// The lines, the tasks, the state.
FACE(jbyteArray, surge)(
    JNIEnv *java, jclass c, jlong number, jbyteArray name, jbyteArray state, jobjectArray messages, jlong seconds,
    jint nanoseconds) {
    desk *desk = (void *)(intptr_t)number;
    jsize count = (*java)->GetArrayLength(java, messages);
    oe_bytes *all = calloc((size_t)count + 1, sizeof *all);
    if (!all) abort();
    for (jsize i = 0; i < count; i++) {
        room text = {0};
        jbyteArray message = (*java)->GetObjectArrayElement(java, messages, i);
        all[i] = taken(java, message, &text);
        (*java)->DeleteLocalRef(java, message);
    }
    oe_surge_result result;
    oe_status status = oe_surge(
        desk->worker, taken(java, name, &desk->in[0]), taken(java, state, &desk->in[1]), all, (size_t)count,
        at(seconds, nanoseconds), &result);
    for (jsize i = 0; i < count; i++) free((void *)all[i].bytes);
    free(all);
    reply(desk, status, (uint32_t)result.changes.count, (uint32_t)result.task_count, 0, result.next, 0);
    size_t bytes = result.changes.count + count_of(result.tasks, result.task_count) + result.state.count;
    uint8_t *to = put(made(&desk->out, bytes), result.changes.bytes, result.changes.count);
    put(put_tasks(to, result.tasks, result.task_count), result.state.bytes, result.state.count);
    return given(java, desk->out.bytes, bytes);
}

FACE(jbyteArray, advance)(JNIEnv *java, jclass c, jlong number, jlong customer, jlong seconds, jint nanoseconds) {
    desk *desk = (void *)(intptr_t)number;
    oe_result result;
    oe_advance(desk->worker, POINTER(oe_customer, customer), at(seconds, nanoseconds), &result);
    return changed(java, desk, customer, &result);
}

FACE(jbyteArray, judgeAnew)(JNIEnv *java, jclass c, jlong number, jlong customer) {
    desk *desk = (void *)(intptr_t)number;
    oe_result result;
    oe_judge_anew(desk->worker, POINTER(oe_customer, customer), &result);
    return changed(java, desk, customer, &result);
}

FACE(jbyteArray, encode)(JNIEnv *java, jclass c, jlong number, jlong customer) {
    desk *desk = (void *)(intptr_t)number;
    oe_bytes bytes = oe_encode(desk->worker, POINTER(oe_customer, customer));
    return given(java, bytes.bytes, bytes.count);
}
