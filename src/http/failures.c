/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/failures.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/base.h"
#include "http/memory.h"

enum { MOST = 256 };

struct failure {
    char key[KEY_HEX + 1];
    enum error_code code;
    int64_t until_ms;
};

/* A ring: the oldest is forgotten first. They are few and rarely looked for, so nothing is sorted. */
struct failures {
    pthread_mutex_t mutex;
    struct failure ring[MOST];
    size_t next;
};

struct failures *failures_create(void)
{
    struct failures *f = zeroed(sizeof *f);
    pthread_mutex_init(&f->mutex, NULL);
    return f;
}

void failures_destroy(struct failures *f)
{
    pthread_mutex_destroy(&f->mutex);
    free(f);
}

void failures_note(struct failures *f, const char *key, enum error_code code, int64_t until_ms)
{
    pthread_mutex_lock(&f->mutex);
    struct failure *it = &f->ring[f->next];
    f->next = (f->next + 1) % MOST;
    memcpy(it->key, key, sizeof it->key);
    it->code = code;
    it->until_ms = until_ms;
    pthread_mutex_unlock(&f->mutex);
}

bool failures_find(struct failures *f, const char *key, int64_t now_ms, enum error_code *code,
                   int64_t *left_ms)
{
    *left_ms = 0;
    pthread_mutex_lock(&f->mutex);
    for (size_t i = 0; i < MOST; i++) {
        const struct failure *it = &f->ring[i];
        if (it->until_ms - now_ms > *left_ms && strcmp(it->key, key) == 0) {
            *code = it->code;
            *left_ms = it->until_ms - now_ms;
        }
    }
    pthread_mutex_unlock(&f->mutex);
    return *left_ms > 0;
}
