/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facts: byline and date of a page made of a few parts, for tests. */
#ifndef TESTS_ARTICLE_FACTS_H
#define TESTS_ARTICLE_FACTS_H

#include "sample.h"

#define TEXT                                                                                                 \
    "<p>The baker on our street has baked the same loaf for thirty years, and nobody ever asked her "        \
    "why.</p>"                                                                                               \
    "<p>She begins at three in the morning, when the street is dark and the oven is the only warm "          \
    "thing.</p>"                                                                                             \
    "<p>By six the first loaves stand in the window, and the smell has reached the tram stop at the "        \
    "corner.</p>"

/* A page with this before its title, behind it and behind its text. */
struct page_parts {
    const char *head, *below, *tail;
};

static inline void check_facts_at(const char *file, int line, struct page_parts parts, const char *byline,
                                  const char *date)
{
    struct arena a;
    arena_init(&a);
    struct span html = arena_printf(
        &a,
        "<!DOCTYPE html><html lang=en><title>The loaf</title>%s<body><main><h1>The loaf</h1>%s" TEXT
        "%s</main>",
        parts.head ? parts.head : "", parts.below ? parts.below : "", parts.tail ? parts.tail : "");
    struct sample s = sample_read(html, "text/html");
    check_true_at(file, line, "read", s.read);
    check_text_at(file, line, "byline", s.article.byline, span_of(byline));
    check_text_at(file, line, "date", s.article.date, span_of(date));
    sample_finish(&s);
    arena_finish(&a);
}
#define check_facts(byline, date, ...)                                                                       \
    check_facts_at(__FILE__, __LINE__, (struct page_parts){__VA_ARGS__}, byline, date)

#define LD(json) "<script type='application/ld+json'>" json "</script>"

#endif
