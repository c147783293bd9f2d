/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "speech/text.h"


enum {
    SAFEST_WORD = 18,    /* characters; the engine's buffers overflow on words of hundreds */
    SAFEST_REPEATS = 2,  /* of one letter in a row */
    SAFEST_CALL = 60,    /* bytes after which the next space ends the call */
    PLAIN_CALL = 1 << 20 /* never: a whole utterance is one call */
};

struct writer {
    struct engine_text *texts;
    size_t ntexts, bytes; /* calls begun; bytes in the last one */
    size_t word, repeats; /* letters since a space; how often the last one came in a row */
    uint32_t last;
};

static void put(struct writer *w, uint32_t code, uint32_t source)
{
    struct engine_text *t = &w->texts[w->ntexts - 1];
    w->bytes += utf8_encode(code, t->text + w->bytes);
    t->source[t->ncharacters++] = source;
    w->last = code;
}

/* Below U+0020 lie the engine's command bytes, above U+FFFF four emoji that break its memory; no voice speaks
 * either. */
static uint32_t plain(uint32_t code)
{
    return code_is_control(code) || code == UTF8_REPLACEMENT || code > 0xFFFF || code == '[' || code == ']'
               ? ' '
               : code;
}

static bool is_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

static void put_safest(struct writer *w, uint32_t code, uint32_t source)
{
    bool kept = is_digit(code) || (code <= 0xFFFF && (code_is_letter(code) || code_is_mark(code)));
    code = kept ? code : ' ';
    if (code == ' ' && w->last == ' ')
        return;
    w->repeats = code == w->last ? w->repeats + 1 : 1;
    if (w->repeats > SAFEST_REPEATS && !is_digit(code))
        return;
    if (code != ' ' && w->word == SAFEST_WORD) {
        put(w, ' ', source);
        w->word = 0;
    }
    w->word = code == ' ' ? 0 : w->word + 1;
    put(w, code, source);
}

static void put_phonemes(struct writer *w, struct span word, uint32_t source)
{
    for (size_t i = 0; i < word.n; i++)
        put(w, (unsigned char)word.p[i], source);
    w->texts[w->ntexts - 1].phonemes = true;
}

static void begin_call(struct writer *w, struct arena *a, size_t bytes_left)
{
    /* The safest form adds at most one space to SAFEST_WORD characters. */
    size_t room = bytes_left + bytes_left / SAFEST_WORD + 8;
    struct engine_text *t = &w->texts[w->ntexts++];
    t->text = arena_alloc(a, room);
    t->source = arena_alloc(a, room * sizeof *t->source);
    w->bytes = 0;
    w->last = ' ';
    w->word = w->repeats = 0;
}

struct engine_text *engine_texts(struct arena *a, const struct segment *segment,
                                 const struct utterance *utterance, bool safest, size_t *count)
{
    uint32_t at = utterance->spoken_at, end = at + utterance->spoken_bytes;
    size_t call_bytes = safest ? SAFEST_CALL : PLAIN_CALL;
    struct writer w = {.texts =
                           arena_alloc(a, (utterance->spoken_bytes / SAFEST_CALL + 1) * sizeof *w.texts)};
    struct span spoken = span_slice(segment->spoken, at, end);
    begin_call(&w, a, spoken.n);
    for (size_t i = 0, length; i < spoken.n; i += length) {
        uint32_t code = utf8_at(spoken, i, &length), source = at + (uint32_t)i;
        size_t phonemes = w.last == ' ' ? phonemes_word(span_slice(spoken, i, spoken.n)) : 0;
        if (phonemes) {
            put_phonemes(&w, span_slice(spoken, i, i + phonemes), source);
            length = phonemes;
        } else if (safest)
            put_safest(&w, code, source);
        else
            put(&w, plain(code), source);
        if (w.last == ' ' && w.bytes >= call_bytes && i + length < spoken.n)
            begin_call(&w, a, spoken.n - i - length);
    }
    *count = w.ntexts;
    return w.texts;
}
