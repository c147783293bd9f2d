/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/lexicons.h"

#include <dirent.h>
#include <stdlib.h>

static struct span primary(struct span tag)
{
    size_t n = 0;
    while (n < tag.n && tag.p[n] != '-' && tag.p[n] != '_')
        n++;
    return span_slice(tag, 0, n);
}

bool same_language(struct span a, struct span b)
{
    return a.n && span_equal_nocase(primary(a), primary(b));
}

const struct lexicon *lexicons_for(const struct lexicons *l, struct span language)
{
    for (size_t i = 0; i < l->n; i++)
        if (same_language(l->list[i].language, language))
            return &l->list[i];
    return NULL;
}

/* Behind those of its language that were read before. */
static void take(struct arena *a, struct lexicons *l, const struct lexicon *lexicon)
{
    size_t i = 0;
    while (i < l->n && !same_language(l->list[i].language, lexicon->language))
        i++;
    if (i == l->n) {
        l->list = arena_grow(a, l->list, l->n, &l->capacity, sizeof *l->list);
        lexicon_init(&l->list[l->n], a);
        l->list[l->n++].language = lexicon->language;
    }
    lexicon_add_all(&l->list[i], lexicon);
}

static bool read_file(struct arena *a, const struct lexicon_limits *limits, const char *path,
                      struct span language, struct lexicons *l, struct error *err)
{
    struct buf text = BUF_EMPTY;
    struct lexicon lexicon;
    bool good = file_read(path, (size_t)limits->bytes, &text, err) ||
                error_set(err, ERROR_CONFIG, "%s: missing, or larger than lexicon_max_bytes", path);
    struct lexicon_file file = {arena_copy(a, buf_span(&text)), span_of(path), language};
    good = good && lexicon_read(a, limits, &file, &lexicon, ERROR_CONFIG, err);
    if (good)
        take(a, l, &lexicon);
    buf_finish(&text);
    return good;
}

static bool read_sites(struct arena *a, const struct config *config, struct lexicons *l, struct error *err)
{
    const struct lexicon_limits limits = lexicon_limits(config);
    struct span rest = span_of(config->site_lexicons), one;
    while (span_split(&rest, ',', &one)) {
        one = span_trim(one);
        if (one.n && !read_file(a, &limits, arena_string(a, one), span_of(config->default_lang), l, err))
            return false;
    }
    return true;
}

static int is_lexicon(const struct dirent *entry)
{
    struct span name = span_of(entry->d_name);
    return name.p[0] != '.' && (span_ends(name, ".lex") || span_ends(name, ".pls"));
}

/* In the order of their names: the same on every machine. */
static bool read_ours(struct arena *a, const struct config *config, struct lexicons *l, struct error *err)
{
    static const struct lexicon_limits none = {INT32_MAX, INT32_MAX, INT32_MAX};
    struct buf folder = BUF_EMPTY;
    struct dirent **names = NULL;
    bool good = true;
    int n = config_data_path(config, "voices/lexicon", &folder, NULL)
                ? scandir(folder.p, &names, is_lexicon, alphasort)
                : 0;
    for (int i = 0; i < n; i++) {
        struct span name = span_of(names[i]->d_name);
        struct span path = arena_printf(a, "%s/%s", folder.p, names[i]->d_name);
        struct span language = arena_copy(a, span_slice(name, 0, span_find_byte(name, '.')));
        good = good && read_file(a, &none, path.p, language, l, err);
        free(names[i]);
    }
    free(names);
    buf_finish(&folder);
    return good;
}

bool lexicons_load(struct arena *a, const struct config *config, struct lexicons *out, struct error *err)
{
    struct lexeme first, again; /* the site's word for it, and ours */
    *out = (struct lexicons){0};
    if (!read_sites(a, config, out, err) || !read_ours(a, config, out, err))
        return false;
    for (size_t i = 0; i < out->n; i++)
        lexicon_seal(&out->list[i], &first, &again);
    return true;
}
