/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only transfer in the house. Redirects are followed here, one transfer each, so that every step passes
 * the same checks: form, site, port, and the address judged when the socket is made (names resolve anew, so
 * judging the name would be worth nothing) and once more before the request is sent. */
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "page/freshness.h"
#include "page/guard.h"
#include "page/page.h"
#include "page/reply.h"

/* Of one answer. Real ones have some kilobytes. */
enum { HEADER_BYTES = 256 * 1024 };

struct transfer {
    const struct config *config;
    CURL *curl;
    struct fetched *out;
    bool (*takes)(const char *media_type); /* NULL: none was told */
    size_t max_bytes;
    const struct letter *letter;  /* NULL: a page is fetched */
    const struct page_copy *copy; /* NULL: none is at hand */
    bool asks_again;              /* of this address the copy is */
    size_t header_bytes;
    bool address_refused;
    enum error_code stopped; /* why a callback ended the transfer */
};

void fetched_finish(struct fetched *f)
{
    buf_finish(&f->body);
    buf_finish(&f->media_type);
    buf_finish(&f->language);
    buf_finish(&f->url);
    buf_finish(&f->etag);
    buf_finish(&f->last_modified);
}

static curl_socket_t open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct transfer *t = arg;
    if (purpose != CURLSOCKTYPE_IPCXN || (!t->config->fetch_private && !guard_allows(&address->addr))) {
        t->address_refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static int before_request(void *arg, char *remote_address, char *local_address, int remote_port,
                          int local_port)
{
    struct transfer *t = arg;
    (void)local_address, (void)local_port;
    bool address_ok = t->config->fetch_private || guard_allows_text(remote_address);
    if (address_ok && guard_allows_port(span_of(t->config->fetch_ports), (unsigned)remote_port))
        return CURL_PREREQFUNC_OK;
    t->address_refused = true;
    return CURL_PREREQFUNC_ABORT;
}

static size_t stop(struct transfer *t, enum error_code code)
{
    t->stopped = code;
    return 0;
}

static size_t header(char *bytes, size_t size, size_t n, void *arg)
{
    struct transfer *t = arg;
    (void)bytes;
    t->header_bytes += size * n;
    return t->header_bytes > HEADER_BYTES ? stop(t, ERROR_INPUT_TOO_LARGE) : size * n;
}

/* Bytes come decompressed: what is counted is what was made of them. */
static size_t body(char *bytes, size_t size, size_t n, void *arg)
{
    struct transfer *t = arg;
    char *type = NULL;
    long status = 0;
    curl_easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE, &status);
    if (status >= 300 || t->letter)
        return size * n; /* a redirect's own text, or what nobody asked for */
    curl_easy_getinfo(t->curl, CURLINFO_CONTENT_TYPE, &type);
    if (!t->takes(type))
        return stop(t, ERROR_INPUT_BINARY);
    if (t->out->body.n + size * n > t->max_bytes)
        return stop(t, ERROR_INPUT_TOO_LARGE);
    buf_add(&t->out->body, bytes, size * n);
    return size * n;
}

/* The list is freed with the transfer. */
static struct curl_slist *set_letter(CURL *c, const struct letter *letter)
{
    struct curl_slist *fields = curl_slist_append(NULL, "Content-Type: application/json");
    struct span rest = letter->fields, line;
    while (span_line(&rest, &line)) {
        char *field = strndup(line.p, line.n);
        fields = curl_slist_append(fields, field);
        free(field);
    }
    curl_easy_setopt(c, CURLOPT_POST, 1L);
    curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)letter->body.n);
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, letter->body.p);
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, fields);
    return fields;
}

static struct curl_slist *add_condition(struct curl_slist *fields, const char *name, struct span validator)
{
    char field[PAGE_VALIDATOR_BYTES + 32];
    if (!page_is_validator(validator))
        return fields;
    snprintf(field, sizeof field, "%s: %.*s", name, (int)validator.n, validator.p);
    return curl_slist_append(fields, field);
}

/* The list is freed with the transfer. */
static struct curl_slist *set_conditions(CURL *c, const struct page_copy *copy)
{
    struct curl_slist *fields = add_condition(NULL, "If-None-Match", copy->etag);
    fields = add_condition(fields, "If-Modified-Since", copy->last_modified);
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, fields);
    return fields;
}

