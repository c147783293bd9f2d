/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/metrics.h"

#include <inttypes.h>

#include "http/admission.h"
#include "http/outbox.h"
#include "http/press.h"
#include "http/server.h"

static void print(struct buf *out, const char *type, const char *name, const char *help, uint64_t value)
{
    buf_printf(out, "# HELP listenpost_%s %s\n# TYPE listenpost_%s %s\nlistenpost_%s %" PRIu64 "\n", name,
               help, name, type, name, value);
}

/* From a cached answer to a long post that is heard while it is made. */
static const struct {
    uint64_t us;
    const char *seconds;
} bounds[METRICS_BOUNDS] = {
    {1000, "0.001"}, {5000, "0.005"}, {20000, "0.02"},  {100000, "0.1"},  {300000, "0.3"},
    {1000000, "1"},  {3000000, "3"},  {10000000, "10"}, {60000000, "60"}, {600000000, "600"},
};

void metrics_time(struct metrics *m, uint64_t request_us)
{
    size_t i = 0;
    while (i < METRICS_BOUNDS && request_us > bounds[i].us)
        i++;
    if (i < METRICS_BOUNDS)
        atomic_fetch_add_explicit(&m->quick[i], 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&m->request_us, request_us, memory_order_relaxed);
    metrics_count(m, COUNT_requests);
}

/* The whole is read last, so that no part is larger. */
static void print_times(struct metrics *m, struct buf *out)
{
    uint64_t n[METRICS_BOUNDS], sum = 0;
    for (size_t i = 0; i < METRICS_BOUNDS; i++)
        n[i] = sum += atomic_load(&m->quick[i]);
    uint64_t all = atomic_load(&m->counts[COUNT_requests]);
    buf_add_text(out,
                 "# HELP listenpost_request_seconds time from a request's first line to its answer's end\n"
                 "# TYPE listenpost_request_seconds histogram\n");
    for (size_t i = 0; i < METRICS_BOUNDS; i++)
        buf_printf(out, "listenpost_request_seconds_bucket{le=\"%s\"} %" PRIu64 "\n", bounds[i].seconds,
                   n[i]);
    buf_printf(out,
               "listenpost_request_seconds_bucket{le=\"+Inf\"} %" PRIu64 "\n"
               "listenpost_request_seconds_sum %.6f\nlistenpost_request_seconds_count %" PRIu64 "\n",
               all, (double)atomic_load(&m->request_us) / 1e6, all);
}

static void print_own(struct server *s, struct buf *out)
{
    static const struct {
        const char *name, *help;
    } rows[] = {
#define COUNTER(name, help) {#name "_total", help},
#include "http/metrics.def"
#undef COUNTER
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        print(out, "counter", rows[i].name, rows[i].help, atomic_load(&s->metrics.counts[i]));
    print_times(&s->metrics, out);
    print(out, "counter", "sent_bytes_total", "bytes written to connections that have ended",
          atomic_load(&s->metrics.sent_bytes));
    print(out, "gauge", "requests_open", "requests being answered",
          (uint64_t)atomic_load(&s->metrics.exchanges));
    print(out, "gauge", "posts_making", "posts in the making or waiting for it", makings_count(s->makings));
    print(out, "gauge", "followers", "who follows a post in the making", makings_followers(s->makings));
    print(out, "gauge", "reads_waiting", "pages and texts waiting to be read", queue_waiting(s->readers));
    print(out, "gauge", "posts_waiting", "posts waiting to be made", queue_waiting(s->speakers));
    print(out, "gauge", "buckets", "addresses and sites whose use is remembered",
          admission_buckets(s->admission));
    print(out, "gauge", "hot_bytes", "finished audio and marks kept in memory", hot_bytes(s->hot));
}

static void print_pool(struct server *s, struct buf *out)
{
    static const char *const steps[] = {"fetch", "read", "say", "encode", "decode"};
    struct pool_stat stat;
    pool_stat(s->pool, &stat);
    buf_add_text(out, "# HELP listenpost_steps_total steps begun by child processes\n"
                      "# TYPE listenpost_steps_total counter\n");
    for (size_t i = 0; i < COUNT_OF(steps); i++)
        buf_printf(out, "listenpost_steps_total{step=\"%s\"} %" PRIu64 "\n", steps[i], stat.steps[i]);
    print(out, "counter", "step_crashes_total", "child processes that ended unexpectedly", stat.crashes);
    print(out, "counter", "step_timeouts_total", "child processes ended because they took too long",
          stat.timeouts);
    print(out, "counter", "step_retries_total", "steps tried again", stat.retries);
    print(out, "counter", "sentences_skipped_total", "sentences that could not be spoken", stat.skipped);
    print(out, "gauge", "steps_waiting", "steps waiting for a child process", stat.waiting);
}

static void print_cache(struct server *s, struct buf *out)
{
    struct cache_stat stat;
    cache_stat(s->cache, &stat);
    print(out, "gauge", "cache_files", "files in the cache", stat.nfiles);
    print(out, "gauge", "cache_bytes", "bytes in the cache", stat.nbytes);
    print(out, "counter", "cache_hits_total", "things found in the cache", stat.hits);
    print(out, "counter", "cache_misses_total", "things not found in the cache", stat.misses);
    print(out, "counter", "cache_stored_total", "things stored in the cache", stat.stored);
    print(out, "counter", "cache_store_errors_total", "things that could not be stored", stat.store_errors);
    print(out, "counter", "cache_damaged_total", "damaged files removed from the cache", stat.damaged);
    print(out, "counter", "cache_evicted_total", "files removed to make room", stat.evicted);
    print(out, "gauge", "cache_storing", "0 while the cache cannot be written", stat.storing);
}

static void print_store(struct server *s, struct buf *out)
{
    struct shelf_stat shelf = {.storing = true};
    struct press_stat press = {0};
    if (s->shelf) {
        shelf_stat(s->shelf, &shelf);
        press_stat(s->press, &press);
    }
    print(out, "gauge", "store_posts", "posts in store_dir", shelf.posts);
    print(out, "gauge", "store_bytes", "their texts", shelf.bytes);
    print(out, "gauge", "store_unread", "files in store_dir that could not be read at the start",
          shelf.unread);
    print(out, "gauge", "store_storing", "0 while store_dir cannot be written", shelf.storing);
    print(out, "gauge", "store_posts_queued", "posts handed over that wait to be made", press.queued);
    print(out, "gauge", "store_posts_making", "posts handed over that are being made", press.making);
    print(out, "gauge", "store_posts_unmade",
          "posts handed over that could not be made and are not tried again", press.failed);
    print(out, "gauge", "messages_waiting", "messages that have not arrived at webhook_url yet",
          s->outbox ? outbox_waiting(s->outbox) : 0);
}

void metrics_print(struct server *s, struct buf *out)
{
    print_own(s, out);
    print_pool(s, out);
    print_cache(s, out);
    print_store(s, out);
}
