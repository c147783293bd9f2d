/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/mapped.h"

#include <string.h>

#include "script/safe.h"

static bool boundary(struct span text, size_t at)
{
    return at == text.n || (at < text.n && ((unsigned char)text.p[at] & 0xC0) != 0x80);
}

/* The bytes behind a source that lies behind 'before' or is the same; tells of one that does not. */
static bool source_follows(struct span text, uint32_t at, uint32_t bytes, const struct token *before)
{
    size_t end = (size_t)at + bytes;
    bool same = before && at == before->source_at && bytes == before->source_bytes;
    bool behind = !before || at >= before->source_at + before->source_bytes;
    return check_true(end <= text.n) && check_true(same || behind) &&
           check_true(boundary(text, at) && boundary(text, end));
}

/* Between words stand marks and spaces, nothing that is heard as a word. */
static bool only_marks(struct span spoken, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (!strchr(" ,;:.?!", spoken.p[i]))
            return false;
    return true;
}

/* Phonemes stand for words that we know, never for brackets in the text. */
static bool brackets_hold(const struct segment *s, const struct token *t, struct span text)
{
    struct span source = span_slice(text, t->source_at, t->source_at + t->source_bytes);
    return s->spoken.p[t->spoken_at] != '[' || check_number(span_find_byte(source, '['), source.n);
}

static bool words_hold(const struct segment *s)
{
    size_t end = 0;
    for (size_t i = 0; i < s->ntokens; i++) {
        const struct token *t = &s->tokens[i];
        if (!check_true(t->spoken_at >= end && only_marks(s->spoken, end, t->spoken_at)))
            return false;
        end = (size_t)t->spoken_at + t->spoken_bytes;
    }
    return check_true(only_marks(s->spoken, end, s->spoken.n));
}

static bool utterances_hold(const struct segment *s)
{
    size_t token = 0;
    for (size_t i = 0; i < s->nutterances; i++) {
        const struct utterance *u = &s->utterances[i];
        struct span said = span_slice(s->spoken, u->spoken_at, u->spoken_at + u->spoken_bytes);
        if (!check_true(u->token == token && said.n <= UTTERANCE_BYTES && safe_check(s->language, said)))
            return false;
        token += u->ntokens;
    }
    return check_number(token, s->ntokens);
}

/* The reasons of one block, and how far they and the tokens have come in its text. */
struct walk {
    struct span text;
    const struct reason *reasons;
    size_t nreasons, next; /* next: of the reasons that no token was found for */
    struct token last;
    bool begun;
};

static bool segment_holds(struct walk *w, const struct segment *s)
{
    for (size_t i = 0; i < s->ntokens; i++) {
        const struct token *t = &s->tokens[i];
        if (!source_follows(w->text, t->source_at, t->source_bytes, w->begun ? &w->last : NULL))
            return false;
        w->last = *t;
        w->begun = true;
        while (w->next < w->nreasons && (w->reasons[w->next].source_at != t->source_at ||
                                         w->reasons[w->next].source_bytes != t->source_bytes))
            w->next++;
        if (!check_true(w->next < w->nreasons))
            return false;
        if (!brackets_hold(s, t, w->text))
            return false;
        check_true(t->source_bytes > 0 || w->reasons[w->next].class == CLASS_ANNOUNCEMENT ||
                   w->reasons[w->next].class == CLASS_NOTE);
    }
    return words_hold(s) && utterances_hold(s);
}

/* What is written between bytes from and to and belongs to no reason: white space and what is invisible. */
static bool nothing_between(struct span text, size_t from, size_t to)
{
    size_t length;
    for (size_t i = from; i < to; i += length) {
        uint32_t code = utf8_at(text, i, &length);
        if (!code_is_space(code) && !code_is_control(code)) {
            printf("  at byte %zu: '%.*s' belongs to nothing\n", i, (int)length, text.p + i);
            return false;
        }
    }
    return true;
}

static bool reasons_hold(const struct walk *w)
{
    struct token last = {0};
    for (size_t i = 0; i < w->nreasons; i++) {
        const struct reason *r = &w->reasons[i];
        size_t end = (size_t)last.source_at + last.source_bytes;
        if (!source_follows(w->text, r->source_at, r->source_bytes, i ? &last : NULL) ||
            !check_true(nothing_between(w->text, end, r->source_at)) || !check_true(r->rule.n > 0))
            return false;
        last.source_at = r->source_at;
        last.source_bytes = r->source_bytes;
    }
    return check_true(nothing_between(w->text, (size_t)last.source_at + last.source_bytes, w->text.n));
}

bool check_mapped(const struct article *article, const struct script *script)
{
    size_t segment = 0, reason = 0;
    bool title = script->nreasons && script->reasons[0].block == SEGMENT_TITLE, holds = true;
    for (int block = title ? SEGMENT_TITLE : 0; holds && block < (int)article->nblocks; block++) {
        struct walk w = {.text = block == SEGMENT_TITLE ? article->title : article->blocks[block].text,
                         .reasons = script->reasons + reason};
        for (; reason < script->nreasons && script->reasons[reason].block == block; reason++)
            w.nreasons++;
        for (; segment < script->nsegments && script->segments[segment].block == block; segment++)
            holds = holds && segment_holds(&w, &script->segments[segment]);
        holds = holds && reasons_hold(&w);
        if (!holds)
            printf("  in block %d: %.*s\n", block, (int)(w.text.n < 2000 ? w.text.n : 2000), w.text.p);
    }
    return holds && check_number(segment, script->nsegments) && check_number(reason, script->nreasons);
}