static void set_options(struct transfer *t, CURLU *url, long left_ms)
{
    CURL *c = t->curl;
    curl_easy_setopt(c, CURLOPT_CURLU, url);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_PROXY, "");
    curl_easy_setopt(c, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, left_ms);
    curl_easy_setopt(c, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)t->max_bytes);
    curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "gzip, deflate, br");
    curl_easy_setopt(c, CURLOPT_USERAGENT, "listenpost/" LISTENPOST_VERSION);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, t);
    curl_easy_setopt(c, CURLOPT_PREREQFUNCTION, before_request);
    curl_easy_setopt(c, CURLOPT_PREREQDATA, t);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, header);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, t);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, body);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, t);
}

static bool refuse_status(const struct transfer *t, struct error *err)
{
    int status = t->out->status;
    return error_set(err, t->letter ? ERROR_FETCH_STATUS : reply_error(status), "status %d", status);
}

static bool explain(const struct transfer *t, CURLcode code, struct error *err)
{
    const char *what = curl_easy_strerror(code);
    if (t->stopped)
        return error_set(err, t->stopped, "the answer is too large or of another kind");
    if (code == CURLE_FILESIZE_EXCEEDED)
        return error_set(err, ERROR_INPUT_TOO_LARGE, "%s", what);
    if (code == CURLE_HTTP_RETURNED_ERROR)
        return refuse_status(t, err);
    if (t->address_refused)
        return error_set(err, ERROR_URL_REFUSED, "its address is not public");
    if (code == CURLE_OPERATION_TIMEDOUT)
        return error_set(err, ERROR_TIMEOUT, "fetch: %s", what);
    return error_set(err, ERROR_FETCH_FAILED, "%s", what);
}

static void set_text(struct buf *b, const char *text)
{
    buf_clear(b);
    if (text)
        buf_add_text(b, text);
}

/* The lines of a repeated field are joined. */
static void set_field(struct buf *b, CURL *curl, const char *name)
{
    struct curl_header *line = NULL;
    buf_clear(b);
    for (size_t i = 0; curl_easy_header(curl, name, i, CURLH_HEADER, -1, &line) == CURLHE_OK; i++)
        buf_printf(b, "%s%s", i ? ", " : "", line->value);
}

static void set_validator(struct buf *b, CURL *curl, const char *name)
{
    set_field(b, curl, name);
    if (!page_is_validator(buf_span(b)))
        buf_clear(b);
}

static void describe(struct transfer *t)
{
    struct buf cache_control = BUF_EMPTY, age = BUF_EMPTY;
    char *type = NULL;
    curl_easy_getinfo(t->curl, CURLINFO_CONTENT_TYPE, &type);
    set_text(&t->out->media_type, type);
    set_field(&t->out->language, t->curl, "Content-Language");
    set_validator(&t->out->etag, t->curl, "ETag");
    set_validator(&t->out->last_modified, t->curl, "Last-Modified");
    set_field(&cache_control, t->curl, "Cache-Control");
    set_field(&age, t->curl, "Age");
    t->out->max_age_s = freshness_max_age_s(buf_span(&cache_control), buf_span(&age));
    buf_finish(&cache_control);
    buf_finish(&age);
}

/* One request. *next is where it redirects to, or empty. */
static bool transfer_once(struct transfer *t, CURLU *url, long left_ms, struct buf *next, struct error *err)
{
    long status = 0;
    char *text = NULL;
    buf_clear(&t->out->body);
    set_options(t, url, left_ms);
    struct curl_slist *fields = t->letter       ? set_letter(t->curl, t->letter)
                                : t->asks_again ? set_conditions(t->curl, t->copy)
                                                : NULL;
    CURLcode code = curl_easy_perform(t->curl);
    bool asked_again = t->asks_again && fields;
    curl_slist_free_all(fields);
    curl_easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE, &status);
    t->out->status = (int)status;
    if (code != CURLE_OK)
        return explain(t, code, err);
    bool unchanged = asked_again && status == 304;
    if (!unchanged)
        curl_easy_getinfo(t->curl, CURLINFO_REDIRECT_URL, &text);
    set_text(next, text);
    if (status / 100 != 2 && next->n == 0 && !unchanged)
        return refuse_status(t, err);
    describe(t);
    return true;
}

