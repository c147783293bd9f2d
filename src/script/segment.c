/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/segment.h"

/* A word in safe form with all that its token needs. */
struct piece {
    uint32_t at, bytes; /* in pieces.text */
    uint32_t source_at, source_bytes;
    char after;
    uint8_t breath;
};

struct pieces {
    struct buf text;
    struct piece *list;
    size_t n, capacity;
};

static bool han(uint32_t code)
{
    return code >= 0x4E00 && code <= 0x9FFF;
}

/* The engine's English dictionary has "of a", "at a" and so on as one word each (these seven of the 2,500
 * commonest words), and takes the A of "of A.I" for that article. */
static bool takes_article(struct span word)
{
    static const char *const words[] = {"of", "that", "for", "at", "was", "not", "than"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (span_is_nocase(word, words[i]))
            return true;
    return false;
}

/* A.I as eigh-I; behind an apostrophe's letters the engine would say "dot", so there the dots become hyphens.
 */
static struct span spell_first_a(struct arena *a, struct span word)
{
    struct buf text = BUF_EMPTY;
    bool hyphens = span_find_byte(word, '\'') < word.n;
    buf_add_text(&text, "eigh-");
    struct span rest = span_slice(word, 2, word.n);
    for (size_t i = 0; i < rest.n && !span_is(rest, "A"); i++)
        buf_add_byte(&text, hyphens && rest.p[i] == '.' ? '-' : rest.p[i]);
    if (span_is(rest, "A"))
        buf_add_text(&text, "eigh");
    struct span copy = arena_copy(a, buf_span(&text));
    buf_finish(&text);
    return copy;
}

/* A lone A is an article to the engine; "eigh" is how it says the letter's name. */
static struct span engine_spelling(const struct segment_maker *m, const struct wording *sentence, size_t w)
{
    const struct said *said = &sentence->words[w];
    struct span word = wording_word(sentence, w);
    if (said->letter && span_is(word, "A"))
        return SPAN("eigh");
    if (span_starts_nocase(m->language, "en") && (span_is(word, "AM") || span_is(word, "AD")))
        return span_is(word, "AM") ? SPAN("A.M") : SPAN("A.D"); /* words to the engine in short sentences */
    bool behind_article = w > 0 && !said[-1].after && takes_article(wording_word(sentence, w - 1));
    if (behind_article && span_starts_nocase(m->language, "en") && span_starts(word, "A.") && word.n > 2)
        return spell_first_a(m->arena, word);
    return word;
}

/* The engine would say "Chinese letter" for each. */
static bool only_named(struct span language, struct span word)
{
    size_t length;
    bool reads = span_starts_nocase(language, "zh") || span_starts_nocase(language, "ja") ||
                 span_starts_nocase(language, "cmn") || span_starts_nocase(language, "yue");
    return !reads && word.n && han(utf8_at(word, 0, &length));
}

size_t segment_word(const struct segment_maker *m, const struct wording *sentence, size_t w,
                    struct safe_piece pieces[SAFE_PIECES])
{
    if (sentence->words[w].phonemes)
        return wording_safe(sentence, w, m->language, pieces);
    struct span word = engine_spelling(m, sentence, w);
    return only_named(m->language, word) ? 0 : safe_word(m->language, word, pieces);
}

static void make_pieces(struct segment_maker *m, const struct wording *sentence, struct pieces *out)
{
    struct safe_piece safe[SAFE_PIECES];
    for (size_t w = 0; w < sentence->n; w++) {
        const struct said *said = &sentence->words[w];
        size_t n = segment_word(m, sentence, w, safe);
        for (size_t p = 0; p < n; p++) {
            out->list = arena_grow(m->arena, out->list, out->n, &out->capacity, sizeof *out->list);
            out->list[out->n++] = (struct piece){.at = (uint32_t)out->text.n,
                                                 .bytes = (uint32_t)safe[p].n,
                                                 .source_at = said->source_at,
                                                 .source_bytes = said->source_bytes,
                                                 .after = p + 1 == n ? said->after : 0,
                                                 .breath = p + 1 == n ? said->breath : BREATH_NONE};
            buf_add(&out->text, safe[p].bytes, safe[p].n);
        }
        if (n == 0 && said->after && out->n && !out->list[out->n - 1].after) {
            out->list[out->n - 1].after = said->after;
            out->list[out->n - 1].breath = said->breath;
        }
    }
}

static struct span piece_text(const struct pieces *pieces, size_t i)
{
    return span_slice(buf_span(&pieces->text), pieces->list[i].at,
                      pieces->list[i].at + pieces->list[i].bytes);
}

/* The engine's prosody ends with the clause: one that is spoken alone lasts as long and falls as far as
 * inside its sentence. So a rest of our own length costs nothing. Commas are left to the engine, whose rest
 * there follows the rate. */
static bool rests(const struct piece *piece)
{
    return piece->breath || piece->after == ';' || piece->after == ':';
}

static int rest_ms(const struct piece *piece, const struct pauses *pauses)
{
    const int breaths[] = {[BREATH_BRACKET] = pauses->bracket_ms,
                           [BREATH_DASH] = pauses->dash_ms,
                           [BREATH_ELLIPSIS] = pauses->ellipsis_ms};
    if (piece->breath)
        return breaths[piece->breath];
    return rests(piece) ? pauses->colon_ms : pauses->clause_ms;
}

static bool same_source(const struct piece *a, const struct piece *b)
{
    return a->source_at == b->source_at && a->source_bytes == b->source_bytes;
}

/* "twenty thirty" is not torn apart, unless it is all there is. */
static size_t expression_start(const struct pieces *pieces, size_t first, size_t i)
{
    size_t start = i;
    while (start > first && same_source(&pieces->list[start - 1], &pieces->list[i]))
        start--;
    return start > first ? start : i;
}

/* How many pieces from 'first' on are one call of the engine: up to a rest, or to the last clause that fits,
 * or to the last word. */
static size_t fitting(const struct pieces *pieces, size_t first)
{
    size_t bytes = 0, singles = 0, clause = first, clause_bytes = 0, i = first;
    for (; i < pieces->n; i++) {
        singles = safe_single(piece_text(pieces, i)) ? singles + 1 : 0;
        bytes += pieces->list[i].bytes + 2; /* a space before, perhaps a mark behind */
        if (bytes > UTTERANCE_BYTES || singles > SAFE_SINGLES)
            break;
        if (rests(&pieces->list[i]))
            return i + 1;
        if (pieces->list[i].after) {
            clause = i + 1;
            clause_bytes = bytes;
        }
    }
    if (i == pieces->n)
        return i;
    return clause_bytes > UTTERANCE_BYTES / 3 ? clause : expression_start(pieces, first, i);
}

static void add_utterance(struct segment_maker *m, const struct pieces *pieces, size_t from, size_t to)
{
    if (m->spoken.n)
        buf_add_byte(&m->spoken, ' ');
    struct utterance u = {.spoken_at = (uint32_t)m->spoken.n, .token = (uint32_t)m->ntokens};
    for (size_t i = from; i < to; i++) {
        const struct piece *piece = &pieces->list[i];
        if (i > from)
            buf_add_byte(&m->spoken, ' ');
        m->tokens = arena_grow(m->arena, m->tokens, m->ntokens, &m->tokens_capacity, sizeof *m->tokens);
        m->tokens[m->ntokens++] = (struct token){.spoken_at = (uint32_t)m->spoken.n,
                                                 .spoken_bytes = piece->bytes,
                                                 .source_at = piece->source_at,
                                                 .source_bytes = piece->source_bytes};
        buf_add_span(&m->spoken, piece_text(pieces, i));
        char after = piece->after                    ? piece->after
                     : i + 1 == to && to < pieces->n ? ','
                                                     : 0; /* the voice stays up */
        if (after)
            buf_add_byte(&m->spoken, after);
    }
    u.spoken_bytes = (uint32_t)(m->spoken.n - u.spoken_at);
    u.ntokens = (uint32_t)(m->ntokens - u.token);
    u.sentence = from == 0 && !(m->inside && m->nutterances > 0);
    m->utterances =
        arena_grow(m->arena, m->utterances, m->nutterances, &m->utterances_capacity, sizeof *m->utterances);
    m->utterances[m->nutterances++] = u;
}

void segment_add(struct segment_maker *m, const struct wording *sentence, const struct pauses *pauses,
                 int pause_ms)
{
    struct pieces pieces = {0};
    make_pieces(m, sentence, &pieces);
    for (size_t from = 0, to; from < pieces.n; from = to) {
        to = fitting(&pieces, from);
        add_utterance(m, &pieces, from, to);
        m->utterances[m->nutterances - 1].pause_ms =
            (uint32_t)(to < pieces.n ? rest_ms(&pieces.list[to - 1], pauses) : pause_ms);
    }
    buf_finish(&pieces.text);
}

bool segment_pause(struct segment_maker *m, int pause_ms)
{
    if (m->nutterances == 0)
        return false;
    uint32_t *pause = &m->utterances[m->nutterances - 1].pause_ms;
    *pause = *pause > (uint32_t)pause_ms ? *pause : (uint32_t)pause_ms;
    return true;
}

bool segment_take(struct segment_maker *m, int block, int pause_ms, struct segment *out)
{
    if (m->nutterances == 0)
        return false;
    m->utterances[m->nutterances - 1].pause_ms = (uint32_t)pause_ms;
    *out = (struct segment){.block = block,
                            .language = m->language,
                            .spoken = arena_copy(m->arena, buf_span(&m->spoken)),
                            .tokens = m->tokens,
                            .utterances = m->utterances,
                            .ntokens = m->ntokens,
                            .nutterances = m->nutterances};
    buf_clear(&m->spoken);
    m->tokens = NULL;
    m->utterances = NULL;
    m->inside = false;
    m->ntokens = m->nutterances = m->tokens_capacity = m->utterances_capacity = 0;
    return true;
}
