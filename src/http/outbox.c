/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/outbox.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "http/address.h"
#include "http/memory.h"
#include "http/server.h"

enum { LONGEST_PAUSE_S = 3600 };

struct message {
    char id[KEY_HEX + 1];
    struct buf body;
    uint32_t nattempts;
    int64_t due_s; /* since 1970: it survives a restart */
    struct message *next;
};

struct outbox {
    struct server *server;
    char *folder;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    struct message *first; /* in no order */
    size_t nmessages;      /* with the one that is being sent */
    bool stopping;
    pthread_t thread;
};

static int64_t now_s(void)
{
    return (int64_t)time(NULL);
}

/* ---- on the disk */

static bool write_message(const struct outbox *o, const struct message *m, struct error *err)
{
    struct buf file = BUF_EMPTY;
    if (!file_make_folder(o->folder)) /* it could not be made at the start, perhaps */
        return error_set(err, ERROR_OUTPUT, "%s: %s", o->folder, strerror(errno));
    wire_put_u32(&file, m->nattempts);
    wire_put_u64(&file, (uint64_t)m->due_s);
    wire_put_span(&file, buf_span(&m->body));
    bool ok = shelf_file_write(o->folder, m->id, SHELF_LETTER, buf_span(&file), err);
    buf_finish(&file);
    return ok;
}

/* Not synced: what a power cut brings back arrives twice, no more. */
static void remove_message(const struct outbox *o, const char *id)
{
    struct buf path = BUF_EMPTY;
    shelf_path(o->folder, id, SHELF_LETTER, &path);
    if (unlink(path.p) != 0 && errno != ENOENT)
        log_warn("outbox: %s: %s: it is sent again after the next start", path.p, strerror(errno));
    buf_finish(&path);
}

static void destroy(struct message *m)
{
    buf_finish(&m->body);
    free(m);
}

static void read_message(struct outbox *o, const char *id)
{
    struct buf bytes = BUF_EMPTY;
    struct wire w = {0};
    struct message *m = zeroed(sizeof *m);
    memcpy(m->id, id, KEY_HEX);
    enum shelf_reading reading = shelf_file_read(o->folder, m->id, SHELF_LETTER, &bytes, &w.rest);
    const char *why = reading == SHELF_UNREADABLE ? strerror(errno) : "damaged";
    m->nattempts = wire_get_u32(&w);
    m->due_s = (int64_t)wire_get_u64(&w);
    buf_add_span(&m->body, wire_get_span(&w));
    buf_finish(&bytes);
    if (reading == SHELF_GOOD && wire_done(&w)) {
        m->next = o->first;
        o->first = m;
        o->nmessages++;
        return;
    }
    log_error("outbox: message %s is not sent: %s", m->id, why);
    if (reading != SHELF_UNREADABLE)
        remove_message(o, m->id);
    destroy(m);
}

static bool read_folder(struct outbox *o, struct error *err)
{
    bool made = file_make_folder(o->folder);
    if (!made && file_disk_refuses(errno) && access(o->folder, F_OK) != 0)
        return true; /* no message lies there, and none can be written yet */
    DIR *d = made ? opendir(o->folder) : NULL;
    if (!d)
        return error_set(err, ERROR_OUTPUT, "%s: %s", o->folder, strerror(errno));
    for (struct dirent *entry; (errno = 0, entry = readdir(d));) {
        const char *name = entry->d_name;
        bool named = strlen(name) > KEY_HEX && key_valid((struct span){name, KEY_HEX});
        if (named && strcmp(name + KEY_HEX, ".letter") == 0)
            read_message(o, name);
        else if (named)
            unlinkat(dirfd(d), name, 0); /* an interrupted write */
    }
    int cause = errno;
    closedir(d);
    return !cause || error_set(err, ERROR_OUTPUT, "%s: %s", o->folder, strerror(cause));
}

/* ---- sending; the mutex is not held */

