/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/scripter.h"

#include <stdlib.h>

#include "script/lexicon.h"
#include "script/safe.h"
#include "script/sentence.h"

enum { LEXICON_BYTES_MOST = 4 * 1024 * 1024 };

struct scripter {
    struct arena arena;
    struct tongue *tongues; /* in language_at's order */
    size_t ntongues;
};

/* A language need not have a file; one that is there must be right. */
static bool load_lexicon(struct scripter *s, const struct config *config, struct tongue *tongue,
                         struct error *err)
{
    struct buf path = BUF_EMPTY, text = BUF_EMPTY;
    bool good = true;
    char name[64];
    if (!tongue->language->code[0])
        return true;
    snprintf(name, sizeof name, "voices/lexicon/%s.lex", tongue->language->code);
    if (config_data_path(config, name, &path, NULL))
        good = file_read(path.p, LEXICON_BYTES_MOST, &text, err) &&
               lexicon_read(&s->arena, buf_span(&text), path.p, tongue->dictionary, err);
    buf_finish(&path);
    buf_finish(&text);
    return good;
}

struct scripter *scripter_create(const struct config *config, struct error *err)
{
    struct scripter *s = calloc(1, sizeof *s);
    if (!s)
        memory_exhausted();
    arena_init(&s->arena);
    s->tongues = arena_alloc(&s->arena, language_count() * sizeof *s->tongues);
    for (size_t i = 0; i < language_count(); i++) {
        struct tongue *tongue = &s->tongues[s->ntongues++];
        if (!tongue_init(tongue, &s->arena, language_at(i), err) || !load_lexicon(s, config, tongue, err)) {
            scripter_destroy(s);
            return NULL;
        }
        tongue->emoji = config->emoji;
    }
    return s;
}

void scripter_destroy(struct scripter *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->ntongues; i++)
        tongue_finish(&s->tongues[i]);
    arena_finish(&s->arena);
    free(s);
}

const struct tongue *scripter_tongue(const struct scripter *s, struct span language)
{
    const struct language *wanted = language_for(language);
    for (size_t i = 0; i < s->ntongues; i++)
        if (s->tongues[i].language == wanted)
            return &s->tongues[i];
    return &s->tongues[0];
}

struct span *script_sentences(const struct scripter *s, struct arena *a, struct span language,
                              struct span text, size_t *count)
{
    return sentences_of(a, scripter_tongue(s, language)->language->splitting, text, count);
}

struct span script_line(const struct scripter *s, struct arena *a, struct span language, struct span line)
{
    const struct tongue *tongue = scripter_tongue(s, language);
    struct span text = utf8_compose(a, line);
    struct safe_piece pieces[SAFE_PIECES];
    struct buf out = BUF_EMPTY;
    struct wording wording;
    struct memory memory;
    size_t count;
    struct span *sentences = sentences_of(a, tongue->language->splitting, text, &count);
    memory_init(&memory, a, tongue->language, language);
    memory_note(&memory, tongue->dictionary, text);
    wording_init(&wording, a);
    for (size_t i = 0; i < count; i++) {
        size_t from = (size_t)(sentences[i].p - text.p);
        sentence_say(tongue, &memory, text, from, from + sentences[i].n, &wording);
    }
    for (size_t w = 0; w < wording.n; w++) {
        size_t n = wording_safe(&wording, w, language, pieces);
        for (size_t p = 0; p < n; p++) {
            if (out.n)
                buf_add_byte(&out, ' ');
            buf_add(&out, pieces[p].bytes, pieces[p].n);
        }
        if (wording.words[w].after && n)
            buf_add_byte(&out, wording.words[w].after);
    }
    struct span spoken = arena_copy(a, buf_span(&out));
    wording_finish(&wording);
    buf_finish(&out);
    return spoken;
}
