/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes -> page_decode -> article_read -> article_put -> article_get: no crash, no hang, and what was put
 * comes back, to the last letter of its JSON. The first byte chooses what is said about the bytes, what is
 * done with code and tables, and whether verdicts are asked for. Tags and names to build from: article.dict.
 */
#include "article/article.h"

#include <assert.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What came through the message prints as what went in. */
static void round_trip(struct arena *a, const struct article *article)
{
    struct buf message = BUF_EMPTY, before = BUF_EMPTY, after = BUF_EMPTY;
    article_put(article, &message);
    struct wire w = {.rest = buf_span(&message)};
    struct article again;
    bool got = article_get(a, &w, &again);
    assert(got && wire_done(&w));
    article_print_json(article, &before);
    article_print_json(&again, &after);
    assert(span_equal(buf_span(&before), buf_span(&after)) && utf8_valid(buf_span(&before)));
    article_print_text(article, &before);
    article_print_verdicts(article, &before);
    assert(utf8_valid(buf_span(&before)));
    buf_finish(&message);
    buf_finish(&before);
    buf_finish(&after);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const media_types[] = {"",
                                              "text/html",
                                              "text/markdown",
                                              "text/plain",
                                              "text/html; charset=shift_jis",
                                              "text/plain; charset=iso-2022-jp"};
    if (size == 0)
        return 0;
    struct arena a;
    struct config config;
    struct page page;
    struct article article;
    struct error err;
    arena_init(&a);
    config_init(&config);
    config.code = config.tables = config.figures = config.footnotes = config.math =
        (data[0] / 8) % POLICY_COUNT;
    struct page_source source = {.bytes = {(const char *)data + 1, size - 1},
                                 .media_type = span_of(media_types[data[0] % COUNT_OF(media_types)])};
    if (page_decode(&a, &config, &source, &page, &err)) {
        assert(utf8_valid(page.text));
        bool (*read)(struct arena *, const struct config *, const struct page *, struct article *,
                     struct error *) = data[0] & 64 ? article_explain : article_read;
        if (read(&a, &config, &page, &article, &err))
            round_trip(&a, &article);
    }
    config_finish(&config);
    arena_finish(&a);
    return 0;
}