static bool port_allowed(const struct config *config, CURLU *url)
{
    char *port = NULL;
    bool ok = curl_url_get(url, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) == CURLUE_OK &&
              guard_allows_port(span_of(config->fetch_ports), (unsigned)strtoul(port, NULL, 10));
    curl_free(port);
    return ok;
}

/* Everything that is said about the URL itself, then the request. */
static bool visit(struct transfer *t, struct span url, struct span sites, long left_ms, struct buf *next,
                  struct error *err)
{
    if (sites.n && !page_site_allowed(sites, url))
        return error_set(err, ERROR_URL_REFUSED, "its site is not allowed");
    if (left_ms <= 0)
        return error_set(err, ERROR_TIMEOUT, "fetch: redirected until the time was over");
    bool ok = false;
    CURLU *parsed = curl_url();
    t->curl = curl_easy_init();
    t->address_refused = false;
    t->asks_again = t->copy && span_equal(t->copy->url, url);
    t->header_bytes = 0;
    if (!parsed || !t->curl || curl_url_set(parsed, CURLUPART_URL, url.p, 0) != CURLUE_OK)
        error_set(err, ERROR_FETCH_FAILED, "curl cannot be set up");
    else if (!port_allowed(t->config, parsed))
        error_set(err, ERROR_URL_REFUSED, "its port is not one of fetch_ports");
    else
        ok = transfer_once(t, parsed, left_ms, next, err);
    curl_easy_cleanup(t->curl);
    curl_url_cleanup(parsed);
    return ok;
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool fetch(struct transfer *t, struct span url, struct span sites, struct error *err)
{
    const struct config *config = t->config;
    struct buf next = BUF_EMPTY;
    struct arena a;
    struct span canonical;
    int64_t end_ms = now_ms() + config->fetch_timeout_ms, nredirects = 0;
    arena_init(&a);
    bool ok = page_url_canonical(&a, url, &canonical, err) &&
              visit(t, canonical, sites, end_ms - now_ms(), &next, err);
    while (ok && next.n) {
        if (++nredirects > config->fetch_max_redirects)
            ok = error_set(err, ERROR_FETCH_FAILED, "more than %d redirects",
                           (int)config->fetch_max_redirects);
        else
            ok = page_url_canonical(&a, buf_span(&next), &canonical, err) &&
                 visit(t, canonical, sites, end_ms - now_ms(), &next, err);
    }
    if (ok && t->out->status != 304 && !t->takes(t->out->media_type.p))
        ok = error_set(err, ERROR_INPUT_BINARY, "its media type is another");
    if (ok)
        set_text(&t->out->url, canonical.p);
    buf_finish(&next);
    arena_finish(&a);
    return ok;
}

bool page_fetch(const struct config *config, struct span url, struct span sites, const struct page_copy *copy,
                struct fetched *out, struct error *err)
{
    struct transfer t = {.config = config,
                         .out = out,
                         .copy = copy,
                         .takes = reply_is_text,
                         .max_bytes = (size_t)config->page_max_bytes};
    return fetch(&t, url, sites, err);
}

bool page_fetch_picture(const struct config *config, struct span url, struct fetched *out, struct error *err)
{
    struct transfer t = {.config = config,
                         .out = out,
                         .takes = reply_is_picture,
                         .max_bytes = (size_t)config->cover_max_bytes};
    return fetch(&t, url, SPAN(""), err);
}

bool page_post(const struct config *config, const struct letter *letter, struct error *err)
{
    struct fetched answer = {0};
    struct transfer t = {
        .config = config, .out = &answer, .letter = letter, .max_bytes = (size_t)config->page_max_bytes};
    struct buf next = BUF_EMPTY;
    struct arena a;
    struct span canonical;
    arena_init(&a);
    bool ok = page_url_canonical(&a, letter->url, &canonical, err) &&
              visit(&t, canonical, SPAN(""), config->fetch_timeout_ms, &next, err);
    if (ok && next.n)
        ok = error_set(err, ERROR_FETCH_STATUS, "status %d, a redirect", answer.status);
    fetched_finish(&answer);
    buf_finish(&next);
    arena_finish(&a);
    return ok;
}
