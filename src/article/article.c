/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/article.h"

#include "article/body.h"
#include "article/judge.h"
#include "article/markdown.h"
#include "article/metadata.h"
#include "article/residue.h"
#include "article/site.h"
#include "article/text.h"

const char *const block_kind_names[BLOCK_KINDS] = {
    [BLOCK_HEADING] = "heading", [BLOCK_PARAGRAPH] = "paragraph", [BLOCK_ITEM] = "item",
    [BLOCK_QUOTE] = "quote",     [BLOCK_CODE] = "code",           [BLOCK_TABLE] = "table",
    [BLOCK_FIGURE] = "figure",
};

/* The lines that stay become the article's blocks. */
static bool make_blocks(struct arena *a, const struct lines *lines, struct article *out, struct error *err)
{
    out->blocks = arena_alloc(a, (lines->nlines + 1) * sizeof *out->blocks);
    for (size_t i = 0; i < lines->nlines; i++) {
        const struct line *line = &lines->lines[i];
        if (line->dropped)
            continue;
        bool foreign = line->language.n && !span_equal_nocase(line->language, out->language);
        out->blocks[out->nblocks++] = (struct block){
            .kind = line->kind,
            .level = line->level,
            .ordinal = line->ordinal,
            .text = line->text,
            .language = foreign ? line->language : (struct span){0},
        };
    }
    return out->nblocks || error_set(err, ERROR_NO_ARTICLE, "%zu lines, none of them article", lines->nlines);
}

static bool read_html(struct arena *a, const struct config *config, const struct page *page,
                      struct article *out, struct error *err)
{
    struct selectors rules;
    struct tree tree;
    struct lines lines;
    if (!site_rules(a, config, page->url, &rules, err) ||
        !html_parse(a, config, page->text, &rules.wanted, &tree, err))
        return false;
    site_mark(a, &rules, &tree);
    uint32_t *marks = mark_nodes(a, &tree);
    if (!lines_read(a, config, &tree, marks, &lines, err))
        return false;
    body_mark(a, &tree, marks, &lines);
    residue_remove(a, &lines);
    uint32_t body = tree.fragment ? 0 : body_find(a, &tree, &lines);
    site_keep(a, &tree, body, &lines);
    metadata_read(a, config, &tree, &lines, body, out);
    if (tree.fragment)
        judge_source(a, &tree, out, &lines);
    else
        judge_html(a, &tree, body, out, &lines);
    return make_blocks(a, &lines, out, err);
}

static bool read_markdown(struct arena *a, const struct config *config, const struct page *page,
                          struct article *out, struct error *err)
{
    struct selectors rules;
    struct tree tree;
    struct lines lines;
    struct span html;
    if (!markdown_to_html(a, config, page->text, out, &html, err) ||
        !site_rules(a, config, page->url, &rules, err) ||
        !html_parse(a, config, html, &rules.wanted, &tree, err))
        return false;
    site_mark(a, &rules, &tree);
    uint32_t *marks = mark_nodes(a, &tree);
    if (!lines_read(a, config, &tree, marks, &lines, err))
        return false;
    body_mark(a, &tree, marks, &lines);
    residue_remove(a, &lines);
    site_keep(a, &tree, 0, &lines);
    judge_source(a, &tree, out, &lines);
    return make_blocks(a, &lines, out, err);
}

static bool read_text(struct arena *a, const struct config *config, const struct page *page,
                      struct article *out, struct error *err)
{
    struct lines lines;
    if (!text_lines(a, config, page->text, &lines, err))
        return false;
    residue_remove(a, &lines);
    text_judge(a, out, &lines);
    return make_blocks(a, &lines, out, err);
}

bool article_check_config(const struct config *config, struct error *err)
{
    struct arena a;
    struct selectors rules;
    arena_init(&a);
    bool ok = site_rules(&a, config, (struct span){0}, &rules, err);
    arena_finish(&a);
    return ok;
}

bool article_read(struct arena *a, const struct config *config, const struct page *page, struct article *out,
                  struct error *err)
{
    *out = (struct article){.url = page->url};
    bool read = false;
    switch (page->kind) {
    case PAGE_HTML:
        read = read_html(a, config, page, out, err);
        break;
    case PAGE_MARKDOWN:
        read = read_markdown(a, config, page, out, err);
        break;
    case PAGE_TEXT:
        read = read_text(a, config, page, out, err);
        break;
    }
    if (!out->language.n)
        out->language = page->language;
    return read;
}
