/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/wording.h"

#include <assert.h>
#include <string.h>

#include "script/phonemes.h"

static const char strength[] = ",;:.!?"; /* rising */

void wording_init(struct wording *w, struct arena *a)
{
    *w = (struct wording){.arena = a};
}

void wording_finish(struct wording *w)
{
    buf_finish(&w->text);
}

void wording_clear(struct wording *w)
{
    buf_clear(&w->text);
    w->n = w->nreasons = 0;
}

void wording_begin(struct wording *w, size_t at, size_t bytes)
{
    w->source_at = (uint32_t)at;
    w->source_bytes = (uint32_t)bytes;
    if (!w->explains)
        return;
    w->reasons = arena_grow(w->arena, w->reasons, w->nreasons, &w->reasons_capacity, sizeof *w->reasons);
    w->reasons[w->nreasons++] = (struct because){
        .at = w->source_at, .bytes = w->source_bytes, .word = (uint32_t)w->n, .class = CLASS_WORD};
}

void wording_widen(struct wording *w, size_t bytes)
{
    if (bytes <= w->source_bytes)
        return;
    w->source_bytes = (uint32_t)bytes;
    if (w->nreasons)
        w->reasons[w->nreasons - 1].bytes = w->source_bytes;
}

void wording_because(struct wording *w, enum reason_class class, const char *rule)
{
    if (w->nreasons == 0)
        return;
    w->reasons[w->nreasons - 1].class = class;
    w->reasons[w->nreasons - 1].rule = rule;
}

void wording_explain(struct wording *w, size_t i, enum reason_class class, const char *rule)
{
    size_t k = w->nreasons;
    while (k > 0 && w->reasons[k - 1].word > i)
        k--;
    size_t end = k < w->nreasons ? w->reasons[k].word : w->n;
    if (k == 0 || w->reasons[k - 1].word != i || end != i + 1 || w->reasons[k - 1].rule)
        return;
    w->reasons[k - 1].class = class;
    w->reasons[k - 1].rule = rule;
}

struct span wording_word(const struct wording *w, size_t i)
{
    return span_slice(buf_span(&w->text), w->words[i].at, w->words[i].at + w->words[i].bytes);
}

void wording_add(struct wording *w, struct span word)
{
    if (word.n == 0)
        return;
    w->words = arena_grow(w->arena, w->words, w->n, &w->capacity, sizeof *w->words);
    w->words[w->n++] = (struct said){.at = (uint32_t)w->text.n,
                                     .bytes = (uint32_t)word.n,
                                     .source_at = w->source_at,
                                     .source_bytes = w->source_bytes};
    buf_add_span(&w->text, word);
}

void wording_add_letter(struct wording *w, struct span letter)
{
    wording_add(w, letter);
    w->words[w->n - 1].letter = true;
}

void wording_set_phonemes(struct wording *w, size_t i, struct span phonemes)
{
    assert(phonemes_good(phonemes));
    struct said *said = &w->words[i];
    said->at = (uint32_t)w->text.n;
    said->bytes = (uint32_t)phonemes.n;
    said->phonemes = true;
    said->letter = false;
    buf_add_span(&w->text, phonemes);
}

void wording_add_phonemes(struct wording *w, struct span phonemes)
{
    assert(phonemes_good(phonemes));
    wording_add(w, phonemes);
    w->words[w->n - 1].phonemes = true;
}

void wording_add_text(struct wording *w, struct span text)
{
    struct span word;
    while (span_split(&text, ' ', &word)) {
        if (word.n == 1 && strchr(strength, word.p[0]))
            wording_punctuate(w, word.p[0]);
        else if (phonemes_word(word) == word.n && word.n)
            wording_add_phonemes(w, span_slice(word, 2, word.n - 2));
        else if (span_is(word, "A"))
            wording_add_letter(w, word); /* ours has no article in capitals */
        else
            wording_add(w, word);
    }
}

void wording_punctuate(struct wording *w, char mark)
{
    if (w->n == 0)
        return;
    char *after = &w->words[w->n - 1].after;
    if (*after == 0 || strchr(strength, mark) > strchr(strength, *after))
        *after = mark;
}

void wording_breathe(struct wording *w, enum breath breath)
{
    wording_punctuate(w, ',');
    if (w->n && w->words[w->n - 1].breath < breath)
        w->words[w->n - 1].breath = (uint8_t)breath;
}

void wording_set_last(struct wording *w, struct span word)
{
    struct said *last = &w->words[w->n - 1];
    last->at = (uint32_t)w->text.n;
    last->bytes = (uint32_t)word.n;
    buf_add_span(&w->text, word);
}

/* An s behind these phonemes: buses, cats, dogs. Other endings have no sound of their own. */
static const char *ending_phonemes(struct span word, const char *ending)
{
    char last = word.p[word.n - 1];
    if (!strchr(ending, 's') || word.n + 2 > PHONEMES_BYTES)
        return "";
    return strchr("szSZ", last) ? "I2z" : strchr("ptkfT", last) ? "s" : "z";
}

void wording_extend_last(struct wording *w, const char *ending)
{
    struct said *last = &w->words[w->n - 1];
    struct span word = wording_word(w, w->n - 1);
    struct buf longer = BUF_EMPTY;
    if (last->phonemes)
        ending = ending_phonemes(word, ending);
    buf_add_span(&longer, word);
    buf_add_text(&longer, ending);
    wording_set_last(w, buf_span(&longer));
    buf_finish(&longer);
}

void wording_drop(struct wording *w, size_t n)
{
    w->n = n;
    for (size_t r = w->nreasons; r > 0 && w->reasons[r - 1].word >= n; r--) {
        w->reasons[r - 1].word = (uint32_t)n;
        w->reasons[r - 1].rule = "said already";
    }
}

size_t wording_safe(const struct wording *w, size_t i, struct span language,
                    struct safe_piece pieces[SAFE_PIECES])
{
    struct span word = wording_word(w, i);
    if (!w->words[i].phonemes)
        return safe_word(language, word, pieces);
    pieces[0].n = word.n + 4;
    memcpy(pieces[0].bytes, "[[", 2);
    memcpy(pieces[0].bytes + 2, word.p, word.n);
    memcpy(pieces[0].bytes + 2 + word.n, "]]", 2);
    return 1;
}
