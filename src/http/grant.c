/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/grant.h"

#include <inttypes.h>
#include <string.h>

#include "http/http.h"
#include "http/target.h"

#define FIRST_LINE "listenpost-v1\n"

enum { PARAMETERS_MOST = 16, EXPIRES_DIGITS = 12 };

struct parameter {
    struct span name, value;
};

struct parameters {
    struct parameter list[PARAMETERS_MOST]; /* in the order of their names' bytes */
    size_t n;
};

/* Not signed: the signature itself, and what says when the answer comes and not what it is. */
static bool is_signed(struct span name)
{
    return !span_is(name, "signature") && !span_is(name, "wait");
}

bool grant_is_in(struct span query)
{
    struct span field;
    while (span_split(&query, '&', &field))
        if (span_is(span_slice(field, 0, span_find_byte(field, '=')), "signature"))
            return true;
    return false;
}

/* An escape in a name would be a second way to write it. */
static bool is_name(struct span name)
{
    for (size_t i = 0; i < name.n; i++)
        if (name.p[i] != '_' && (name.p[i] < 'a' || name.p[i] > 'z'))
            return false;
    return name.n > 0;
}

static int compare(struct span a, struct span b)
{
    int order = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);
    return order ? order : a.n < b.n ? -1 : a.n > b.n;
}

/* false: it is there already, or there are too many. */
static bool insert(struct parameters *p, struct parameter new)
{
    size_t at = p->n;
    if (p->n == PARAMETERS_MOST)
        return false;
    while (at > 0 && compare(p->list[at - 1].name, new.name) > 0)
        at--;
    if (at > 0 && span_equal(p->list[at - 1].name, new.name))
        return false;
    memmove(&p->list[at + 1], &p->list[at], (p->n - at) * sizeof new);
    p->list[at] = new;
    p->n++;
    return true;
}

static bool take_apart(struct arena *a, struct span query, struct parameters *out)
{
    struct span field;
    bool ok = true;
    while (ok && span_split(&query, '&', &field)) {
        struct buf value = BUF_EMPTY;
        size_t equals = span_find_byte(field, '=');
        struct span name = span_slice(field, 0, equals);
        ok = is_name(name) && target_decode(span_slice(field, equals + 1, field.n), true, &value) &&
             insert(out, (struct parameter){name, arena_copy(a, buf_span(&value))});
        buf_finish(&value);
    }
    return ok;
}

static struct span value_of(const struct parameters *p, const char *name)
{
    for (size_t i = 0; i < p->n; i++)
        if (span_is(p->list[i].name, name))
            return p->list[i].value;
    return (struct span){"", 0};
}

/* Digits that begin with no 0: one way to write a number. */
static bool read_seconds(struct span text, int64_t *seconds)
{
    *seconds = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
        *seconds = *seconds * 10 + text.p[i] - '0';
        if (i == EXPIRES_DIGITS)
            return false;
    }
    return text.n > 0 && text.p[0] != '0';
}

static void write_text(const struct parameters *p, struct buf *out)
{
    buf_add_text(out, FIRST_LINE);
    for (size_t i = 0; i < p->n; i++)
        if (is_signed(p->list[i].name)) {
            buf_add_span(out, p->list[i].name);
            buf_add_byte(out, '=');
            buf_add_span(out, p->list[i].value);
            buf_add_byte(out, '\n');
        }
}

bool grant_read(struct arena *a, struct span query, struct grant *out, struct error *err)
{
    struct parameters p = {.n = 0};
    struct buf text = BUF_EMPTY;
    if (!take_apart(a, query, &p))
        return error_set(err, ERROR_SIGNATURE, "a parameter cannot be read in one way only");
    *out = (struct grant){value_of(&p, "url"), value_of(&p, "key"), value_of(&p, "signature"), 0, {0}};
    if (!out->url.n || !out->key.n || !read_seconds(value_of(&p, "expires"), &out->expires_s))
        return error_set(err, ERROR_SIGNATURE, "url, key or expires is missing");
    write_text(&p, &text);
    out->text = arena_copy(a, buf_span(&text));
    buf_finish(&text);
    return true;
}

bool grant_judge(const struct keyring *keys, const struct grant *q, struct grant_time time, struct error *err)
{
    bool right = false;
    for (size_t i = 0; i < keys->nkeys; i++) {
        char signature[KEY_HEX + 1];
        if (!span_equal(keys->keys[i].id, q->key))
            continue;
        digest_sign_hex(keys->keys[i].secret, q->text, signature);
        right |= bytes_equal_constant_time(q->signature, span_of(signature));
    }
    if (!right)
        return error_set(err, ERROR_SIGNATURE, "signed with no key of ours");
    int64_t left_s = q->expires_s - time.now_s;
    if (left_s <= 0)
        return error_set(err, ERROR_SIGNATURE_EXPIRED, "%" PRId64 " s ago", -left_s);
    return !time.most_s || left_s <= time.most_s ||
           error_set(err, ERROR_SIGNATURE_LONG, "in %" PRId64 " s", left_s);
}

static void escape(struct span text, struct buf *out)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < text.n; i++) {
        uint8_t c = (uint8_t)text.p[i];
        bool plain =
            (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || (c && strchr("-._~", c));
        if (plain) {
            buf_add_byte(out, (char)c);
            continue;
        }
        buf_add_byte(out, '%');
        buf_add_byte(out, digits[c >> 4]);
        buf_add_byte(out, digits[c & 15]);
    }
}

bool grant_write(const struct sign_key *key, struct span url, int64_t expires_s, struct buf *query,
                 struct error *err)
{
    struct arena a;
    struct grant q;
    struct buf unsigned_query = BUF_EMPTY;
    char signature[KEY_HEX + 1];
    buf_printf(&unsigned_query, "expires=%" PRId64 "&key=%.*s&url=", expires_s, (int)key->id.n, key->id.p);
    escape(url, &unsigned_query);
    arena_init(&a);
    bool ok = grant_read(&a, buf_span(&unsigned_query), &q, err);
    if (ok) {
        digest_sign_hex(key->secret, q.text, signature);
        buf_printf(query, "%s&signature=%s", unsigned_query.p, signature);
    } else
        error_set(err, ERROR_USAGE, "the address cannot be signed");
    arena_finish(&a);
    buf_finish(&unsigned_query);
    return ok;
}

bool http_sign(const char *key_file, struct span url, int64_t expires_s, struct buf *query, struct error *err)
{
    struct arena a;
    struct sign_key key;
    arena_init(&a);
    bool ok = sign_key_read(key_file, &a, &key, err) && grant_write(&key, url, expires_s, query, err);
    arena_finish(&a);
    return ok;
}
