/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reasons of a sentence, and what became of its words behind the last gate. */
#include "script/writer.h"

/* The words [from, to) of the sentence as the engine gets them, with the marks between them. 'changed': the
 * safe form altered one. */
static struct span words_said(const struct writer *w, size_t from, size_t to, bool *changed)
{
    const struct wording *sentence = &w->wording;
    struct safe_piece pieces[SAFE_PIECES];
    struct buf text = BUF_EMPTY;
    for (size_t i = from; i < to; i++) {
        size_t n = segment_word(&w->maker, sentence, i, pieces);
        struct span word = wording_word(sentence, i);
        bool same = n == 1 && span_equal((struct span){pieces[0].bytes, pieces[0].n}, word);
        *changed |= !same && !sentence->words[i].phonemes;
        for (size_t p = 0; p < n; p++) {
            if (text.n)
                buf_add_byte(&text, ' ');
            buf_add(&text, pieces[p].bytes, pieces[p].n);
        }
        if (text.n && sentence->words[i].after && i + 1 < to)
            buf_add_byte(&text, sentence->words[i].after);
    }
    struct span copy = arena_copy(w->arena, buf_span(&text));
    buf_finish(&text);
    return copy;
}

static struct reason reason_of(const struct writer *w, size_t i)
{
    const struct because *because = &w->wording.reasons[i];
    size_t end = i + 1 < w->wording.nreasons ? because[1].word : w->wording.n;
    struct reason reason = {.block = w->block,
                            .class = because->class,
                            .rule = span_of(because->rule),
                            .source_at = because->at,
                            .source_bytes = because->bytes};
    reason.said = words_said(w, because->word, end, &reason.safe);
    reason.plain = !because->rule && !reason.safe;
    if (!because->rule)
        reason.rule = because->class != CLASS_WORD ? SPAN("mark")
                      : !reason.said.n             ? SPAN("letters without a sound")
                      : reason.safe                ? SPAN("safe form")
                                                   : SPAN("as written");
    return reason;
}

void writer_clear_sentence(struct writer *w)
{
    struct script *out = w->out;
    for (size_t i = 0; i < w->wording.nreasons; i++) {
        out->reasons =
            arena_grow(w->arena, out->reasons, out->nreasons, &w->reasons_capacity, sizeof *out->reasons);
        out->reasons[out->nreasons++] = reason_of(w, i);
    }
    wording_clear(&w->wording);
}

void writer_say_apart(struct writer *w, struct span text)
{
    bool explains = w->wording.explains;
    size_t nreasons = w->wording.nreasons;
    w->wording.explains = false;
    w->wording.nreasons = 0; /* nobody may decide on the expression that is there */
    sentence_say(w->tongue, &w->memory, text, 0, text.n, &w->wording);
    w->wording.nreasons = nreasons;
    w->wording.explains = explains;
}
