/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cleans every page named on the command line in this process, without the sandbox: the stage's own cost. */
#include <stdio.h>

#include "article/article.h"

static bool clean(const struct config *config, const char *path)
{
    struct arena a;
    struct buf bytes = BUF_EMPTY, text = BUF_EMPTY;
    struct page page;
    struct article article;
    struct error err = {0};
    arena_init(&a);
    bool ok = file_read(path, (size_t)config->page_max_bytes, &bytes, &err);
    struct page_source source = {.bytes = buf_span(&bytes), .name = span_of(path)};
    ok = ok && page_decode(&a, config, &source, &page, &err) &&
         article_read(&a, config, &page, &article, &err);
    if (ok)
        article_print_text(&article, &text);
    else
        fprintf(stderr, "%s: %s\n", path, error_sentence(err.code));
    buf_finish(&bytes);
    buf_finish(&text);
    arena_finish(&a);
    return ok;
}

int main(int argc, char **argv)
{
    struct config config;
    config_init(&config);
    for (int i = 1; i < argc; i++)
        clean(&config, argv[i]);
    config_finish(&config);
    return 0;
}
