/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A script across the process boundary. The reader trusts nothing: whatever it lets through keeps every
 * promise of script.h, so that later stages need not check. */
#include "script/safe.h"
#include "script/script.h"

enum {
    TOKEN_BYTES = 16,
    UTTERANCE_WIRE_BYTES = 24,
    SEGMENT_BYTES = 24,
    PAUSE_MS_MOST = 60000,
    LANGUAGE_BYTES = 40
};

static void put_segment(const struct segment *s, struct buf *message)
{
    wire_put_u32(message, (uint32_t)(s->block + 1)); /* the title is 0 */
    wire_put_span(message, s->language);
    wire_put_span(message, s->voice);
    wire_put_span(message, s->spoken);
    wire_put_u32(message, (uint32_t)s->ntokens);
    for (size_t i = 0; i < s->ntokens; i++) {
        wire_put_u32(message, s->tokens[i].spoken_at);
        wire_put_u32(message, s->tokens[i].spoken_bytes);
        wire_put_u32(message, s->tokens[i].source_at);
        wire_put_u32(message, s->tokens[i].source_bytes);
    }
    wire_put_u32(message, (uint32_t)s->nutterances);
    for (size_t i = 0; i < s->nutterances; i++) {
        const struct utterance *u = &s->utterances[i];
        wire_put_u32(message, u->spoken_at);
        wire_put_u32(message, u->spoken_bytes);
        wire_put_u32(message, u->token);
        wire_put_u32(message, u->ntokens);
        wire_put_u32(message, u->pause_ms);
        wire_put_u32(message, u->sentence);
    }
}

void script_put(const struct script *script, struct buf *message)
{
    wire_put_u32(message, (uint32_t)script->nsegments);
    for (size_t i = 0; i < script->nsegments; i++)
        put_segment(&script->segments[i], message);
}

static bool inside(uint32_t at, uint32_t bytes, size_t limit)
{
    return at <= limit && bytes <= limit - at;
}

/* In order, inside their texts; a source span is the one before or lies behind it. */
static bool tokens_good(const struct segment *s, size_t written_bytes)
{
    for (size_t i = 0; i < s->ntokens; i++) {
        const struct token *t = &s->tokens[i], *before = i ? t - 1 : NULL;
        if (t->spoken_bytes == 0 || !inside(t->spoken_at, t->spoken_bytes, s->spoken.n) ||
            !inside(t->source_at, t->source_bytes, written_bytes))
            return false;
        if (!before)
            continue;
        bool same = t->source_at == before->source_at && t->source_bytes == before->source_bytes;
        if (t->spoken_at < before->spoken_at + before->spoken_bytes ||
            (!same && t->source_at < before->source_at + before->source_bytes))
            return false;
    }
    return true;
}

static bool utterance_good(const struct segment *s, const struct utterance *u, uint32_t spoken_end,
                           uint32_t token)
{
    if (u->spoken_at < spoken_end || u->spoken_bytes == 0 || u->spoken_bytes > UTTERANCE_BYTES ||
        !inside(u->spoken_at, u->spoken_bytes, s->spoken.n) || u->token != token || u->ntokens == 0 ||
        !inside(u->token, u->ntokens, s->ntokens))
        return false;
    const struct token *first = &s->tokens[u->token], *last = first + u->ntokens - 1;
    return first->spoken_at >= u->spoken_at &&
           last->spoken_at + last->spoken_bytes <= u->spoken_at + u->spoken_bytes &&
           safe_check(s->language, span_slice(s->spoken, u->spoken_at, u->spoken_at + u->spoken_bytes));
}

static bool utterances_good(const struct segment *s)
{
    uint32_t spoken_end = 0, token = 0;
    for (size_t i = 0; i < s->nutterances; i++) {
        const struct utterance *u = &s->utterances[i];
        if (!utterance_good(s, u, spoken_end, token))
            return false;
        spoken_end = u->spoken_at + u->spoken_bytes;
        token += u->ntokens;
    }
    return s->nutterances > 0 && token == s->ntokens;
}

static bool language_good(struct span language)
{
    for (size_t i = 0; i < language.n; i++) {
        char c = language.p[i];
        if (!((c | 32) >= 'a' && (c | 32) <= 'z') && !(c >= '0' && c <= '9') && c != '-')
            return false;
    }
    return language.n > 0 && language.n <= LANGUAGE_BYTES;
}

static void get_tokens(struct arena *a, struct wire *w, struct segment *s)
{
    s->ntokens = wire_get_count(w, TOKEN_BYTES);
    s->tokens = arena_alloc(a, s->ntokens * sizeof *s->tokens);
    for (size_t i = 0; i < s->ntokens; i++) {
        s->tokens[i].spoken_at = wire_get_u32(w);
        s->tokens[i].spoken_bytes = wire_get_u32(w);
        s->tokens[i].source_at = wire_get_u32(w);
        s->tokens[i].source_bytes = wire_get_u32(w);
    }
}

static void get_utterances(struct arena *a, struct wire *w, struct segment *s)
{
    s->nutterances = wire_get_count(w, UTTERANCE_WIRE_BYTES);
    s->utterances = arena_alloc(a, s->nutterances * sizeof *s->utterances);
    for (size_t i = 0; i < s->nutterances; i++) {
        struct utterance *u = &s->utterances[i];
        u->spoken_at = wire_get_u32(w);
        u->spoken_bytes = wire_get_u32(w);
        u->token = wire_get_u32(w);
        u->ntokens = wire_get_u32(w);
        u->pause_ms = wire_get_u32_max(w, PAUSE_MS_MOST);
        u->sentence = wire_get_u32_max(w, 1);
    }
}

static bool get_segment(struct arena *a, struct wire *w, const struct article *article, struct segment *s)
{
    s->block = (int)wire_get_u32_max(w, (uint32_t)article->nblocks) - 1;
    s->language = arena_copy(a, wire_get_span(w));
    s->voice = arena_copy(a, wire_get_span(w));
    s->spoken = arena_copy(a, wire_get_span(w));
    get_tokens(a, w, s);
    get_utterances(a, w, s);
    if (w->bad)
        return false;
    size_t written = s->block == SEGMENT_TITLE ? article->title.n : article->blocks[s->block].text.n;
    struct span voice = s->block == SEGMENT_TITLE ? (struct span){0} : article->blocks[s->block].voice;
    return language_good(s->language) && span_equal(s->voice, voice) && tokens_good(s, written) &&
           utterances_good(s);
}

bool script_get(struct arena *a, struct wire *w, const struct article *article, struct script *out)
{
    out->nsegments = wire_get_count(w, SEGMENT_BYTES);
    out->segments = arena_alloc(a, out->nsegments * sizeof *out->segments);
    for (size_t i = 0; i < out->nsegments && !w->bad; i++) {
        bool ordered = get_segment(a, w, article, &out->segments[i]) &&
                       (i == 0 || out->segments[i].block >= out->segments[i - 1].block);
        w->bad |= !ordered;
    }
    w->bad |= out->nsegments == 0;
    return !w->bad;
}
