/* SPDX-License-Identifier: GPL-3.0-or-later */
/* URLs are parsed by curl_url alone: what is judged here is, byte for byte, what the transfer will use. */
#include <curl/curl.h>
#include <locale.h>
#include <string.h>

#include "page/page.h"

/* Longer addresses are not written by people; the request's memory bounds them too. */
enum { URL_BYTES = 4096, HOST_BYTES = 253, CANONICAL_ROUNDS = 4 };

bool page_is_url(struct span input)
{
    return span_starts_nocase(input, "http://") || span_starts_nocase(input, "https://");
}

/* Curl takes "http:/h", "http:///h" and a backslash in the authority; browsers read them differently, and
 * what two parsers read differently is refused. */
static bool well_formed(struct span url)
{
    if (url.n > URL_BYTES || !page_is_url(url) || !utf8_valid(url))
        return false;
    for (size_t i = 0; i < url.n; i++)
        if ((unsigned char)url.p[i] < 0x20 || url.p[i] == 0x7F)
            return false;
    struct span rest = span_slice(url, span_find_byte(url, ':') + 3, url.n);
    size_t authority = strcspn(rest.p, "/?#");
    return authority > 0 && span_find_byte(span_slice(rest, 0, authority), '\\') >= authority;
}

/* Only what a host name or address in its canonical form consists of. */
static bool host_valid(const char *host)
{
    size_t n = strlen(host);
    if (n == 0 || n > HOST_BYTES || host[0] == '.')
        return false;
    if (host[0] == '[')
        return strspn(host, "[]0123456789abcdef:.") == n;
    return strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789-._") == n;
}

/* IDN as punycode, lower case, without the dot of the root: "Bücher.example." -> "xn--bcher-kva.example". */
static bool set_canonical_host(CURLU *u)
{
    char *host = NULL;
    bool ok = curl_url_get(u, CURLUPART_HOST, &host, CURLU_PUNYCODE) == CURLUE_OK;
    if (ok) {
        size_t n = strlen(host);
        for (size_t i = 0; i < n; i++)
            if (host[i] >= 'A' && host[i] <= 'Z')
                host[i] = (char)(host[i] | 32);
        bool empty_label = strstr(host, "..") != NULL;
        if (n > 1 && host[n - 1] == '.')
            host[n - 1] = '\0';
        ok = !empty_label && host_valid(host) && curl_url_set(u, CURLUPART_HOST, host, 0) == CURLUE_OK;
    }
    curl_free(host);
    return ok;
}

static bool scheme_is_http(CURLU *u)
{
    char *scheme = NULL;
    bool ok = curl_url_get(u, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
              (strcmp(scheme, "http") == 0 || strcmp(scheme, "https") == 0);
    curl_free(scheme);
    return ok;
}

/* NULL when it cannot be one; curl_free it. */
static char *canonical_once(const char *url)
{
    char *text = NULL;
    CURLU *u = curl_url();
    bool ok = u && curl_url_set(u, CURLUPART_URL, url, CURLU_URLENCODE) == CURLUE_OK && scheme_is_http(u) &&
              curl_url_set(u, CURLUPART_USER, NULL, 0) == CURLUE_OK &&
              curl_url_set(u, CURLUPART_PASSWORD, NULL, 0) == CURLUE_OK &&
              curl_url_set(u, CURLUPART_FRAGMENT, NULL, 0) == CURLUE_OK && set_canonical_host(u);
    if (ok)
        curl_url_get(u, CURLUPART_URL, &text, CURLU_NO_DEFAULT_PORT);
    curl_url_cleanup(u);
    return text;
}

/* Until nothing changes any more: punycode can turn a host into a number ("①②⑦.1"), which the next parse
 * writes as an address. */
static char *canonical_fixed(const char *url)
{
    char *text = canonical_once(url), *next = NULL;
    for (int i = 0; text && i < CANONICAL_ROUNDS; i++) {
        next = canonical_once(text);
        bool fixed = next && strcmp(text, next) == 0;
        curl_free(text);
        text = next;
        if (fixed)
            return text;
    }
    curl_free(text);
    return NULL;
}

bool page_url_canonical(struct arena *a, struct span url, struct span *canonical, struct error *err)
{
    const char *input = arena_string(a, url);
    if (strlen(input) != url.n || !well_formed((struct span){input, url.n}))
        return error_set(err, ERROR_URL_INVALID, "not a full http or https address");
    /* libidn2 reads the host in the thread's locale, whatever the process runs under. */
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    locale_t before = utf8 ? uselocale(utf8) : (locale_t)0;
    char *text = canonical_fixed(input);
    if (utf8) {
        uselocale(before);
        freelocale(utf8);
    }
    if (!text)
        return error_set(err, ERROR_URL_INVALID, "the address cannot be parsed");
    *canonical = arena_copy(a, span_of(text));
    curl_free(text);
    return true;
}

/* "host" or "host:port" of a canonical URL. */
static struct span authority_of(struct span canonical)
{
    struct span rest = span_slice(canonical, span_find(canonical, "://") + 3, canonical.n);
    size_t end = 0;
    while (end < rest.n && rest.p[end] != '/' && rest.p[end] != '?')
        end++;
    return span_slice(rest, 0, end);
}

static size_t host_length(struct span authority)
{
    if (authority.n && authority.p[0] == '[')
        return span_find_byte(authority, ']') + 1;
    return span_find_byte(authority, ':');
}

struct span page_url_host(struct span canonical)
{
    struct span authority = authority_of(canonical);
    return span_slice(authority, 0, host_length(authority));
}

static struct span port_of(struct span canonical)
{
    struct span authority = authority_of(canonical);
    struct span port = span_slice(authority, host_length(authority) + 1, authority.n);
    if (port.n)
        return port;
    return span_starts(canonical, "https:") ? SPAN("443") : SPAN("80");
}

/* An entry may be written as people do, "Bücher.example": the same canonical form as the URL's. */
static struct span canonical_entry(struct arena *a, struct span entry)
{
    struct span canonical, url = arena_printf(a, "http://%.*s/", (int)entry.n, entry.p);
    return page_url_canonical(a, url, &canonical, NULL) ? page_url_host(canonical) : (struct span){"", 0};
}

static bool entry_matches(struct arena *a, struct span entry, struct span url)
{
    bool below = span_starts(entry, "*.");
    if (below)
        entry = span_slice(entry, 2, entry.n);
    size_t n = host_length(entry);
    struct span port = span_slice(entry, n + 1, entry.n);
    struct span site = canonical_entry(a, span_slice(entry, 0, n)), host = page_url_host(url);
    if (site.n == 0 || (port.n && !span_equal(port, port_of(url))))
        return false;
    if (!below)
        return span_equal(site, host);
    return host.n > site.n + 1 && host.p[host.n - site.n - 1] == '.' &&
           span_equal(site, span_slice(host, host.n - site.n, host.n));
}

bool page_site_allowed(struct span sites, struct span url)
{
    struct span entry;
    struct arena a;
    bool allowed = false;
    arena_init(&a);
    while (!allowed && span_split(&sites, ',', &entry))
        allowed = entry_matches(&a, span_trim(entry), url);
    arena_finish(&a);
    return allowed;
}
