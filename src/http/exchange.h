/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request and its answer. */
#ifndef HTTP_EXCHANGE_H
#define HTTP_EXCHANGE_H

#include <stdatomic.h>
#include <stdint.h>

#include "base/base.h"
#include "http/conditional.h"
#include "http/framing.h"
#include "http/route.h"
#include "http/target.h"
#include "http/trace.h"
#include "http/waiters.h"

struct MHD_Connection;
struct MHD_Response;
struct server;
struct guest;
struct entry;
struct making;
struct filing;
struct events;
struct progress;

struct exchange {
    struct server *server;
    struct MHD_Connection *connection;
    struct guest *guest;
    int fd;

    enum method method;
    char *raw_target; /* as sent; owned */
    struct target target;
    struct buf path; /* decoded; empty when it cannot be */
    const struct route *route;
    struct span parameter; /* into 'path' */
    struct field *fields;  /* owned; the bytes are the library's, until the answer is sent */
    size_t nfields;
    struct buf body;
    struct arena arena; /* what is made of the request on the way; mostly empty */
    size_t body_limit_bytes;
    const char *wrong_member; /* of the body, for the answer that refuses it; NULL: none; static */
    enum error_code refused;  /* found before the body was read */
    bool begun, body_too_large;
    bool closes; /* nothing behind it is answered: where it ends is not sure, or was told in chunks, which the
                  * library reads leniently */
    int allowed; /* methods of the path */

    /* what a handler found, kept while it waits */
    struct entry *entry;       /* a reference */
    struct making *making;     /* a reference */
    struct filing *filing;     /* a reference */
    int64_t until_ms;          /* monotonic: how long it waits for audio; 0: not begun */
    atomic_llong alarm_ms;     /* monotonic: woken then if it sleeps (watch_alarm); 0: never */
    const char *format;        /* of the audio, as in making.h */
    struct events *events;     /* NULL: the audio is sent bare */
    struct progress *progress; /* NULL: it watches none */
    bool watching;             /* one of server.watchers */
    uint64_t from, left;       /* of the audio in the making: the next byte to send, how many follow */

    /* sleeping: see waiters.h and watch.h */
    struct waiters *_Atomic sleeps_in;
    struct exchange *next, *previous;
    atomic_bool gone;
    bool watched;

    char id[TRACE_ID_BYTES];
    bool id_sent; /* the client chose it */
    uint64_t written_before;
    int64_t began_us;
    int64_t paid_characters; /* of the key's quota */
    int64_t retry_after_s;   /* of a 429 or 503; 0: EXCHANGE_RETRY_AFTER_S */
    int status;              /* of the answer; 0: none yet */
};

int64_t exchange_now_us(void); /* monotonic */

/* A client that was told to come back later does so after this. */
#define EXCHANGE_RETRY_AFTER_S "2"

/* The field's value, the lines of a repeated field joined by commas; empty when it is missing. */
struct span exchange_field(struct exchange *x, const char *name);
bool exchange_has_json(struct exchange *x); /* is its body said to be JSON? */
struct conditions exchange_conditions(struct exchange *x);
int exchange_descriptor(const struct exchange *x);
void exchange_suspend(struct exchange *x);
void exchange_resume(struct exchange *x);
/* Sleeps in w, whose lock is held: STEP_WAIT, or STEP_CLOSE when the client has left. */
enum step exchange_wait(struct exchange *x, struct waiters *w);

/* Queues the answer with the request's id and drops it; one that is shared by many is kept, and has no id. */
enum step exchange_answer(struct exchange *x, int status, struct MHD_Response *answer);
enum step exchange_answer_shared(struct exchange *x, int status, struct MHD_Response *answer);
/* {"error":{"code","message","type","param"}} with the status and sentence of error.def. */
/* Of a request that is itself wrong: the detail speaks of nothing but the request, so the client is told. */
enum step exchange_refuse(struct exchange *x, const struct error *err);
enum step exchange_fail(struct exchange *x, enum error_code code);
enum step exchange_fail_with(struct exchange *x, enum error_code code, const char *field, const char *value);

#endif
