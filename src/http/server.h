/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the handlers share. */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "http/files.h"
#include "http/hot.h"
#include "http/http.h"
#include "http/keyring.h"
#include "http/making.h"
#include "http/metrics.h"
#include "http/posts.h"
#include "http/queue.h"
#include "http/shelf.h"
#include "http/trace.h"
#include "http/watch.h"

struct MHD_Daemon;

struct server {
    const struct config *_Atomic config; /* what counts now; each that counted once is kept to the end */
    struct keyring *_Atomic keyring;     /* the same of the keys that addresses are signed with */
    struct admission *admission;
    struct settings *settings; /* those that reloads brought, the last first */
    struct pool *pool;
    struct cache *cache;
    struct MHD_Daemon *daemon;
    int listen_fd, port;
    bool socket_given;    /* by a service manager */
    atomic_bool stopping; /* nothing new is begun */
    struct watch *watch;
    struct queue *readers, *speakers; /* pages to read, posts to make: so a long post delays no manifest */
    struct queue *filers;             /* changes of the shelf, one at a time */
    struct posts *posts;
    struct makings *makings;
    struct failures *failures;
    struct watchers *watchers;
    struct hot *hot;
    struct files *files;
    struct shelf *shelf; /* NULL: there is none, and no press */
    struct press *press;
    struct outbox *outbox; /* NULL: nobody is told */
    struct metrics metrics;
    struct trace trace;
};

#endif
