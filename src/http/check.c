/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a setting must be for the server to use it, beyond its kind and range: a table that the start, 'serve
 * --check' and a reload go through. */
#include <string.h>

#include "http/http.h"
#include "http/ip.h"
#include "http/keyring.h"
#include "http/keys.h"
#include "http/listen.h"

/* A shorter secret could be guessed. */
enum { SECRET_BYTES = 16 };

static bool check_listen(const struct config *config, struct error *err)
{
    return listen_check(config->listen, err);
}

static bool check_api_keys(const struct config *config, struct error *err)
{
    return keys_valid(span_of(config->api_keys), err);
}

static bool check_sign_keys(const struct config *config, struct error *err)
{
    struct keyring *keys = keyring_load(config->sign_keys, err);
    if (!keys)
        return false;
    keyring_destroy(keys);
    return true;
}

static bool check_trusted_proxies(const struct config *config, struct error *err)
{
    return ip_networks_valid(span_of(config->trusted_proxies), "trusted_proxies", err);
}

/* An entry that is more than a host (an address, a path) would match nothing, without a word. */
static bool is_host(struct span entry)
{
    if (span_starts(entry, "*."))
        entry = span_slice(entry, 2, entry.n);
    for (size_t i = 0; i < entry.n; i++)
        if ((uint8_t)entry.p[i] <= ' ' || strchr("/@?#*\\\"'<>;", entry.p[i]))
            return false;
    return entry.n > 0;
}

static bool check_sites(const struct config *config, struct error *err)
{
    struct span rest = span_of(config->sites), entry;
    while (span_split(&rest, ',', &entry)) {
        entry = span_trim(entry);
        if (entry.n && !is_host(entry))
            return error_set(err, ERROR_CONFIG,
                             "sites: give hosts (blog.example.com, *.example.com), not '%.*s'",
                             entry.n < 80 ? (int)entry.n : 80, entry.p);
    }
    return true;
}

static bool check_fetch_ports(const struct config *config, struct error *err)
{
    struct span rest = span_of(config->fetch_ports), entry;
    while (span_split(&rest, ',', &entry)) {
        entry = span_trim(entry);
        long port = 0;
        for (size_t i = 0; i < entry.n && port <= 65535; i++)
            port = entry.p[i] < '0' || entry.p[i] > '9' ? 65536 : port * 10 + entry.p[i] - '0';
        if (entry.n && (port < 1 || port > 65535))
            return error_set(err, ERROR_CONFIG, "fetch_ports: give numbers from 1 to 65535, not '%.*s'",
                             entry.n < 80 ? (int)entry.n : 80, entry.p);
    }
    return true;
}

static bool check_public_url(const struct config *config, struct error *err)
{
    struct arena a;
    struct span canonical;
    arena_init(&a);
    bool ok = !*config->public_url || page_url_canonical(&a, span_of(config->public_url), &canonical, NULL);
    arena_finish(&a);
    return ok || error_set(err, ERROR_CONFIG, "public_url: give an http or https address, not '%.80s'",
                           config->public_url);
}

/* The row's range has a hole: 0 is no rate. */
static bool check_rate(const struct config *config, struct error *err)
{
    return config->rate == 0 || config->rate >= RATE_LEAST_WPM ||
           error_set(err, ERROR_CONFIG, "rate: give %d to 449, or 0 for the voice's own", RATE_LEAST_WPM);
}

static bool check_log_level(const struct config *config, struct error *err)
{
    enum log_level level;
    return log_level_named(config->log_level, &level) ||
           error_set(err, ERROR_CONFIG, "log_level: give error, warn, info or debug, not '%.80s'",
                     config->log_level);
}

static bool check_memory(const struct config *config, struct error *err)
{
    return config->step_max_memory_bytes > config->parse_max_memory_bytes ||
           error_set(err, ERROR_CONFIG, "step_max_memory_bytes must exceed parse_max_memory_bytes");
}

/* Messages that anybody could write would be worse than none. */
static bool check_webhook(const struct config *config, struct error *err)
{
    struct arena a;
    struct span canonical;
    if (!*config->webhook_url)
        return true;
    arena_init(&a);
    bool ok = page_url_canonical(&a, span_of(config->webhook_url), &canonical, NULL);
    arena_finish(&a);
    if (!ok)
        return error_set(err, ERROR_CONFIG, "webhook_url: give an http or https address, not '%.80s'",
                         config->webhook_url);
    if (strlen(config->webhook_secret) < SECRET_BYTES)
        return error_set(err, ERROR_CONFIG, "webhook_secret: give at least %d bytes", SECRET_BYTES);
    return *config->store_dir || error_set(err, ERROR_CONFIG, "webhook_url: needs store_dir");
}

const struct server_check server_checks[] = {
    {"log_level", check_log_level},
    {"listen", check_listen},
    {"rate", check_rate},
    {"sites", check_sites},
    {"fetch_ports", check_fetch_ports},
    {"api_keys", check_api_keys},
    {"public_url", check_public_url},
    {"step_max_memory_bytes", check_memory},
    {"webhook_url", check_webhook},
    {"sign_keys", check_sign_keys},
    {"trusted_proxies", check_trusted_proxies},
};
const size_t nserver_checks = COUNT_OF(server_checks);
