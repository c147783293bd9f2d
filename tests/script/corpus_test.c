/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of everything at hand: our own pages, and, where the folder of samples lies beside the tree, whole
 * articles and lines in several languages. */
#include <glob.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

#include "script/mapped.h"

#ifdef __SANITIZE_ADDRESS__
enum { STRIDE = 12 }; /* of the samples: every so many-th */
#else
enum { STRIDE = 1 };
#endif

enum { SAMPLE_BYTES_MOST = 16 << 20, LINES_A_BLOCK = 40, SECONDS_MOST = 30 };

struct reader {
    struct config config;
    struct scripter *scripter;
    size_t read;  /* articles with something to say */
    time_t until; /* what a busy machine has not reached by then stays unread */
};

static bool reader_init(struct reader *r)
{
    struct error err = {0};
    *r = (struct reader){.until = time(NULL) + SECONDS_MOST};
    config_init(&r->config);
    r->scripter = scripter_create(&r->config, &err);
    return check_true(r->scripter != NULL);
}

static void reader_finish(struct reader *r)
{
    scripter_destroy(r->scripter);
    config_finish(&r->config);
}

/* Plain or gzip. */
static bool read_sample(const char *path, struct buf *out)
{
    gzFile file = gzopen(path, "rb");
    int got = file ? 1 : -1;
    while (got > 0 && out->n < SAMPLE_BYTES_MOST) {
        got = gzread(file, buf_reserve(out, 1 << 16), 1 << 16);
        out->n += got > 0 ? (size_t)got : 0;
    }
    if (file)
        gzclose(file);
    return got == 0;
}

static bool article_holds(struct reader *r, struct arena *a, const struct article *article)
{
    struct script_options options = {
        .language = SPAN("en"), .pauses = pauses_standard, .speak_title = true, .why = true};
    struct script script;
    struct error err = {0};
    script_options_take(&options, &r->config);
    if (!script_write(r->scripter, a, article, &options, &script, &err))
        return true;
    r->read++;
    return check_mapped(article, &script);
}

static bool page_holds(struct reader *r, const char *path)
{
    struct arena a;
    struct buf bytes = BUF_EMPTY;
    struct page page;
    struct article article;
    struct error err = {0};
    arena_init(&a);
    bool holds = check_true(read_sample(path, &bytes));
    struct page_source source = {.bytes = buf_span(&bytes), .name = span_of(path)};
    if (span_ends(source.name, ".gz"))
        source.name.n -= 3;
    if (holds && page_decode(&a, &r->config, &source, &page, &err) &&
        article_read(&a, &r->config, &page, &article, &err)) {
        article_settle_language(&a, &r->config, NULL, &article);
        holds = article_holds(r, &a, &article);
    }
    arena_finish(&a);
    buf_finish(&bytes);
    return holds;
}

/* What the file is named after ("sentences/ar.jsonl"), else its folder. */
static struct span language_of(const char *path)
{
    const char *file = strrchr(path, '/') + 1;
    size_t name = span_find_byte(span_of(file), '.');
    return (struct span){name == 2 ? file : strstr(path, "normalization/") + strlen("normalization/"), 2};
}

/* A file of lines, several of them a paragraph. */
static bool lines_hold(struct reader *r, const char *path)
{
    struct arena a;
    struct buf bytes = BUF_EMPTY;
    arena_init(&a);
    bool holds = check_true(read_sample(path, &bytes));
    struct span text = utf8_compose(&a, utf8_repair(&a, buf_span(&bytes))), line;
    struct block *blocks = NULL;
    size_t nblocks = 0, capacity = 0;
    for (size_t n = 0; span_line(&text, &line); n++) {
        if (n % LINES_A_BLOCK == 0) {
            blocks = arena_grow(&a, blocks, nblocks, &capacity, sizeof *blocks);
            blocks[nblocks++] = (struct block){.kind = BLOCK_PARAGRAPH, .text = {line.p, 0}};
        }
        blocks[nblocks - 1].text.n = (size_t)(line.p + line.n - blocks[nblocks - 1].text.p);
    }
    struct span language = language_of(path);
    struct article article = {.language = language, .blocks = blocks, .nblocks = nblocks};
    holds = holds && article_holds(r, &a, &article);
    arena_finish(&a);
    buf_finish(&bytes);
    return holds;
}

/* All that match, beside this file; false when one does not hold. 'found' counts. */
static bool all_hold(struct reader *r, const char *pattern, size_t stride,
                     bool (*hold)(struct reader *, const char *), size_t *found)
{
    struct buf path = BUF_EMPTY;
    glob_t files;
    bool holds = true;
    buf_printf(&path, "%s/%s", LISTENPOST_SOURCE, pattern);
    if (glob(path.p, 0, NULL, &files) == 0) {
        for (size_t i = 0; holds && i < files.gl_pathc && time(NULL) < r->until; i += stride, ++*found) {
            holds = hold(r, files.gl_pathv[i]);
            if (!holds)
                printf("  in %s\n", files.gl_pathv[i]);
        }
        globfree(&files);
    }
    buf_finish(&path);
    return holds;
}

static void maps_our_own_pages(void)
{
    static const char *const patterns[] = {"tests/article/cases/*.html", "tests/article/cases/*.md",
                                           "tests/article/cases/*.txt", "docs/*.md", "README.md"};
    struct reader r;
    size_t found = 0;
    if (!reader_init(&r))
        return;
    for (int everything = 0; everything < 2; everything++) {
        int policy = everything ? POLICY_READ : POLICY_ANNOUNCE;
        r.config.code = r.config.tables = r.config.figures = r.config.footnotes = r.config.math = policy;
        for (size_t i = 0; i < COUNT_OF(patterns); i++)
            all_hold(&r, patterns[i], 1, page_holds, &found);
    }
    check_true(found > 100 && r.read > 100);
    reader_finish(&r);
}

static void maps_sample_articles(void)
{
    static const char *const patterns[] = {"../shared/corpus/articles/news/html/*.html",
                                           "../shared/corpus/articles/web/html/*.html.gz",
                                           "../shared/corpus/articles/readability/pages/*/source.html"};
    struct reader r;
    size_t found = 0;
    if (!reader_init(&r))
        return;
    for (size_t i = 0; i < COUNT_OF(patterns); i++)
        all_hold(&r, patterns[i], STRIDE, page_holds, &found);
    printf("  %zu read\n", found);
    if (found == 0)
        check_skip("no samples beside the tree");
    reader_finish(&r);
}

static void maps_sample_lines(void)
{
    static const char *const patterns[] = {"../shared/corpus/normalization/*/*"};
    struct reader r;
    size_t found = 0;
    if (!reader_init(&r))
        return;
    for (size_t i = 0; i < COUNT_OF(patterns); i++)
        all_hold(&r, patterns[i], STRIDE, lines_hold, &found);
    printf("  %zu read\n", found);
    if (found == 0)
        check_skip("no samples beside the tree");
    reader_finish(&r);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {CHECK(maps_our_own_pages), CHECK(maps_sample_articles),
                                          CHECK(maps_sample_lines)};
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
