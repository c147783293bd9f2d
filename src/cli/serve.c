/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "cli/check.h"
#include "http/http.h"

static void print_hex(struct buf *out, const uint8_t *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_printf(out, "%02x", bytes[i]);
}

/* The server keeps only the sum: whoever reads its settings cannot use the key. */
static bool make_key(struct error *err)
{
    uint8_t secret[32], sum[32];
    if (getrandom(secret, sizeof secret, 0) != sizeof secret)
        return error_set(err, ERROR_INTERNAL, "random bytes: %s", strerror(errno));
    struct buf key = BUF_EMPTY, out = BUF_EMPTY;
    print_hex(&key, secret, sizeof secret);
    digest_bytes(buf_span(&key), sum);
    buf_printf(&out,
               "key, for the client (Authorization: Bearer KEY):\n  %s\nline for the server's settings "
               "file:\n  api_keys = ",
               key.p);
    print_hex(&out, sum, sizeof sum);
    buf_add_byte(&out, '\n');
    bool ok = print_out(&out, err);
    buf_finish(&key);
    buf_finish(&out);
    return ok;
}

static void block_ending_signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    sigprocmask(SIG_BLOCK, set, NULL);
}

static void tell_address(const struct config *config, const struct server *server)
{
    const char *colon = strrchr(config->listen, ':');
    int host = colon ? (int)(colon - config->listen) : (int)strlen(config->listen);
    printf("listenpost: serving on http://%.*s:%d/\n", host, config->listen, server_port(server));
    fflush(stdout);
}

/* True on a signal; false when the pool can work no more: a supervisor starts the whole anew, which is sooner
 * right than forking a second zygote from a process full of threads. */
static bool wait_for_end(struct pool *pool, const sigset_t *ending)
{
    const struct timespec look = {.tv_sec = 1};
    struct pool_stat stat = {0};
    while (!stat.lost) {
        if (sigtimedwait(ending, NULL, &look) > 0)
            return true;
        pool_stat(pool, &stat);
    }
    return false;
}

static bool serve(const struct config *config, struct pool *pool, struct cache *cache, const sigset_t *ending,
                  struct error *err)
{
    struct server *server = server_start(config, pool, cache, err);
    if (!server)
        return false;
    tell_address(config, server);
    bool ok = wait_for_end(pool, ending);
    log_info("ending: running answers have %lld s", (long long)config->drain_timeout_s);
    server_stop(server);
    return ok || error_set(err, ERROR_CRASHED,
                           "the process that forks the workers is gone; start the server again");
}

bool command_serve(const struct arguments *arguments, struct error *err)
{
    if (arguments->make_key)
        return make_key(err);
    if (arguments->check)
        return check_settings(arguments, err);
    sigset_t ending;
    block_ending_signals(&ending); /* before any thread exists, so that only sigwait takes them */
    const struct config *config = &arguments->config;
    struct pool *pool = pool_start(config, err);
    if (!pool)
        return false;
    struct buf folder = BUF_EMPTY;
    config_cache_path(config, &folder);
    struct cache *cache = cache_open(folder.p, (uint64_t)config->cache_max_bytes, err);
    bool ok = cache && serve(config, pool, cache, &ending, err);
    if (cache)
        cache_close(cache);
    buf_finish(&folder);
    pool_stop(pool);
    return ok;
}
