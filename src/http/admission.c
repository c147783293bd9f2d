/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/admission.h"

#include <microhttpd.h>
#include <stdlib.h>
#include <time.h>

#include "http/buckets.h"
#include "http/exchange.h"
#include "http/forwarded.h"
#include "http/keys.h"
#include "http/memory.h"
#include "http/quotas.h"
#include "http/scope.h"
#include "http/server.h"

enum { READING_COST = 1, GUESS_COST = 1 };

struct admission {
    struct buckets *addresses, *sites; /* apart, so that many addresses make no site forgotten */
    struct buckets *guesses;           /* addresses that sent wrong keys */
    struct quotas *quotas;
};

struct admission *admission_create(size_t most_buckets, const char *quotas_path)
{
    struct admission *a = zeroed(sizeof *a);
    a->addresses = buckets_create(most_buckets);
    a->sites = buckets_create(most_buckets);
    a->guesses = buckets_create(most_buckets);
    a->quotas = quotas_create(quotas_path);
    return a;
}

void admission_destroy(struct admission *a)
{
    buckets_destroy(a->addresses);
    buckets_destroy(a->sites);
    buckets_destroy(a->guesses);
    quotas_destroy(a->quotas);
    free(a);
}

size_t admission_buckets(struct admission *a)
{
    return buckets_count(a->addresses) + buckets_count(a->sites) + buckets_count(a->guesses);
}

/* ---- readers */

/* The network of the client's address, as a name. Empty: a trusted proxy asks for somebody it does not name,
 * who cannot be told from all others. */
static struct span address_of(struct exchange *x)
{
    const struct config *c = x->server->config;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    bool standard = c->forwarded == FORWARDED;
    struct ip peer, client;
    if (!info || !ip_of_socket(info->client_addr, &peer) ||
        !forwarded_client(exchange_field(x, standard ? "Forwarded" : "X-Forwarded-For"),
                          standard ? FORWARDED : FORWARDED_FOR, span_of(c->trusted_proxies), &peer, &client))
        return (struct span){"", 0};
    client = ip_network(client, (int)c->client_prefix_v4, (int)c->client_prefix_v6);
    return arena_copy(&x->arena, (struct span){(const char *)client.bytes, sizeof client.bytes});
}

static bool refuse(struct exchange *x, enum error_code code, enum counter counter, int64_t wait_ms,
                   struct error *err)
{
    x->retry_after_s = (wait_ms + 999) / 1000;
    metrics_count(&x->server->metrics, counter);
    return error_set(err, code, "%lld ms", (long long)wait_ms);
}

static bool pay_tokens(struct exchange *x, const struct wanted *wanted, int64_t cost, struct error *err)
{
    const struct config *c = x->server->config;
    struct admission *a = x->server->admission;
    struct bucket_rule by_address = {c->client_rate, c->client_burst},
                       by_site = {c->site_rate, c->site_burst};
    struct span address = address_of(x), site = wanted_lane(wanted);
    int64_t now_ms = watch_now_ms();
    int64_t wait_ms = buckets_wait_ms(a->sites, site, by_site, cost, now_ms);
    if (wait_ms)
        return refuse(x, ERROR_SITE_LIMITED, COUNT_limited_sites, wait_ms, err);
    wait_ms = address.n ? buckets_take(a->addresses, address, by_address, cost, now_ms) : 0;
    if (wait_ms)
        return refuse(x, ERROR_LIMITED, COUNT_limited_addresses, wait_ms, err);
    buckets_take(a->sites, site, by_site, cost, now_ms);
    return true;
}

/* ---- clients */

