/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/wanted.h"

#include <stdio.h>
#include <time.h>

#include "http/admission.h"
#include "http/exchange.h"
#include "http/grant.h"
#include "http/server.h"

/* "http://HOST/" as the client sees this server. The Host field is the client's own word: who lies is
 * answered with the demo post, which everybody may have. */
static bool own_address(struct exchange *x, struct span *out)
{
    struct span host = exchange_field(x, "Host");
    struct span url = arena_printf(&x->arena, "http://%.*s/", (int)host.n, host.p);
    return host.n && page_url_canonical(&x->arena, url, out, NULL);
}

static bool is_demo(struct exchange *x, struct span url)
{
    struct span own, public;
    if (!x->server->config->demo)
        return false;
    if (own_address(x, &own) && span_equal(url, own))
        return true;
    return page_url_canonical(&x->arena, span_of(x->server->config->public_url), &public, NULL) &&
           span_equal(url, public);
}

struct wanted wanted_shelved(struct arena *a, const struct slot *slot)
{
    return (struct wanted){.kind = SOURCE_SHELF,
                           .url = arena_copy(a, slot->url),
                           .bytes = arena_printf(a, "%s%s", slot->name, slot->edition)};
}

static bool find_shelved(struct exchange *x, struct span url, struct wanted *out)
{
    struct slot slot;
    if (!x->server->shelf || !shelf_find_url(x->server->shelf, url, &x->arena, &slot))
        return false;
    *out = wanted_shelved(&x->arena, &slot);
    return true;
}

/* signed_for: whatever its site is. */
static bool resolve(struct exchange *x, struct span url, bool signed_for, struct wanted *out,
                    struct error *err)
{
    const char *sites = x->server->config->sites;
    struct span own, canonical;
    if (span_starts(url, "/") && !span_starts(url, "//") && own_address(x, &own))
        url = arena_printf(&x->arena, "%.*s%.*s", (int)own.n - 1, own.p, (int)url.n, url.p);
    if (!page_url_canonical(&x->arena, url, &canonical, err))
        return false;
    if (find_shelved(x, canonical, out))
        return true;
    /* The demo post is read from its file: fetching it from ourselves would need the address guard to let
     * loopback through. */
    out->kind = is_demo(x, canonical) ? SOURCE_DEMO : SOURCE_URL;
    out->url = out->kind == SOURCE_DEMO ? SPAN("/") : canonical;
    if (out->kind == SOURCE_DEMO || page_site_allowed(span_of(sites), canonical))
        return true;
    struct span host = page_url_host(canonical);
    out->sites = signed_for ? arena_printf(&x->arena, "%s,%.*s", sites, (int)host.n, host.p) : out->sites;
    return signed_for || error_set(err, ERROR_URL_REFUSED, "its site is not one of 'sites'");
}

bool wanted_resolve(struct exchange *x, struct span url, struct wanted *out, struct error *err)
{
    return resolve(x, url, false, out, err);
}

/* An address on this server would mean another post with another Host field: it is not signed for. */
static bool resolve_signed(struct exchange *x, struct wanted *out, struct error *err)
{
    struct server *s = x->server;
    struct grant q;
    bool right = grant_read(&x->arena, x->target.raw_query, &q, err) &&
                 grant_judge(s->keyring, &q, (struct grant_time){time(NULL), s->config->sign_max_s}, err);
    metrics_count(&s->metrics, right ? COUNT_signatures_right : COUNT_signatures_refused);
    if (!right)
        return false;
    return page_is_url(q.url) ? resolve(x, q.url, true, out, err)
                              : error_set(err, ERROR_URL_INVALID, "a signed address must be absolute");
}

bool wanted_by_url(struct exchange *x, struct wanted *out, struct error *err)
{
    struct buf url = BUF_EMPTY;
    *out = (struct wanted){0};
    if (grant_is_in(x->target.raw_query))
        return resolve_signed(x, out, err);
    bool ok = target_query(&x->target, "url", &url) || error_set(err, ERROR_USAGE, "no url in the query");
    ok = ok && wanted_resolve(x, buf_span(&url), out, err);
    buf_finish(&url);
    return ok;
}

static enum entry_state look(struct entry *e, struct exchange *waits, struct error *error, enum step *step)
{
    waiters_lock(&e->waiters);
    enum entry_state state = e->state;
    *error = e->error;
    if (state == ENTRY_READING && waits)
        *step = exchange_wait(waits, &e->waiters);
    waiters_unlock(&e->waiters);
    return state;
}

/* A page that could not be read is left alone for a while: says when it will be tried again. */
static enum step refuse_unread(struct exchange *x, const struct error *error)
{
    admission_give_back(x);
    int64_t left_ms = x->entry->fresh_until_ms - watch_now_ms();
    char seconds[24];
    if (error->code == ERROR_LEXICON)
        return exchange_refuse(x, error);
    if (x->entry->wanted.kind != SOURCE_URL || left_ms <= 0)
        return exchange_fail(x, error->code);
    snprintf(seconds, sizeof seconds, "%d", (int)((left_ms + 999) / 1000));
    return exchange_fail_with(x, error->code, "Retry-After", seconds);
}

bool wanted_is_read(struct exchange *x, enum step *step)
{
    struct error error;
    enum entry_state state = look(x->entry, NULL, &error, step);
    if (state == ENTRY_READING) {
        watch_hangup(x->server->watch, x);
        state = look(x->entry, x, &error, step);
    }
    if (state == ENTRY_FAILED)
        *step = refuse_unread(x, &error);
    return state == ENTRY_READ;
}
