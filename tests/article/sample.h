/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sample: a page written in a test, read, and its text compared. */
#ifndef TESTS_ARTICLE_SAMPLE_H
#define TESTS_ARTICLE_SAMPLE_H

#include "check.h"

#include "article/article.h"

struct sample {
    struct arena a;
    struct config config;
    struct page page;
    struct article article;
    struct error err;
    struct buf text; /* what article_print_text says */
    bool read;
};

/* settings: "figures=announce math=skip"; NULL: the defaults. */
static inline struct sample sample_read_with(struct span bytes, const char *media_type, const char *settings)
{
    struct sample s = {0};
    arena_init(&s.a);
    config_init(&s.config);
    struct span rest = span_of(settings), setting;
    while (span_split(&rest, ' ', &setting)) {
        size_t equals = span_find_byte(setting, '=');
        check_true(config_set(&s.config, config_find(span_slice(setting, 0, equals)),
                              span_slice(setting, equals + 1, setting.n), &s.err));
    }
    struct page_source source = {.bytes = bytes, .media_type = span_of(media_type)};
    s.read = page_decode(&s.a, &s.config, &source, &s.page, &s.err) &&
             article_read(&s.a, &s.config, &s.page, &s.article, &s.err);
    if (s.read)
        article_print_text(&s.article, &s.text);
    return s;
}

static inline struct sample sample_read(struct span bytes, const char *media_type)
{
    return sample_read_with(bytes, media_type, NULL);
}

static inline void sample_finish(struct sample *s)
{
    buf_finish(&s->text);
    config_finish(&s->config);
    arena_finish(&s->a);
}

/* Is 'want' the text, blocks divided by " / "? */
#define check_article(bytes, media_type, want)                                                               \
    check_sample_at(__FILE__, __LINE__, sample_read(span_of(bytes), media_type), want)
#define check_article_with(bytes, settings, want)                                                            \
    check_sample_at(__FILE__, __LINE__, sample_read_with(span_of(bytes), "text/html", settings), want)
static inline void check_sample_at(const char *file, int line, struct sample s, const char *want)
{
    struct buf joined = BUF_EMPTY;
    for (size_t i = 0; i < s.article.nblocks && s.read; i++) {
        buf_add_text(&joined, i ? " / " : "");
        buf_add_span(&joined, s.article.blocks[i].text);
    }
    if (!s.read)
        buf_add_text(&joined, error_name(s.err.code));
    check_text_at(file, line, "text", buf_span(&joined), span_of(want));
    buf_finish(&joined);
    sample_finish(&s);
}

#endif
