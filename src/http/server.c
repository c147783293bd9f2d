/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/server.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "http/admission.h"
#include "http/failures.h"
#include "http/filing.h"
#include "http/listen.h"
#include "http/memory.h"
#include "http/outbox.h"
#include "http/press.h"
#include "http/reception.h"
#include "http/settings.h"
#include "http/watchers.h"

/* How often the draining looks whether the last answer has ended. */
enum { DRAIN_LOOK_MS = 20 };

static unsigned thread_count(const struct config *config)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return config->http_threads ? (unsigned)config->http_threads : cores > 0 ? (unsigned)cores : 1;
}

/* A connection is a descriptor, and the usual soft limit is 1,024 because of select(2), which nothing here
 * calls. The hard limit is the operator's word. */
static void raise_descriptor_limit(int64_t most_connections)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_max < (rlim_t)most_connections)
        log_warn("only %llu files may be open at once, fewer than max_connections",
                 (unsigned long long)limit.rlim_max);
}

/* Of its own timeout the library knows no more than whether anything moved: the watch has better ones. */
static bool start_daemon(struct server *s, struct error *err)
{
    const struct config *c = s->config;
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC | MHD_USE_TURBO;
    s->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, reception_request, s, MHD_OPTION_LISTEN_SOCKET, s->listen_fd,
        MHD_OPTION_THREAD_POOL_SIZE, thread_count(c), MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)c->max_connections, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)c->connection_memory_bytes,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_NOTIFY_CONNECTION, reception_connection, s,
        MHD_OPTION_NOTIFY_COMPLETED, reception_end, s, MHD_OPTION_URI_LOG_CALLBACK, reception_target, s,
        MHD_OPTION_UNESCAPE_CALLBACK, reception_unescape, s, MHD_OPTION_END);
    return s->daemon ? true : error_set(err, ERROR_LISTEN, "the server cannot start: %s", strerror(errno));
}

static bool start_outbox(struct server *s, struct error *err)
{
    struct buf folder = BUF_EMPTY;
    if (!s->config->webhook_url[0])
        return true;
    buf_printf(&folder, "%s/outbox", s->config->store_dir);
    s->outbox = outbox_start(s, folder.p, err);
    buf_finish(&folder);
    return s->outbox != NULL;
}

/* The shelf and what works for it; when no folder is set there is none of it. */
static bool start_shelf(struct server *s, struct error *err)
{
    const struct config *c = s->config;
    struct shelf_limits limits = {(uint64_t)c->store_max_posts, (uint64_t)c->store_max_bytes};
    if (!c->store_dir[0])
        return true;
    s->filers = queue_start(1, (struct queue_limits){(size_t)c->queue_max, (size_t)c->queue_max, 0}, err);
    s->shelf = s->filers
                   ? shelf_open(c->store_dir, limits, (struct shelf_forget){filing_forget_audio, s}, err)
                   : NULL;
    s->press = s->shelf && start_outbox(s, err) ? press_start(s, err) : NULL;
    return s->press != NULL;
}

/* A socket that is there already stands for the setting. */
static bool open_socket(struct server *s, struct error *err)
{
    struct error inherited = {0};
    s->listen_fd = listen_inherited(&s->port, &inherited);
    if (inherited.code)
        return error_set(err, inherited.code, "%s", inherited.detail);
    s->socket_given = s->listen_fd >= 0;
    if (!s->socket_given)
        s->listen_fd = listen_open(s->config->listen, &s->port, err);
    return s->listen_fd >= 0;
}

static struct admission *create_admission(const struct config *c)
{
    struct buf path = BUF_EMPTY;
    if (c->store_dir[0])
        buf_printf(&path, "%s/quotas", c->store_dir);
    struct admission *a = admission_create((size_t)c->buckets_max, path.p);
    buf_finish(&path);
    return a;
}

