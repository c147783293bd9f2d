/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/scope.h"

#include "http/exchange.h"
#include "http/keys.h"
#include "http/server.h"

static struct span sites_of_key(struct exchange *x)
{
    struct span sites = {"", 0};
    keys_sites(span_of(x->server->config->api_keys), exchange_field(x, "Authorization"), &sites);
    return sites;
}

struct span scope_client(struct exchange *x)
{
    char sum[KEY_HEX + 1];
    keys_sum(exchange_field(x, "Authorization"), sum);
    return arena_copy(&x->arena, span_of(sum));
}

bool scope_allows(struct exchange *x, struct span site, struct error *err)
{
    struct span rest = sites_of_key(x), word;
    struct span url = arena_printf(&x->arena, "http://%.*s/", (int)site.n, site.p);
    if (!rest.n)
        return true;
    while (span_split(&rest, ' ', &word))
        if (word.n && page_site_allowed(word, url))
            return true;
    return error_set(err, ERROR_FORBIDDEN, "the key is for other sites");
}

/* The host that the list names, if it names one and no pattern. */
static bool only_site(struct span list, char separator, struct span *site)
{
    struct span word;
    size_t n = 0;
    while (span_split(&list, separator, &word)) {
        word = span_trim(word);
        if (word.n && n++ == 0)
            *site = span_slice(word, 0, span_find_byte(word, ':'));
    }
    return n == 1 && span_find_byte(*site, '*') == site->n;
}

bool scope_site(struct exchange *x, struct span *site, struct error *err)
{
    struct buf asked = BUF_EMPTY;
    struct span sites = sites_of_key(x);
    bool told = target_query(&x->target, "site", &asked);
    if (told)
        *site = arena_copy(&x->arena, buf_span(&asked));
    else
        told =
            sites.n ? only_site(sites, ' ', site) : only_site(span_of(x->server->config->sites), ',', site);
    buf_finish(&asked);
    if (!told || !site->n)
        return error_set(err, ERROR_USAGE, "say which site: ?site=HOST");
    return scope_allows(x, *site, err);
}
