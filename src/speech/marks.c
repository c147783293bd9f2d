/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An event names a character that lies in its word, or one word too early when the engine joined two ("to
 * be"), and a number in digits has several. So: the first event in a token is the token's time; a further one
 * belongs to the next token when that one has none; tokens still without a time share the gap by their
 * letters. */
#include "speech/marks.h"

enum { UNKNOWN = -1 };

static size_t token_at(const struct token *tokens, size_t ntokens, size_t from, uint32_t spoken_at)
{
    while (from + 1 < ntokens && tokens[from + 1].spoken_at <= spoken_at)
        from++;
    return from;
}

/* known[i]: frame of token i, or UNKNOWN. */
static void assign(const struct token *tokens, size_t ntokens, const struct engine_event *events,
                   size_t nevents, int64_t *known)
{
    size_t at = 0; /* the token the last event was given to */
    size_t named = 0;
    for (size_t i = 0; i < nevents; i++) {
        if (events[i].pause)
            continue;
        named = token_at(tokens, ntokens, named, events[i].spoken_at);
        if (named > at)
            at = named;
        else if (known[at] != UNKNOWN && at + 1 < ntokens)
            at++;
        if (known[at] == UNKNOWN)
            known[at] = (int64_t)events[i].frame;
    }
}

static size_t weight(const struct token *token)
{
    return token->spoken_bytes + 1; /* the space is a little time too */
}

/* Where speech before token 'to' ends: at a clause's end if one lies in between, else where the token begins.
 */
static int64_t gap_end(const struct engine_event *events, size_t nevents, int64_t from, int64_t to)
{
    for (size_t i = 0; i < nevents; i++)
        if (events[i].pause && (int64_t)events[i].frame > from && (int64_t)events[i].frame < to)
            return (int64_t)events[i].frame;
    return to;
}

static void share_gap(const struct token *tokens, size_t from, size_t to, int64_t end, int64_t *known)
{
    size_t all = 0, before = 0;
    for (size_t i = from; i < to; i++)
        all += weight(&tokens[i]);
    int64_t begin = known[from];
    for (size_t i = from; i < to; i++) {
        known[i] = begin + (end - begin) * (int64_t)before / (int64_t)all;
        before += weight(&tokens[i]);
    }
}

void marks_lay(struct arena *a, const struct segment *segment, const struct utterance *utterance,
               const struct engine_output *spoken, size_t begun, struct mark *marks)
{
    const struct engine_event *events = spoken->events;
    size_t nevents = spoken->nevents;
    const struct token *tokens = segment->tokens + utterance->token;
    size_t n = utterance->ntokens;
    int64_t begin = (int64_t)begun, end = (int64_t)spoken->nframes;
    int64_t *known = arena_alloc(a, (n + 1) * sizeof *known);
    for (size_t i = 0; i < n; i++)
        known[i] = UNKNOWN;
    assign(tokens, n, events, nevents, known);
    if (n && known[0] == UNKNOWN)
        known[0] = begin;
    for (size_t i = 0, next; i < n; i = next) {
        for (next = i + 1; next < n && known[next] == UNKNOWN;)
            next++;
        if (next > i + 1)
            share_gap(tokens, i, next, gap_end(events, nevents, known[i], next < n ? known[next] : end),
                      known);
    }
    int64_t least = begin;
    for (size_t i = 0; i < n; i++) {
        /* Room for the tokens behind this one, so that all rise. */
        int64_t most = end - (int64_t)(n - i);
        int64_t frame = known[i] > most ? most : known[i];
        frame = frame < least ? least : frame;
        marks[i] = (struct mark){.token = utterance->token + (uint32_t)i, .frame = (uint32_t)frame};
        least = frame < end ? frame + 1 : frame;
    }
}
