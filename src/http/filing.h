/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change of the shelf that a request asked for: made on a thread of its own, since it waits for the disk,
 * in the order of coming. It is carried out even when the client hangs up. */
#ifndef HTTP_FILING_H
#define HTTP_FILING_H

#include <stdatomic.h>

#include "http/shelf.h"
#include "http/waiters.h"

struct server;

struct filing {
    struct server *server;
    atomic_int nreferences;
    struct arena arena;
    bool takes;             /* else puts */
    struct shelf_post post; /* to be put; in the arena */
    char name[KEY_HEX + 1]; /* to be taken */

    struct waiters waiters; /* its mutex guards the rest */
    bool done;
    struct error error; /* code NONE: it was carried out, durably */
    enum shelf_change change;
    struct slot slot; /* in the arena */
};

/* One reference for the caller. NULL: BUSY. */
struct filing *filing_put(struct server *s, const struct shelf_post *post);
struct filing *filing_take(struct server *s, const char *name);
void filing_drop(struct filing *f);

/* Nothing of this audio is left here: not in memory, not in the cache, not in the making. Arguments and
 * result are a shelf's (struct shelf_forget). */
bool filing_forget_audio(void *server, const char *key);

#endif
