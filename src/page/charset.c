/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page/charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

enum {
    META_WINDOW_BYTES = 4096, /* HTML asks for 1,024; pages with long heads are common */
    LABEL_BYTES = 40,
};

static const struct charset {
    const char *label, *iconv_name;
} charsets[] = {
#define CHARSET(label, name) {label, name},
#include "page/charset.def"
#undef CHARSET
};

static const struct mark {
    const char *bytes;
    size_t n;
    const char *iconv_name;
} byte_order_marks[] = {
    {"\xEF\xBB\xBF", 3, "UTF-8"}, {"\xFF\xFE\0\0", 4, "UTF-32LE"}, {"\0\0\xFE\xFF", 4, "UTF-32BE"},
    {"\xFF\xFE", 2, "UTF-16LE"},  {"\xFE\xFF", 2, "UTF-16BE"},
};

/* NULL when the label is not known. */
static const char *charset_find(struct span label)
{
    char plain[LABEL_BYTES];
    size_t n = 0;
    for (size_t i = 0; i < label.n; i++) {
        char c = label.p[i] >= 'A' && label.p[i] <= 'Z' ? (char)(label.p[i] | 32) : label.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')))
            continue;
        if (n == sizeof plain)
            return NULL;
        plain[n++] = c;
    }
    for (size_t i = 0; i < COUNT_OF(charsets); i++)
        if (span_is((struct span){plain, n}, charsets[i].label))
            return charsets[i].iconv_name;
    return NULL;
}

/* What follows "charset=" in a media type, a <meta> or an XML declaration ("encoding="). */
static struct span label_after(struct span text, const char *key)
{
    size_t at = span_find_nocase(text, key);
    struct span rest = span_trim(span_slice(text, at + strlen(key), text.n));
    if (!span_starts(rest, "="))
        return (struct span){0};
    rest = span_trim(span_slice(rest, 1, rest.n));
    if (rest.n && (rest.p[0] == '"' || rest.p[0] == '\''))
        rest = span_slice(rest, 1, rest.n);
    size_t n = 0;
    while (n < rest.n && !memchr(" \t\r\n\"';/>?", rest.p[n], 11))
        n++;
    return span_slice(rest, 0, n);
}

static struct span label_in_page(struct span bytes)
{
    struct span head = span_slice(bytes, 0, META_WINDOW_BYTES);
    if (span_starts(head, "<?xml")) {
        struct span label = label_after(span_slice(head, 0, span_find(head, "?>")), "encoding");
        if (label.n)
            return label;
    }
    for (size_t at; (at = span_find_nocase(head, "<meta")) < head.n;
         head = span_slice(head, at + 5, head.n)) {
        struct span tag = span_slice(head, at, head.n);
        struct span label = label_after(span_slice(tag, 0, span_find_byte(tag, '>')), "charset");
        if (label.n)
            return label;
    }
    return (struct span){0};
}

/* Bytes that begin no valid sequence are few: UTF-8 with damage, not another encoding. */
static bool nearly_utf8(struct span bytes)
{
    size_t good = 0, bad = 0, length;
    for (size_t at = 0; at < bytes.n; at += length) {
        uint32_t code = utf8_at(bytes, at, &length);
        good += length > 1;
        bad += code == UTF8_REPLACEMENT && length == 1;
    }
    return good > 0 && bad * 20 < good + 20;
}

/* Western text without a declaration: mostly ASCII, and no byte that Windows-1252 leaves undefined. */
static bool looks_western(struct span bytes)
{
    size_t high = 0;
    for (size_t i = 0; i < bytes.n; i++) {
        if (memchr("\x81\x8D\x8F\x90\x9D", bytes.p[i], 5) && bytes.p[i])
            return false;
        high += (unsigned char)bytes.p[i] >= 0x80;
    }
    return high * 4 < bytes.n;
}

static struct span without_nul(struct arena *a, struct span text)
{
    if (span_find_byte(text, '\0') == text.n)
        return text;
    char *p = arena_alloc(a, text.n);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i])
            p[n++] = text.p[i];
    return (struct span){p, n};
}

static bool convert(struct arena *a, struct span bytes, const char *from, struct span *text,
                    struct error *err)
{
    iconv_t state = iconv_open("UTF-8", from);
    if (state == (iconv_t)-1)
        return error_set(err, ERROR_INPUT_CHARSET, "iconv has no %s: %s", from, strerror(errno));
    struct buf out = BUF_EMPTY;
    char *in = (char *)bytes.p;
    size_t left = bytes.n, unit = strstr(from, "UTF-32") ? 4 : strstr(from, "UTF-16") ? 2 : 1;
    while (left > 0) {
        size_t room = left * 2 + 64;
        char *start = buf_reserve(&out, room), *to = start;
        size_t done = iconv(state, &in, &left, &to, &room);
        out.n += (size_t)(to - start);
        if (done != (size_t)-1 || errno == E2BIG)
            continue;
        buf_add_code(&out, UTF8_REPLACEMENT);
        size_t skip = left < unit ? left : unit;
        in += skip;
        left -= skip;
    }
    iconv_close(state);
    *text = utf8_repair(a, buf_span(&out));
    buf_finish(&out);
    return true;
}

/* The encoding by everything but a byte order mark; NULL with the error set. */
static const char *choose(const struct page_source *source, struct error *err)
{
    struct span bytes = source->bytes;
    struct span label = label_after(source->media_type, "charset");
    if (!label.n)
        label = label_in_page(bytes);
    const char *declared = label.n ? charset_find(label) : NULL;
    bool escapes = span_find_byte(bytes, '\x1B') < bytes.n && declared && !strcmp(declared, "ISO-2022-JP");
    if (utf8_valid(bytes) && !escapes && !(declared && strstr(declared, "UTF-16")))
        return "UTF-8";
    if (declared && strcmp(declared, "UTF-8") != 0)
        return declared;
    if (nearly_utf8(bytes))
        return "UTF-8";
    if (label.n && !declared) {
        error_set(err, ERROR_INPUT_CHARSET, "declared as '%.*s'", (int)(label.n < 60 ? label.n : 60),
                  label.p);
        return NULL;
    }
    if (looks_western(bytes))
        return "CP1252";
    error_set(err, ERROR_INPUT_CHARSET, "neither UTF-8 nor Windows-1252, and no charset declared");
    return NULL;
}

bool charset_decode(struct arena *a, const struct page_source *source, struct span *text, struct error *err)
{
    struct span bytes = source->bytes;
    const char *from = NULL;
    for (size_t i = 0; i < COUNT_OF(byte_order_marks) && !from; i++) {
        const struct mark *m = &byte_order_marks[i];
        if (bytes.n < m->n || memcmp(bytes.p, m->bytes, m->n) != 0)
            continue;
        from = m->iconv_name;
        bytes = span_slice(bytes, m->n, bytes.n);
    }
    if (!from)
        from = choose(source, err);
    if (!from)
        return false;
    if (strncmp(from, "UTF-16", 6) != 0 && strncmp(from, "UTF-32", 6) != 0 &&
        span_find_byte(bytes, '\0') < bytes.n)
        return error_set(err, ERROR_INPUT_BINARY, "NUL byte at %zu", span_find_byte(bytes, '\0'));
    if (!strcmp(from, "UTF-8"))
        *text = utf8_valid(bytes) ? bytes : utf8_repair(a, bytes);
    else if (!convert(a, bytes, from, text, err))
        return false;
    *text = without_nul(a, *text);
    return true;
}
