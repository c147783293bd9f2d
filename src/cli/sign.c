/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "cli/command.h"
#include "http/http.h"

enum { ID_BYTES = 4, SECRET_BYTES = 32, DIGITS_MOST = 11 };

static bool print_key(struct error *err)
{
    uint8_t random[ID_BYTES + SECRET_BYTES];
    struct buf out = BUF_EMPTY;
    if (getrandom(random, sizeof random, 0) != sizeof random)
        return error_set(err, ERROR_INTERNAL, "random bytes: %s", strerror(errno));
    for (size_t i = 0; i < sizeof random; i++)
        buf_printf(&out, "%s%02x", i == ID_BYTES ? ":" : "", random[i]);
    buf_add_byte(&out, '\n');
    bool ok = print_out(&out, err);
    buf_finish(&out);
    return ok;
}

static bool read_time(const char *text, int64_t now_s, int64_t *expires_s, struct error *err)
{
    static const struct {
        const char *name;
        int64_t seconds;
    } units[] = {{"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}, {"", 0}};
    bool absolute = text && *text == '@';
    const char *digits = text ? text + absolute : "";
    size_t n = strspn(digits, "0123456789");
    int64_t number = n && n <= DIGITS_MOST ? strtoll(digits, NULL, 10) : 0;
    for (size_t i = 0; i < COUNT_OF(units) && number; i++)
        if (strcmp(digits + n, units[i].name) == 0 && absolute == !units[i].seconds) {
            *expires_s = absolute ? number : now_s + number * units[i].seconds;
            return true;
        }
    return error_set(err, ERROR_USAGE, "expires: give a number of s, m, h or d such as 1h, or @SECONDS");
}

static void add_address(const struct config *config, const char *path, const struct buf *query,
                        struct buf *out)
{
    size_t n = strlen(config->public_url);
    while (n && config->public_url[n - 1] == '/')
        n--;
    buf_add(out, config->public_url, n);
    buf_printf(out, "%s?%s", path, query->p);
}

static void print_addresses(const struct arguments *a, const struct buf *query, int64_t expires_s,
                            struct buf *out)
{
    struct buf manifest = BUF_EMPTY, audio = BUF_EMPTY;
    add_address(&a->config, "/v1/posts", query, &manifest);
    add_address(&a->config, "/v1/audio", query, &audio);
    if (a->json) {
        struct json j = json_to(out);
        json_open(&j, '{');
        json_field_text(&j, "manifest", buf_span(&manifest));
        json_field_text(&j, "audio", buf_span(&audio));
        json_field_text(&j, "query", buf_span(query));
        json_field_number(&j, "expires", expires_s);
        json_close(&j, '}');
    } else
        buf_add_span(out, buf_span(&manifest));
    buf_add_byte(out, '\n');
    buf_finish(&manifest);
    buf_finish(&audio);
}

static bool sign(const struct arguments *a, struct arena *arena, struct error *err)
{
    struct span url;
    int64_t expires_s = 0;
    struct buf query = BUF_EMPTY, out = BUF_EMPTY;
    bool ok = page_url_canonical(arena, span_of(a->input), &url, err) &&
              read_time(a->expires, time(NULL), &expires_s, err) &&
              http_sign(a->key_file, url, expires_s, &query, err);
    if (ok)
        print_addresses(a, &query, expires_s, &out);
    ok = ok && print_out(&out, err);
    buf_finish(&query);
    buf_finish(&out);
    return ok;
}

bool command_sign(const struct arguments *a, struct error *err)
{
    struct arena arena;
    if (a->make_key)
        return print_key(err);
    if (!a->key_file || !a->expires)
        return error_set(err, ERROR_USAGE, "give --key-file and --expires");
    arena_init(&arena);
    bool ok = sign(a, &arena, err);
    arena_finish(&arena);
    return ok;
}
