/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "cli/check.h"
#include "cli/systemd.h"
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

static void block_signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGHUP);
    sigprocmask(SIG_BLOCK, set, NULL);
}

static void tell_address(const struct config *config, const struct server *server)
{
    const char *colon = strrchr(config->listen, ':');
    int host = colon ? (int)(colon - config->listen) : (int)strlen(config->listen);
    if (server_socket_given(server))
        printf("listenpost: serving on the socket that was given, port %d\n", server_port(server));
    else
        printf("listenpost: serving on http://%.*s:%d/\n", host, config->listen, server_port(server));
    fflush(stdout);
}

/* Everything is read again: file, environment and flags, which cannot have changed but win over the file as
 * before. */
static void reload(const struct arguments *arguments, struct server *server)
{
    struct arguments fresh;
    struct error err = {0};
    systemd_notify("RELOADING=1");
    if (!arguments_parse(&fresh, arguments->command, arguments->argc, arguments->argv, &err) ||
        !server_reload(server, &fresh.config, &err))
        log_error("reload: everything stays as it was: %s",
                  *err.detail ? err.detail : error_sentence(err.code));
    arguments_finish(&fresh);
    systemd_notify("READY=1");
}

/* True on a signal that ends; false when the pool can work no more: a supervisor starts the whole anew, which
 * is sooner right than forking a second zygote from a process full of threads. */
static bool wait_for_end(const struct arguments *arguments, struct pool *pool, struct server *server,
                         const sigset_t *signals)
{
    const struct timespec look = {.tv_sec = 1};
    struct pool_stat stat = {0};
    while (!stat.lost) {
        int signal = sigtimedwait(signals, NULL, &look);
        if (signal == SIGHUP && arguments->config_file)
            reload(arguments, server);
        else if (signal > 0) /* without a file SIGHUP only says that the terminal is gone */
            return true;
        pool_stat(pool, &stat);
    }
    return false;
}

static bool serve(const struct arguments *arguments, struct pool *pool, struct cache *cache,
                  const sigset_t *signals, struct error *err)
{
    const struct config *config = &arguments->config;
    struct server *server = server_start(config, pool, cache, err);
    if (!server)
        return false;
    tell_address(config, server);
    systemd_notify("READY=1");
    bool ok = wait_for_end(arguments, pool, server, signals);
    systemd_notify("STOPPING=1");
    log_info("ending: running answers are ended first");
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
    sigset_t signals;
    block_signals(&signals); /* before any thread exists, so that only sigwait takes them */
    const struct config *config = &arguments->config;
    struct pool *pool = pool_start(config, err);
    if (!pool)
        return false;
    struct buf folder = BUF_EMPTY;
    config_cache_path(config, &folder);
    struct cache *cache = cache_open(folder.p, (uint64_t)config->cache_max_bytes, err);
    bool ok = cache && serve(arguments, pool, cache, &signals, err);
    if (cache)
        cache_close(cache);
    buf_finish(&folder);
    pool_stop(pool);
    return ok;
}
