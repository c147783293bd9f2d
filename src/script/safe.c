/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/safe.h"

#include <string.h>

#include "script/phonemes.h"

struct range {
    uint32_t from, to;
};

/* Latin letters that eSpeak NG's tables hold; signs among them (U+00D7, U+00F7) are not letters. */
static const struct range latin[] = {{'A', 'Z'},       {'a', 'z'},      {0xC0, 0x17F},  {0x1A0, 0x1A1},
                                     {0x1AF, 0x1B0},   {0x1CD, 0x1DC},  {0x218, 0x21B}, {0x259, 0x259},
                                     {0x1E02, 0x1E85}, {0x1EA0, 0x1EF9}};

/* The letters of other scripts, for the languages written in them. */
static const struct {
    const char *languages; /* primary subtags, a space around each */
    struct range ranges[4];
} scripts[] = {
    {" ru uk be bg mk sr kk ky ba tt cv mn ",
     {{0x410, 0x44F}, {0x400, 0x40F}, {0x450, 0x45F}, {0x490, 0x4E9}}},
    {" el grc ", {{0x386, 0x3CE}, {0x1F00, 0x1FFC}}},
    {" he ", {{0x5D0, 0x5EA}}},
    {" ar fa ur sd ", {{0x621, 0x652}, {0x660, 0x669}, {0x670, 0x6D3}, {0x6F0, 0x6F9}}},
    {" hi mr ne kok ", {{0x901, 0x939}, {0x93C, 0x94D}, {0x958, 0x95F}, {0x966, 0x96F}}},
    {" ka ", {{0x10D0, 0x10F0}}},
    {" hy hyw ", {{0x531, 0x556}, {0x561, 0x587}}},
    {" ko ", {{0xAC00, 0xD7A3}}},
    {" ja ", {{0x3041, 0x3096}, {0x30A1, 0x30FC}, {0x4E00, 0x9FA5}}},
    /* Measured clean in English too; it says that there is such a character. */
    {" zh cmn yue hak en ", {{0x4E00, 0x9FA5}}},
};

/* Signs that the engine reads as words in every language. */
static const char signs[] = "%&+=@#$\xC2\xA3\xE2\x82\xAC\xC2\xB0";

static bool in_ranges(uint32_t code, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (code >= ranges[i].from && code <= ranges[i].to)
            return true;
    return false;
}

static bool language_in(struct span language, const char *list)
{
    size_t n = 0;
    while (n < language.n && language.p[n] != '-' && language.p[n] != '_')
        n++;
    for (const char *at = list; *at; at++)
        if (*at == ' ' && strncasecmp(at + 1, language.p, n) == 0 && at[1 + n] == ' ')
            return n > 0;
    return false;
}

static bool letter_allowed(struct span language, uint32_t code)
{
    if (code == 0xD7 || code == 0xF7)
        return false;
    if (in_ranges(code, latin, COUNT_OF(latin)))
        return true;
    for (size_t i = 0; code > 0x17F && i < COUNT_OF(scripts); i++)
        if (language_in(language, scripts[i].languages))
            return in_ranges(code, scripts[i].ranges, 4) &&
                   (code_is_letter(code) || code_is_mark(code) || code_is_digit(code));
    return false;
}

static bool digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

static bool sign_allowed(uint32_t code)
{
    char bytes[5] = {0};
    utf8_encode(code, bytes);
    return code && strstr(signs, bytes);
}

/* What a character is in the form; 0: nothing, it separates words. */
static uint32_t folded(struct span language, uint32_t code)
{
    if (digit(code) || letter_allowed(language, code) || sign_allowed(code) ||
        (code < 0x80 && strchr("'.-,:", (int)code)))
        return code;
    if (code == 0x2018 || code == 0x2019 || code == 0x2BC || code == '`' || code == 0xB4)
        return '\'';
    return code >= 0x2010 && code <= 0x2015 ? '-' : 0;
}