void outbox_sign(struct span secret, const char *id, int64_t when_s, struct span body, struct buf *fields)
{
    struct buf signed_text = BUF_EMPTY;
    buf_printf(&signed_text, "%s.%" PRId64 ".", id, when_s);
    buf_add_span(&signed_text, body);
    buf_printf(fields, "webhook-id: %s\nwebhook-timestamp: %" PRId64 "\nwebhook-signature: v1,", id, when_s);
    digest_sign(secret, buf_span(&signed_text), fields);
    buf_add_byte(fields, '\n');
    buf_finish(&signed_text);
}

static bool send(const struct outbox *o, const struct message *m, struct error *err)
{
    const struct config *c = o->server->config;
    struct buf fields = BUF_EMPTY;
    outbox_sign(span_of(c->webhook_secret), m->id, now_s(), buf_span(&m->body), &fields);
    struct letter letter = {span_of(c->webhook_url), buf_span(&fields), buf_span(&m->body)};
    bool ok = pool_post(o->server->pool, &letter, err);
    buf_finish(&fields);
    return ok;
}

static int64_t pause_s(const struct config *c, uint32_t nattempts)
{
    int64_t pause = c->webhook_retry_s;
    for (uint32_t i = 1; i < nattempts && pause < LONGEST_PAUSE_S; i++)
        pause *= 2;
    return pause < LONGEST_PAUSE_S ? pause : LONGEST_PAUSE_S;
}

/* Is it settled, one way or the other? */
static bool try_message(struct outbox *o, struct message *m)
{
    const struct config *c = o->server->config;
    struct error err = {0}, unwritten = {0};
    struct metrics *metrics = &o->server->metrics;
    if (send(o, m, &err)) {
        metrics_count(metrics, COUNT_messages_delivered);
        return true;
    }
    if (++m->nattempts >= (uint32_t)c->webhook_attempts) {
        log_error("outbox: message %s is dropped after %u attempts: %s: %s", m->id, m->nattempts,
                  error_name(err.code), err.detail);
        metrics_count(metrics, COUNT_messages_dropped);
        return true;
    }
    metrics_count(metrics, COUNT_messages_retried);
    m->due_s = now_s() + pause_s(c, m->nattempts);
    log_info("outbox: message %s did not arrive: %s: %s", m->id, error_name(err.code), err.detail);
    if (!write_message(o, m, &unwritten)) /* then it is sent too soon after a restart, no more */
        log_warn("outbox: %s", unwritten.detail);
    return false;
}

/* ---- the thread */

/* Takes the message that is due first out; NULL: none is due, *wait_s until one is. The mutex is held. */
static struct message *take_due(struct outbox *o, int64_t *wait_s)
{
    struct message **first = NULL;
    for (struct message **at = &o->first; *at; at = &(*at)->next)
        if (!first || (*at)->due_s < (*first)->due_s)
            first = at;
    *wait_s = first ? (*first)->due_s - now_s() : LONGEST_PAUSE_S;
    if (!first || *wait_s > 0)
        return NULL;
    struct message *m = *first;
    *first = m->next;
    return m;
}

static void wait_for_change(struct outbox *o, int64_t wait_s)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += wait_s < LONGEST_PAUSE_S ? wait_s : LONGEST_PAUSE_S;
    pthread_cond_timedwait(&o->changed, &o->mutex, &until);
}

static void put_back(struct outbox *o, struct message *m)
{
    m->next = o->first;
    o->first = m;
}

static void *run(void *arg)
{
    struct outbox *o = arg;
    int64_t wait_s;
    pthread_mutex_lock(&o->mutex);
    while (!o->stopping) {
        struct message *m = take_due(o, &wait_s);
        if (!m) {
            wait_for_change(o, wait_s);
            continue;
        }
        pthread_mutex_unlock(&o->mutex);
        bool settled = try_message(o, m);
        if (settled)
            remove_message(o, m->id);
        pthread_mutex_lock(&o->mutex);
        if (settled) {
            o->nmessages--;
            destroy(m);
        } else
            put_back(o, m);
    }
    pthread_mutex_unlock(&o->mutex);
    return NULL;
}

