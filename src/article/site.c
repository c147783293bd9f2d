/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/site.h"

enum { EFFECT_DROP = 1, EFFECT_KEEP = 2, SETTING_BYTES_MAX = 64 * 1024 };

static const double BODY_AT_LEAST = 0.5; /* of the page's prose: only one of several can hold it */

struct setting {
    const char *name;
    struct span text;
    unsigned effect;
};

static bool fail(const struct setting *s, struct span where, const char *what, struct error *err)
{
    return error_set(err, ERROR_CONFIG, "%s: column %zu: %s", s->name, (size_t)(where.p - s->text.p) + 1,
                     what);
}

/* Takes the next entry off *rest; a semicolon in quotation marks is none. */
static bool next_entry(struct span *rest, struct span *entry)
{
    char quote = '\0';
    size_t n = 0;
    if (rest->n == 0)
        return false;
    for (; n < rest->n && (quote || rest->p[n] != ';'); n++) {
        char c = rest->p[n];
        if (quote ? c == quote : c == '"' || c == '\'')
            quote = quote ? '\0' : c;
    }
    *entry = span_trim(span_slice(*rest, 0, n));
    *rest = span_slice(*rest, n + 1, rest->n);
    return true;
}

static bool is_host(struct arena *a, struct span host)
{
    struct span canonical;
    if (span_is(host, "*"))
        return true;
    if (span_starts(host, "*."))
        host = span_slice(host, 2, host.n);
    return page_url_canonical(a, arena_printf(a, "http://%.*s/", (int)host.n, host.p), &canonical, NULL);
}

/* "HOST SELECTORS". Entries for other sites are parsed, too, and thrown away: a mistake is found at start. */
static bool add_entry(struct arena *a, const struct setting *s, struct span entry, struct span url,
                      struct selectors *out, struct error *err)
{
    size_t n = 0;
    while (n < entry.n && entry.p[n] != ' ' && entry.p[n] != '\t')
        n++;
    struct span host = span_slice(entry, 0, n), list = span_slice(entry, n, entry.n);
    bool any = span_is(host, "*");
    if (!is_host(a, host))
        return fail(s, host, "a host is wanted (blog.example.com, *.example.com, or * for every page)", err);
    if (!span_trim(list).n)
        return fail(s, list, "selectors are wanted behind the host", err);
    struct selectors others = {0};
    struct error inner = {0};
    bool ours = any || (url.n && page_site_allowed(host, url));
    if (selectors_add(a, ours ? out : &others, s->text, list, s->effect, &inner))
        return true;
    return error_set(err, inner.code, "%s: %.200s", s->name, inner.detail);
}

bool site_rules(struct arena *a, const struct config *config, struct span url, struct selectors *out,
                struct error *err)
{
    const struct setting settings[] = {{"drop", span_of(config->drop), EFFECT_DROP},
                                       {"keep", span_of(config->keep), EFFECT_KEEP}};
    struct span canonical = {0}, entry;
    *out = (struct selectors){0};
    for (size_t i = 0; i < COUNT_OF(settings); i++) {
        const struct setting *s = &settings[i];
        if (s->text.n > SETTING_BYTES_MAX)
            return error_set(err, ERROR_CONFIG, "%s: more than %d bytes", s->name, SETTING_BYTES_MAX);
        if (s->text.n && url.n && !canonical.n && !page_url_canonical(a, url, &canonical, NULL))
            url = canonical = (struct span){0};
        for (struct span rest = s->text; next_entry(&rest, &entry);)
            if (entry.n && !add_entry(a, s, entry, canonical, out, err))
                return false;
    }
    return true;
}

void site_mark(struct arena *a, const struct selectors *rules, struct tree *tree)
{
    if (rules->ngroups == 0)
        return;
    const uint8_t *effects = selectors_match(a, rules, tree);
    for (uint32_t i = 0; i < tree->nnodes; i++) {
        struct node *node = &tree->nodes[i];
        node->kept = effects[i] & EFFECT_KEEP;
        if (effects[i] & EFFECT_DROP && tag_flows[node->tag] != FLOW_SKIP)
            node->tag = tag_flows[node->tag] == FLOW_BLOCK ? TAG_DROPPED_BLOCK : TAG_DROPPED_INLINE;
    }
}

uint32_t site_body(const struct tree *tree, const double *mass, uint32_t body)
{
    double half = BODY_AT_LEAST * mass[tree->nnodes];
    uint32_t best = body;
    for (uint32_t i = 0; i < tree->nnodes; i++) {
        if (!tree->nodes[i].kept)
            continue;
        double held = mass[tree->nodes[i].end] - mass[i];
        if (tree_inside(tree, body, i) || (held > 0 && held >= half))
            best = i;
    }
    return best;
}

void site_keep(struct arena *a, const struct tree *tree, uint32_t body, struct lines *lines)
{
    bool *keeps = arena_alloc(a, tree->nnodes * sizeof *keeps);
    for (uint32_t i = 0; i < tree->nnodes; i++)
        keeps[i] = keeps[tree->nodes[i].parent] || (tree->nodes[i].kept && !tree_inside(tree, body, i));
    for (size_t i = 0; i < lines->nlines; i++) {
        struct line *line = &lines->lines[i];
        if (keeps[line->node] && !(line->marks & MARK_HIDDEN))
            line_keep(line, "site rule");
        if (line->kept && line->kind == BLOCK_FIGURE)
            line->kind = BLOCK_PARAGRAPH;
    }
}
