/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/quotas.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/base.h"
#include "http/memory.h"

enum { DAY_S = 86400, WRITE_S = 60, FILE_BYTES = 1 << 20, CLIENT_BYTES = 200 };

/* One a key of the settings: they are few. */
struct account {
    char *client;
    int64_t day, characters;
    struct account *next;
};

struct quotas {
    pthread_mutex_t mutex;
    struct account *first;
    char *path;
    bool changed; /* since it was written */
    int64_t written_s;
};

/* Of today. The mutex is held. */
static struct account *account_of(struct quotas *q, struct span client, int64_t now_s)
{
    struct account *it = q->first;
    while (it && !span_is(client, it->client))
        it = it->next;
    if (!it) {
        it = zeroed(sizeof *it);
        it->client = strndup(client.p, client.n);
        it->next = q->first;
        q->first = it;
    }
    if (it->day != now_s / DAY_S)
        it->characters = 0;
    it->day = now_s / DAY_S;
    return it;
}

/* A line each: day, characters, client. */
static void read_line(struct quotas *q, const char *line)
{
    char client[CLIENT_BYTES + 1];
    int64_t day, characters;
    if (sscanf(line, "%" SCNd64 " %" SCNd64 " %200s", &day, &characters, client) != 3 || day < 0 ||
        characters < 0)
        return;
    account_of(q, span_of(client), day * DAY_S)->characters = characters;
}

static void read_file(struct quotas *q)
{
    struct buf bytes = BUF_EMPTY;
    struct error err = {0};
    if (!file_read(q->path, FILE_BYTES, &bytes, &err) && access(q->path, F_OK) == 0)
        log_warn("quotas: %s: %s", q->path, err.detail);
    for (char *rest = bytes.n ? bytes.p : NULL, *line; (line = strsep(&rest, "\n"));)
        read_line(q, line);
    buf_finish(&bytes);
}

struct quotas *quotas_create(const char *path)
{
    struct quotas *q = zeroed(sizeof *q);
    pthread_mutex_init(&q->mutex, NULL);
    q->path = path ? strdup(path) : NULL;
    if (path)
        read_file(q);
    return q;
}

/* The mutex is held. */
static void print(struct quotas *q, struct buf *out)
{
    int64_t today = 0;
    for (const struct account *it = q->first; it; it = it->next)
        today = it->day > today ? it->day : today;
    for (const struct account *it = q->first; it; it = it->next)
        if (it->day == today && it->characters)
            buf_printf(out, "%" PRId64 " %" PRId64 " %s\n", it->day, it->characters, it->client);
}

/* Not synced: it takes no longer than an answer from memory, and what a power cut takes is a day's count. */
static void write_file(const struct quotas *q, struct span bytes)
{
    struct file_new file;
    struct error err = {0};
    bool ok = file_new_open(&file, q->path, &err);
    if (ok && !(file_write_all(file.fd, bytes.p, bytes.n) && file_new_commit(&file, false, &err)))
        file_new_abandon(&file);
    else if (ok)
        return;
    log_warn("quotas: %s cannot be written: %s", q->path, err.detail);
}

/* Writes the file if that is due; without the mutex, which nobody may wait for a disk with. Nobody else
 * writes meanwhile: the next time is a minute later. */
static void keep(struct quotas *q, int64_t now_s)
{
    struct buf bytes = BUF_EMPTY;
    pthread_mutex_lock(&q->mutex);
    bool due = q->path && q->changed && (now_s < q->written_s || now_s - q->written_s >= WRITE_S);
    if (due) {
        print(q, &bytes);
        q->changed = false;
        q->written_s = now_s;
    }
    pthread_mutex_unlock(&q->mutex);
    if (due)
        write_file(q, buf_span(&bytes));
    buf_finish(&bytes);
}

void quotas_destroy(struct quotas *q)
{
    keep(q, INT64_MAX);
    free(q->path);
    while (q->first) {
        struct account *next = q->first->next;
        free(q->first->client);
        free(q->first);
        q->first = next;
    }
    pthread_mutex_destroy(&q->mutex);
    free(q);
}

int64_t quotas_take(struct quotas *q, struct span client, int64_t characters, int64_t most, int64_t now_s)
{
    pthread_mutex_lock(&q->mutex);
    struct account *it = account_of(q, client, now_s);
    bool enough = it->characters + characters <= most;
    if (enough)
        it->characters += characters;
    q->changed |= enough;
    pthread_mutex_unlock(&q->mutex);
    keep(q, now_s);
    return enough ? 0 : DAY_S - now_s % DAY_S;
}

void quotas_return(struct quotas *q, struct span client, int64_t characters, int64_t now_s)
{
    pthread_mutex_lock(&q->mutex);
    struct account *it = account_of(q, client, now_s);
    it->characters -= characters < it->characters ? characters : it->characters;
    q->changed = true;
    pthread_mutex_unlock(&q->mutex);
}
