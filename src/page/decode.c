/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page/charset.h"
#include "page/kind.h"

enum {
    LANGUAGE_BYTES = 35, /* longest tag RFC 5646 asks software to take */
    LOOK_BYTES = 65536,  /* enough to tell text from other bytes */
};

static bool blank(struct span text)
{
    size_t length;
    for (size_t at = 0; at < text.n; at += length) {
        uint32_t code = utf8_at(text, at, &length);
        if (!code_is_space(code) && !code_is_control(code))
            return false;
    }
    return true;
}

/* Text has next to no control characters; what does is an unknown binary format. */
static bool mostly_controls(struct span text)
{
    struct span look = span_slice(text, 0, LOOK_BYTES);
    size_t controls = 0;
    for (size_t i = 0; i < look.n; i++) {
        unsigned char c = (unsigned char)look.p[i];
        controls += c < 32 && !(c >= '\t' && c <= '\r') && c != 0x1B;
    }
    return controls * 20 > look.n;
}

/* Content-Language may list several: the first is the page's. */
static struct span first_language(struct arena *a, struct span list)
{
    struct span first = span_trim(span_slice(list, 0, span_find_byte(list, ',')));
    return first.n <= LANGUAGE_BYTES && utf8_valid(first) ? utf8_lower(a, first) : (struct span){0};
}

bool page_decode(struct arena *a, const struct config *config, const struct page_source *source,
                 struct page *page, struct error *err)
{
    *page = (struct page){0};
    if (source->bytes.n > (uint64_t)config->page_max_bytes)
        return error_set(err, ERROR_INPUT_TOO_LARGE, "%zu bytes", source->bytes.n);
    if (source->bytes.n == 0)
        return error_set(err, ERROR_NO_TEXT, "no bytes");
    const char *format = kind_binary(source->bytes);
    if (format)
        return error_set(err, ERROR_INPUT_BINARY, "%s", format);
    struct span text;
    if (!charset_decode(a, source, &text, err))
        return false;
    if (blank(text))
        return error_set(err, ERROR_NO_TEXT, "only white space");
    if (mostly_controls(text))
        return error_set(err, ERROR_INPUT_BINARY, "control characters");
    page->kind = kind_find(source, text);
    page->text = arena_copy(a, text);
    page->url = arena_copy(a, source->url);
    page->language = first_language(a, source->language);
    return true;
}
