/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An event names a character of its word, or of the word before when the engine spoke both as one ("to be");
 * then that word has two events and the second word none, or both have one ("in the"). A number in digits has
 * several. So: a token's first event is its time; what it has beyond that goes to tokens behind it that have
 * none; tokens still without a time share the gap by their letters. */
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
    size_t token = nevents ? token_at(tokens, ntokens, 0, events[0].spoken_at) : 0;
    for (size_t i = 0, next_token; i < nevents; token = next_token) {
        known[token] = (int64_t)events[i++].frame;
        size_t extra = i;
        next_token = ntokens;
        while (i < nevents && next_token == ntokens) {
            size_t named = token_at(tokens, ntokens, token, events[i].spoken_at);
            if (named > token)
                next_token = named;
            else
                i++;
        }
        size_t nextra = i - extra, ngap = next_token - token - 1, n = nextra < ngap ? nextra : ngap;
        for (size_t k = 0; k < n; k++)
            known[token + 1 + k] = (int64_t)events[i - n + k].frame;
    }
}

static size_t weight(const struct token *token)
{
    return token->spoken_bytes + 1; /* the space is a little time too */
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

static void fill_gaps(const struct token *tokens, size_t ntokens, int64_t end, int64_t *known)
{
    for (size_t i = 0, next; i < ntokens; i = next) {
        for (next = i + 1; next < ntokens && known[next] == UNKNOWN;)
            next++;
        share_gap(tokens, i, next, next < ntokens ? known[next] : end, known);
    }
}

void marks_lay(struct arena *a, const struct segment *segment, const struct utterance *utterance,
               const struct engine_output *spoken, size_t begun, struct mark *marks)
{
    const struct token *tokens = segment->tokens + utterance->token;
    size_t n = utterance->ntokens;
    int64_t end = (int64_t)spoken->nframes, least = (int64_t)begun;
    if (n == 0)
        return;
    int64_t *known = arena_alloc(a, n * sizeof *known);
    for (size_t i = 0; i < n; i++)
        known[i] = UNKNOWN;
    assign(tokens, n, spoken->events, spoken->nevents, known);
    known[0] = least;
    fill_gaps(tokens, n, end, known);
    for (size_t i = 0; i < n; i++) {
        /* Room for the tokens behind this one, so that all rise. */
        int64_t most = end - (int64_t)(n - i);
        int64_t frame = known[i] > most ? most : known[i];
        frame = frame < least ? least : frame;
        marks[i] = (struct mark){.token = utterance->token + (uint32_t)i, .frame = (uint32_t)frame};
        least = frame < end ? frame + 1 : frame;
    }
}
