/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/scripter.h"

#include <stdlib.h>

#include "script/lexicons.h"
#include "script/safe.h"
#include "script/sentence.h"

struct scripter {
    struct arena arena;
    struct tongue *tongues; /* in language_at's order */
    size_t ntongues;
    struct lexicons lexicons;
};

struct scripter *scripter_create(const struct config *config, struct error *err)
{
    struct scripter *s = calloc(1, sizeof *s);
    if (!s)
        memory_exhausted();
    arena_init(&s->arena);
    s->tongues = arena_alloc(&s->arena, language_count() * sizeof *s->tongues);
    bool good = lexicons_load(&s->arena, config, &s->lexicons, err);
    for (size_t i = 0; good && i < language_count(); i++) {
        struct tongue *tongue = &s->tongues[s->ntongues++];
        good = tongue_init(tongue, &s->arena, language_at(i), err);
        tongue->emoji = config->emoji;
    }
    if (good)
        return s;
    scripter_destroy(s);
    return NULL;
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

struct tongue scripter_tongue(const struct scripter *s, struct span language, const struct lexicon *author)
{
    const struct language *wanted = language_for(language);
    size_t i = 0;
    while (i + 1 < s->ntongues && s->tongues[i].language != wanted)
        i++;
    struct tongue tongue = s->tongues[i];
    tongue.lexicons[LEXICON_STANDING] = lexicons_for(&s->lexicons, language);
    if (author && same_language(author->language, language))
        tongue.lexicons[LEXICON_AUTHOR] = author;
    return tongue;
}

const struct lexicon *script_lexicon(struct arena *a, const struct config *config, struct span bytes,
                                     struct span name, struct span language, struct error *err)
{
    struct lexicon *lexicon = arena_alloc(a, sizeof *lexicon);
    const struct lexicon_file file = {bytes, name, language};
    const struct lexicon_limits limits = lexicon_limits(config);
    return lexicon_read(a, &limits, &file, lexicon, ERROR_LEXICON, err) ? lexicon : NULL;
}

struct span *script_sentences(const struct scripter *s, struct arena *a, struct span language,
                              struct span text, size_t *count)
{
    return sentences_of(a, scripter_tongue(s, language, NULL).language->splitting, text, count);
}

struct span script_line(const struct scripter *s, struct arena *a, struct span language,
                        const struct lexicon *lexicon, struct span line)
{
    const struct tongue tongue = scripter_tongue(s, language, lexicon);
    struct span text = utf8_compose(a, line);
    struct safe_piece pieces[SAFE_PIECES];
    struct buf out = BUF_EMPTY;
    struct wording wording;
    struct memory memory;
    size_t count;
    struct span *sentences = sentences_of(a, tongue.language->splitting, text, &count);
    memory_init(&memory, a, tongue.language, language);
    memory_note(&memory, tongue.dictionary, text);
    wording_init(&wording, a);
    for (size_t i = 0; i < count; i++) {
        size_t from = (size_t)(sentences[i].p - text.p);
        sentence_say(&tongue, &memory, text, from, from + sentences[i].n, &wording);
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