/* Letters that are drawn together or in another style, as plain ones; NULL: it is none of them. */
static const char *spelled_out(uint32_t code, char plain[2])
{
    enum { LIGATURE = 0xFB00, BOLD_A = 0x1D400, STYLES_END = 0x1D6A4, ALPHABET = 26 };
    static const char *const ligatures[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
    if (code >= LIGATURE && code < LIGATURE + COUNT_OF(ligatures))
        return ligatures[code - LIGATURE];
    if (code < BOLD_A || code >= STYLES_END)
        return NULL;
    uint32_t letter = (code - BOLD_A) % (2 * ALPHABET);
    plain[0] = (char)(letter < ALPHABET ? 'A' + letter : 'a' + letter - ALPHABET);
    plain[1] = 0;
    return plain;
}

/* What is in the piece so far. */
struct state {
    struct safe_piece *pieces;
    size_t npieces;
    struct safe_piece *piece; /* NULL: between pieces */
    size_t letters, apostrophes, dots, hyphens, digits, repeats;
    uint32_t last, joiner; /* a joiner waits until a letter or digit follows */
};

static void close_piece(struct state *s)
{
    s->piece = NULL;
    s->letters = s->apostrophes = s->dots = s->hyphens = s->digits = 0;
    s->joiner = 0;
}

static bool open_piece(struct state *s)
{
    if (s->piece)
        return true;
    if (s->npieces == SAFE_PIECES)
        return false;
    s->piece = &s->pieces[s->npieces++];
    s->piece->n = 0;
    s->last = 0;
    s->repeats = 0;
    return true;
}

/* Takes the waiting joiner if the piece may have another of its kind, else begins a new piece. */
static void take_joiner(struct state *s, uint32_t next)
{
    if (!s->joiner || !s->piece)
        return;
    bool numeric = digit(s->last) && digit(next);
    size_t *count = s->joiner == '\'' ? &s->apostrophes : s->joiner == '-' ? &s->hyphens : &s->dots;
    size_t most = s->joiner == '\'' ? SAFE_APOSTROPHES : s->joiner == '-' ? SAFE_HYPHENS : SAFE_DOTS;
    bool fits = *count < most && ((s->joiner != ',' && s->joiner != ':') || numeric);
    if (!fits) {
        close_piece(s);
        return;
    }
    ++*count;
    s->piece->bytes[s->piece->n++] = (char)s->joiner;
    s->digits = s->repeats = 0;
    s->joiner = 0;
}

static void add_character(struct state *s, uint32_t code)
{
    bool many_digits = digit(code) && s->digits == SAFE_DIGITS && !s->joiner;
    if (s->piece && (s->letters == SAFE_WORD_LETTERS || many_digits))
        close_piece(s);
    take_joiner(s, code);
    bool fresh = !s->piece;
    if (!open_piece(s))
        return;
    s->repeats = !fresh && code_lower(code) == s->last ? s->repeats + 1 : 1;
    s->last = code_lower(code);
    if (s->repeats > SAFE_REPEATS && !digit(code))
        return;
    s->letters++;
    s->digits = digit(code) ? s->digits + 1 : 0;
    s->piece->n += utf8_encode(code, s->piece->bytes + s->piece->n);
}

static void add_sign(struct state *s, uint32_t code)
{
    close_piece(s);
    if (!open_piece(s))
        return;
    s->piece->n = utf8_encode(code, s->piece->bytes);
    close_piece(s);
}

size_t safe_word(struct span language, struct span word, struct safe_piece pieces[SAFE_PIECES])
{
    struct state s = {.pieces = pieces};
    size_t length;
    for (size_t at = 0; at < word.n && (s.npieces < SAFE_PIECES || s.piece); at += length) {
        uint32_t raw = utf8_at(word, at, &length);
        if (code_is_control(raw) && raw != '\n' && raw != '\t' && raw != '\r')
            continue; /* invisible: the word goes on */
        char plain[2];
        const char *letters = spelled_out(raw, plain);
        for (; letters && *letters; letters++)
            add_character(&s, (uint32_t)*letters);
        if (letters)
            continue;
        uint32_t code = folded(language, raw);
        if (code && code < 0x80 && strchr("'.-,:", (int)code)) {
            if (s.joiner)
                close_piece(&s); /* two in a row join nothing */
            else if (s.piece)
                s.joiner = code;
        } else if (sign_allowed(code)) {
            add_sign(&s, code);
        } else if (code) {
            add_character(&s, code);
        } else {
            close_piece(&s);
        }
    }
    return s.npieces;
}

bool safe_single(struct span word)
{
    size_t length;
    if (word.n == 0)
        return false;
    utf8_at(word, 0, &length);
    return length == word.n;
}

/* ---- whole texts ---- */

static const char marks[] = ",;:.!?"; /* rising */

struct line {
    struct buf *out;
    size_t bytes, singles;
    bool word; /* the last thing written is a word without punctuation */
};

static void add_piece(struct line *l, const struct safe_piece *piece)
{
    bool single = safe_single((struct span){piece->bytes, piece->n});
    bool full = l->bytes + piece->n + 3 > SAFE_LINE_BYTES || (single && l->singles == SAFE_SINGLES);
    if (full) {
        buf_add_byte(l->out, '\n');
        l->bytes = l->singles = 0;
    } else if (l->bytes > 0) {
        buf_add_byte(l->out, ' ');
        l->bytes++;
    }
    buf_add(l->out, piece->bytes, piece->n);
    l->bytes += piece->n;
    l->singles = single ? l->singles + 1 : 0;
    l->word = true;
}

static void add_mark(struct line *l, char mark)
{
    if (!l->word)
        return;
    buf_add_byte(l->out, mark);
    l->bytes++;
    l->word = false;
}

/* Punctuation at the end of a chunk that white space bounds: its strongest mark. */
static char closing_mark(struct span chunk)
{
    char mark = 0;
    for (size_t i = chunk.n; i > 0; i--) {
        unsigned char c = (unsigned char)chunk.p[i - 1];
        const char *found = c ? strchr(marks, c) : NULL;
        if (found && (!mark || found > strchr(marks, mark)))
            mark = (char)c;
        else if (!found && !strchr("\"')]}", c))
            break;
    }
    return mark;
}

static bool ends_chunk(uint32_t code)
{
    return code_is_space(code) || code == '\n' || code == '\r' || code == '\t';
}

void safe_text(struct span language, struct span text, struct buf *out)
{
    struct line line = {.out = out};
    struct safe_piece pieces[SAFE_PIECES];
    size_t length, start = 0;
    for (size_t at = 0; at <= text.n; at += length) {
        length = 1;
        if (at < text.n && !ends_chunk(utf8_at(text, at, &length)))
            continue;
        struct span chunk = span_slice(text, start, at);
        start = at + length;
        size_t n = safe_word(language, chunk, pieces);
        for (size_t i = 0; i < n; i++)
            add_piece(&line, &pieces[i]);
        char mark = closing_mark(chunk);
        if (mark)
            add_mark(&line, mark);
    }
}

/* ---- the check ---- */

static bool word_is_safe(struct span language, struct span word)
{
    struct safe_piece pieces[SAFE_PIECES];
    if (span_starts(word, "[["))
        return phonemes_word(word) == word.n;
    return word.n > 0 && safe_word(language, word, pieces) == 1 &&
           span_equal((struct span){pieces[0].bytes, pieces[0].n}, word);
}

bool safe_check(struct span language, struct span text)
{
    struct span line, word;
    while (span_line(&text, &line)) {
        size_t singles = 0;
        if (line.n > SAFE_LINE_BYTES || line.n == 0 || line.p[line.n - 1] == ' ')
            return false;
        while (span_split(&line, ' ', &word)) {
            if (word.n && strchr(marks, word.p[word.n - 1]))
                word.n--;
            if (!word_is_safe(language, word))
                return false;
            singles = safe_single(word) ? singles + 1 : 0;
            if (singles > SAFE_SINGLES)
                return false;
        }
    }
    return true;
}