enum error_code admission_by_key(struct exchange *x)
{
    const struct config *c = x->server->config;
    struct buckets *guesses = x->server->admission->guesses;
    struct bucket_rule rule = {c->wrong_keys_rate, c->wrong_keys_burst};
    struct span authorization = exchange_field(x, "Authorization");
    if (!keys_given(authorization))
        return ERROR_UNAUTHORIZED;
    struct span address = address_of(x);
    int64_t now_ms = watch_now_ms();
    int64_t wait_ms = address.n ? buckets_wait_ms(guesses, address, rule, GUESS_COST, now_ms) : 0;
    if (wait_ms) { /* even a right one: else it could be told */
        refuse(x, ERROR_KEYS_LIMITED, COUNT_limited_keys, wait_ms, NULL);
        return ERROR_KEYS_LIMITED;
    }
    if (keys_admit(span_of(c->api_keys), authorization))
        return ERROR_NONE;
    if (address.n)
        buckets_take(guesses, address, rule, GUESS_COST, now_ms);
    return ERROR_KEY_WRONG;
}

static bool pay_characters(struct exchange *x, int64_t characters, struct error *err)
{
    int64_t most = x->server->config->key_characters_a_day, wait_s = 0;
    if (most && characters)
        wait_s = quotas_take(x->server->admission->quotas, scope_client(x), characters, most, time(NULL));
    if (wait_s)
        return refuse(x, ERROR_QUOTA, COUNT_limited_quotas, 1000 * wait_s, err);
    x->paid_characters += most ? characters : 0;
    return true;
}

bool admission_pay(struct exchange *x, struct span text, struct error *err)
{
    return pay_characters(x, (int64_t)utf8_count(text), err);
}

void admission_give_back(struct exchange *x)
{
    if (x->paid_characters)
        quotas_return(x->server->admission->quotas, scope_client(x), x->paid_characters, time(NULL));
    x->paid_characters = 0;
}

/* ---- what may be done then */

static enum error_code why_busy(struct exchange *x, const struct wanted *wanted)
{
    struct server *s = x->server;
    struct span lane = wanted_lane(wanted);
    bool all_full = queue_is_full(s->readers) || queue_is_full(s->speakers);
    bool site_full =
        queue_room(s->readers, lane) == QUEUE_SITE_FULL || queue_room(s->speakers, lane) == QUEUE_SITE_FULL;
    if (!site_full || all_full)
        return ERROR_BUSY;
    metrics_count(&s->metrics, COUNT_limited_shares);
    return ERROR_SITE_BUSY;
}

struct entry *admission_read(struct exchange *x, const struct wanted *wanted, struct error *err)
{
    bool reader = x->route->audience == READER;
    if (reader && !posts_know(x->server, wanted) && !pay_tokens(x, wanted, READING_COST, err))
        return NULL;
    if (!reader && !admission_pay(x, wanted->bytes, err))
        return NULL;
    struct entry *e = posts_want(x->server, wanted);
    if (!e)
        error_set(err, why_busy(x, wanted), "reading");
    return e;
}

static bool answer_busy(struct exchange *x, enum step *step)
{
    if (!x->making)
        *step = exchange_fail(x, why_busy(x, &x->entry->wanted));
    return x->making != NULL;
}

bool admission_make(struct exchange *x, enum step *step)
{
    struct error err = {0};
    if (!pay_tokens(x, &x->entry->wanted, x->server->config->making_cost, &err)) {
        *step = exchange_fail(x, err.code);
        return false;
    }
    x->making = making_join_as(x->server, x->entry, x->format, true);
    return answer_busy(x, step);
}

static int64_t characters_of(const struct article *article)
{
    int64_t n = 0;
    for (size_t i = 0; i < article->nblocks; i++)
        n += (int64_t)utf8_count(article->blocks[i].text);
    return n;
}

bool admission_speak(struct exchange *x, enum step *step)
{
    struct error err = {0};
    if (x->entry->wanted.kind != SOURCE_BYTES &&
        !pay_characters(x, characters_of(&x->entry->post.article), &err)) {
        *step = exchange_fail(x, err.code);
        return false;
    }
    x->making = making_join_as(x->server, x->entry, x->format, false);
    return answer_busy(x, step);
}
