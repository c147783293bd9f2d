/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A script across the process boundary. The reader trusts nothing: whatever it lets through keeps every
 * promise of script.h, so that later stages need not check. */
#include "script/phonemes.h"
#include "script/safe.h"
#include "script/script.h"

enum {
    TOKEN_BYTES = 16,
    UTTERANCE_WIRE_BYTES = 24,
    SEGMENT_BYTES = 24,
    REASON_BYTES = 32,
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

static void put_reason(const struct reason *r, struct buf *message)
{
    wire_put_u32(message, (uint32_t)(r->block + 1)); /* the title is 0 */
    wire_put_u32(message, r->class);
    wire_put_span(message, r->rule);
    wire_put_u32(message, r->source_at);
    wire_put_u32(message, r->source_bytes);
    wire_put_span(message, r->said);
    wire_put_u32(message, r->plain);
    wire_put_u32(message, r->safe);
}

void script_put(const struct script *script, struct buf *message)
{
    wire_put_u32(message, (uint32_t)script->nsegments);
    for (size_t i = 0; i < script->nsegments; i++)
        put_segment(&script->segments[i], message);
    wire_put_u32(message, (uint32_t)script->nreasons);
    for (size_t i = 0; i < script->nreasons; i++)
        put_reason(&script->reasons[i], message);
}

static bool inside(uint32_t at, uint32_t bytes, size_t limit)
{
    return at <= limit && bytes <= limit - at;
}

/* A token covers a word of phonemes or has none of its brackets. */
static bool token_whole(const struct segment *s, const struct token *t)
{
    struct span word = span_slice(s->spoken, t->spoken_at, t->spoken_at + t->spoken_bytes);
    bool bracket = span_find_byte(word, '[') < word.n || span_find_byte(word, ']') < word.n;
    return !bracket || phonemes_word(word) == word.n;
}

/* In order, inside their texts; a source span is the one before or lies behind it. */
static bool tokens_good(const struct segment *s, size_t written_bytes)
{
    for (size_t i = 0; i < s->ntokens; i++) {
        const struct token *t = &s->tokens[i], *before = i ? t - 1 : NULL;
        if (t->spoken_bytes == 0 || !inside(t->spoken_at, t->spoken_bytes, s->spoken.n) ||
            !inside(t->source_at, t->source_bytes, written_bytes) || !token_whole(s, t))
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

static struct span written_text(const struct article *article, int block)
{
    return block == SEGMENT_TITLE ? article->title : article->blocks[block].text;
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
    struct span voice = s->block == SEGMENT_TITLE ? (struct span){0} : article->blocks[s->block].voice;
    return language_good(s->language) && span_equal(s->voice, voice) &&
           tokens_good(s, written_text(article, s->block).n) && utterances_good(s);
}

static struct span get_line(struct arena *a, struct wire *w)
{
    struct span text = wire_get_span(w);
    size_t length;
    for (size_t i = 0; i < text.n; i += length)
        w->bad |= code_is_control(utf8_at(text, i, &length));
    w->bad |= !utf8_valid(text);
    return arena_copy(a, text);
}

/* They go to a terminal or into JSON, and no further. */
static void get_reason(struct arena *a, struct wire *w, const struct article *article, struct reason *r)
{
    r->block = (int)wire_get_u32_max(w, (uint32_t)article->nblocks) - 1;
    r->class = (enum reason_class)wire_get_u32_max(w, CLASSES - 1);
    r->rule = get_line(a, w);
    r->source_at = wire_get_u32(w);
    r->source_bytes = wire_get_u32(w);
    r->said = get_line(a, w);
    r->plain = wire_get_u32_max(w, 1);
    r->safe = wire_get_u32_max(w, 1);
    w->bad = w->bad || !inside(r->source_at, r->source_bytes, written_text(article, r->block).n);
}

static void get_reasons(struct arena *a, struct wire *w, const struct article *article, struct script *out)
{
    out->nreasons = wire_get_count(w, REASON_BYTES);
    out->reasons = arena_alloc(a, out->nreasons * sizeof *out->reasons);
    for (size_t i = 0; i < out->nreasons && !w->bad; i++) {
        get_reason(a, w, article, &out->reasons[i]);
        const struct reason *r = &out->reasons[i], *before = i ? r - 1 : NULL;
        w->bad |= before && (r->block < before->block ||
                             (r->block == before->block && r->source_at < before->source_at));
    }
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
    get_reasons(a, w, article, out);
    return !w->bad;
}