static bool start(struct server *s, struct error *err)
{
    const struct config *c = s->config;
    for (size_t i = 0; i < nserver_checks; i++)
        if (!server_checks[i].check(c, err))
            return false;
    const struct slow_limits slow = {c->slow_after_ms, c->slow_min_bytes, c->slow_clients_max};
    struct watch_pace pace = {1000 * c->stalled_reader_s, (uint64_t)c->stalled_reader_bytes};
    struct keyring *keyring = keyring_load(c->sign_keys, err);
    s->keyring = keyring;
    if (!keyring || !open_socket(s, err) || !(s->files = files_load(c, err)) ||
        !(s->watch = watch_start(pace, &slow, err)))
        return false;
    raise_descriptor_limit(c->max_connections);
    s->admission = create_admission(c);
    s->posts = posts_create((uint64_t)c->posts_max_bytes);
    s->makings = makings_create();
    s->failures = failures_create();
    s->watchers = watchers_create();
    s->hot = hot_create((uint64_t)c->hot_max_bytes);
    struct queue_limits limits = {(size_t)c->queue_max, (size_t)c->queue_site_max, (size_t)c->batch_every};
    s->readers = queue_start((size_t)c->jobs_max, limits, err);
    s->speakers = s->readers ? queue_start((size_t)c->jobs_max, limits, err) : NULL;
    return s->speakers && start_shelf(s, err) && start_daemon(s, err);
}

/* In whatever state it is; in the end nothing of it is left. */
static void destroy(struct server *s)
{
    atomic_store(&s->stopping, true);
    if (s->press)
        press_stop_soon(s->press);
    if (s->outbox)
        outbox_stop_soon(s->outbox);
    if (s->makings)
        makings_cancel_all(s->makings);
    if (s->watch)
        watch_dismiss_all(s->watch);
    if (s->filers)
        queue_stop(s->filers);
    if (s->readers)
        queue_stop(s->readers);
    if (s->speakers)
        queue_stop(s->speakers);
    if (s->press)
        press_stop(s->press);
    if (s->outbox)
        outbox_stop(s->outbox);
    if (s->daemon)
        MHD_stop_daemon(s->daemon);
    if (s->listen_fd >= 0)
        close(s->listen_fd);
    if (s->watch)
        watch_stop(s->watch);
    if (s->makings)
        makings_destroy(s->makings);
    if (s->failures)
        failures_destroy(s->failures);
    if (s->watchers)
        watchers_destroy(s->watchers);
    if (s->shelf)
        shelf_close(s->shelf);
    if (s->posts)
        posts_destroy(s->posts);
    if (s->hot)
        hot_destroy(s->hot);
    if (s->files)
        files_destroy(s->files);
    if (s->admission)
        admission_destroy(s->admission);
    settings_destroy(s->settings);
    keyring_destroy(s->keyring);
    free(s);
}

struct server *server_start(const struct config *config, struct pool *pool, struct cache *cache,
                            struct error *err)
{
    struct server *s = zeroed(sizeof *s);
    s->config = config;
    s->pool = pool;
    s->cache = cache;
    s->listen_fd = -1;
    trace_init(&s->trace);
    if (start(s, err))
        return s;
    destroy(s);
    return NULL;
}

int server_port(const struct server *s)
{
    return s->port;
}

bool server_socket_given(const struct server *s)
{
    return s->socket_given;
}

void server_stop(struct server *s)
{
    atomic_store(&s->stopping, true);
    watchers_tell_all(s->watchers);
    MHD_quiesce_daemon(s->daemon); /* hands the listening socket back */
    close(s->listen_fd);
    s->listen_fd = -1;
    int64_t until_ms = watch_now_ms() + 1000 * s->config->drain_timeout_s;
    while (atomic_load(&s->metrics.exchanges) > 0 && watch_now_ms() < until_ms)
        nanosleep(&(struct timespec){.tv_nsec = DRAIN_LOOK_MS * 1000000L}, NULL);
    destroy(s);
}
