/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/article.h"

#include "article/annotation.h"
#include "article/body.h"
#include "article/judge.h"
#include "article/markdown.h"
#include "article/metadata.h"
#include "article/order.h"
#include "article/policy.h"
#include "article/residue.h"
#include "article/site.h"
#include "article/text.h"
#include "article/verdict.h"
#include "article/witness.h"

const char *const block_kind_names[BLOCK_KINDS] = {
    [BLOCK_HEADING] = "heading", [BLOCK_PARAGRAPH] = "paragraph", [BLOCK_ITEM] = "item",
    [BLOCK_QUOTE] = "quote",     [BLOCK_CODE] = "code",           [BLOCK_TABLE] = "table",
    [BLOCK_FIGURE] = "figure",
};

/* A page on its way to an article. */
struct reading {
    struct arena *arena;
    const struct config *config;
    const struct page *page;
    bool explain;
    struct tree tree; /* without nodes for plain text */
    struct orders orders;
    struct lines lines;
    struct span rule; /* of lines that are read because nothing speaks against them */
};

/* The lines that stay become the article's blocks. */
static void make_blocks(struct arena *a, const struct lines *lines, struct article *out)
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
            .lettered = line->lettered,
            .columns = line->columns,
            .header = line->header,
            .text = line->text,
            .language = foreign ? line->language : (struct span){0},
            .voice = line->voice,
            .annotations = line->annotations,
            .nannotations =
                annotations_move(line->annotations, line->nannotations, line->written, line->text),
        };
    }
}

static void explain_body(struct reading *r, uint32_t body, const char *how, struct article *out)
{
    struct span element = verdict_element(r->arena, &r->tree, body);
    r->rule = r->tree.fragment ? SPAN("whole source")
                               : arena_printf(r->arena, "in the body, %.*s", (int)element.n, element.p);
    verdict_add_page(r->arena, out,
                     arena_printf(r->arena, "the body is %.*s: %s", (int)element.n, element.p, how));
}

/* Parses under the site's rules and cuts into lines that know their marks. */
static bool read_lines(struct reading *r, struct span html, struct error *err)
{
    struct selectors rules;
    if (!site_rules(r->arena, r->config, r->page->url, &rules, err) ||
        !html_parse(r->arena, r->config, html, &rules.wanted, &r->tree, err))
        return false;
    if (orders_opt_out(&r->tree))
        return error_set(err, ERROR_OPTED_OUT, "<meta name=\"listenpost\" content=\"off\">");
    site_mark(r->arena, &rules, &r->tree);
    uint32_t *marks = mark_nodes(r->arena, &r->tree);
    r->orders = orders_read(r->arena, r->config, &r->tree);
    struct marked marked = {&r->tree, &r->orders, marks};
    if (!lines_read(r->arena, r->config, &marked, &r->lines, err))
        return false;
    body_mark(r->arena, &r->tree, marks, &r->lines);
    residue_remove(r->arena, &r->lines);
    return true;
}

static bool read_html(struct reading *r, struct article *out, struct error *err)
{
    const char *how = "a fragment is all article";
    struct arena *a = r->arena;
    if (!read_lines(r, r->page->text, err))
        return false;
    uint32_t body = r->tree.fragment ? 0 : body_find(a, &r->tree, &r->lines, &how);
    site_keep(a, &r->tree, body, &r->lines);
    struct span told = metadata_read(a, r->config, &r->tree, &r->lines, body, out);
    policy_judge(r->config, &r->lines);
    orders_judge(&r->orders, out->title, &r->lines);
    if (r->tree.fragment)
        judge_source(a, &r->tree, out, &r->lines);
    else
        judge_html(a, &r->tree, body, out, &r->lines);
    witness_hear(a, told, &r->lines);
    if (r->explain)
        explain_body(r, body, how, out);
    return true;
}

static bool read_markdown(struct reading *r, struct article *out, struct error *err)
{
    struct span html;
    if (!markdown_to_html(r->arena, r->config, r->page->text, out, &html, err) || !read_lines(r, html, err))
        return false;
    site_keep(r->arena, &r->tree, 0, &r->lines);
    policy_judge(r->config, &r->lines);
    orders_judge(&r->orders, out->title, &r->lines);
    judge_source(r->arena, &r->tree, out, &r->lines);
    r->rule = SPAN("whole source");
    if (r->explain)
        verdict_add_page(r->arena, out, SPAN("Markdown: the whole source is the article"));
    return true;
}

static bool read_text(struct reading *r, struct article *out, struct error *err)
{
    if (!text_lines(r->arena, r->config, r->page->text, &r->lines, err))
        return false;
    if (r->page->verbatim)
        return true;
    residue_remove(r->arena, &r->lines);
    text_judge(r->arena, out, &r->lines);
    r->rule = SPAN("in the stretch of sentences");
    if (r->explain)
        verdict_add_page(r->arena, out,
                         SPAN("plain text: the article is the stretch where sentences prevail"));
    return true;
}

static bool read_page(struct reading *r, struct article *out, struct error *err)
{
    static bool (*const readers[])(struct reading *, struct article *, struct error *) = {
        [PAGE_HTML] = read_html, [PAGE_MARKDOWN] = read_markdown, [PAGE_TEXT] = read_text};
    *out = (struct article){.url = r->page->url};
    if (!readers[r->page->kind](r, out, err))
        return false;
    make_blocks(r->arena, &r->lines, out);
    if (r->explain)
        verdicts_take(r->arena, &r->tree, &r->lines, r->rule, out);
    if (!out->language.n)
        out->language = r->page->language;
    return r->explain || out->nblocks ||
           error_set(err, ERROR_NO_ARTICLE, "%zu lines, none of them article", r->lines.nlines);
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
    struct reading r = {.arena = a, .config = config, .page = page};
    return read_page(&r, out, err);
}

bool article_explain(struct arena *a, const struct config *config, const struct page *page,
                     struct article *out, struct error *err)
{
    struct reading r = {.arena = a, .config = config, .page = page, .explain = true};
    return read_page(&r, out, err);
}