struct outbox *outbox_start(struct server *s, const char *folder, struct error *err)
{
    struct outbox *o = zeroed(sizeof *o);
    o->server = s;
    o->folder = strdup(folder);
    pthread_mutex_init(&o->mutex, NULL);
    pthread_cond_init(&o->changed, NULL);
    if (read_folder(o, err)) {
        if (pthread_create(&o->thread, NULL, run, o) == 0)
            return o;
        error_set(err, ERROR_INTERNAL, "the outbox cannot start");
    }
    o->stopping = true;
    o->thread = 0;
    outbox_stop(o);
    return NULL;
}

void outbox_stop_soon(struct outbox *o)
{
    pthread_mutex_lock(&o->mutex);
    o->stopping = true;
    pthread_cond_broadcast(&o->changed);
    pthread_mutex_unlock(&o->mutex);
}

void outbox_stop(struct outbox *o)
{
    outbox_stop_soon(o);
    if (o->thread)
        pthread_join(o->thread, NULL);
    for (struct message *m = o->first, *next; m; m = next) {
        next = m->next;
        destroy(m);
    }
    pthread_mutex_destroy(&o->mutex);
    pthread_cond_destroy(&o->changed);
    free(o->folder);
    free(o);
}

/* ---- writing */

static void name_message(const struct slot *slot, enum error_code error, char id[KEY_HEX + 1])
{
    struct digest d;
    digest_init(&d);
    digest_part(&d, span_of(slot->name));
    digest_part(&d, span_of(slot->edition));
    digest_part(&d, span_of(slot->key));
    digest_part(&d, span_of(error_name(error)));
    digest_key(&d, id);
}

static void add_address(struct json *j, const struct config *config, const struct slot *slot,
                        const char *name, const char *ending)
{
    struct buf url = BUF_EMPTY;
    address_write(config, slot->key, ending, &url);
    json_field_text(j, name, buf_span(&url));
    buf_finish(&url);
}

static void print_message(const struct outbox *o, const struct slot *slot, enum error_code error,
                          struct buf *out)
{
    char when[32];
    struct tm utc;
    time_t now = time(NULL);
    strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
    struct json j = json_to(out);
    json_open(&j, '{');
    json_field_text(&j, "type", error ? SPAN("post.failed") : SPAN("post.ready"));
    json_field_text(&j, "timestamp", span_of(when));
    json_key(&j, "data");
    json_open(&j, '{');
    json_field_text(&j, "id", slot->id);
    json_field_text(&j, "site", slot->site);
    json_field_text(&j, "url", slot->url);
    if (error) {
        json_field_text(&j, "code", span_of(error_name(error)));
        json_field_text(&j, "message", span_of(error_sentence(error)));
    } else {
        json_field_text(&j, "key", span_of(slot->key));
        add_address(&j, o->server->config, slot, "audio", ".mp3");
        add_address(&j, o->server->config, slot, "marks", ".json");
    }
    json_close(&j, '}');
    json_close(&j, '}');
}

size_t outbox_waiting(struct outbox *o)
{
    pthread_mutex_lock(&o->mutex);
    size_t n = o->nmessages;
    pthread_mutex_unlock(&o->mutex);
    return n;
}

void outbox_tell(struct outbox *o, const struct slot *slot, enum error_code error)
{
    struct error err = {0};
    struct message *m = zeroed(sizeof *m);
    name_message(slot, error, m->id);
    if (strcmp(m->id, slot->told) == 0) {
        free(m);
        return;
    }
    print_message(o, slot, error, &m->body);
    m->due_s = now_s();
    if (write_message(o, m, &err))
        shelf_tell(o->server->shelf, slot->name, m->id);
    else /* it is sent all the same, and written anew at the next start: it may arrive twice */
        log_warn("outbox: %s", err.detail);
    pthread_mutex_lock(&o->mutex);
    put_back(o, m);
    o->nmessages++;
    pthread_cond_broadcast(&o->changed);
    pthread_mutex_unlock(&o->mutex);
}
