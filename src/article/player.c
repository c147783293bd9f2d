/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What remains of a line without its numbers, clocks, speeds and units of time is compared with what players
 * say (player.def). Buttons have everyday names: they count only beside a line that is a player's for
 * certain. */
#include "article/player.h"

#include <string.h>

enum { PLAYER_BYTES_MAX = 160, REACH = 3 /* lines between two texts of one player */ };

enum how { LISTEN = 1, DURATION = 2, CONTROL = 4 };

static const struct label {
    const char *words;
    size_t n;
    enum how how;
} labels[] = {
#define LABEL(words, how) {words, sizeof(words) - 1, how},
#include "article/player.def"
#undef LABEL
};

/* "5 min", "3 Minuten", "12 s": units as written behind a number. */
static const char *const units[] = {
    "min",     "mins",    "minute",  "minutes",  "m",      "s",       "sec",     "secs",     "second",
    "seconds", "h",       "hr",      "hour",     "hours",  "minuten", "minuut",  "sekunden", "sek",
    "std",     "minutos", "minuto",  "segundos", "seg",    "minuti",  "secondi", "minuta",   "minuty",
    "minut",   "sekund",  "sekundy", "мин",      "минута", "минуты",  "минут",   "сек",      "dk",
    "dakika",  "sn",      "saniye",  "دقيقة",    "دقائق",  "دقيقه",   "ثانية",   "דקות",     "דקה",
    "דק",      "שניות",   "मिनट",    "सेकंड",      "分",     "分钟",    "分鐘",    "分間",     "秒",
    "秒間",    "분",      "초",      "x",        "×",      "kbps",    "mb"};

static bool is_unit(struct span word)
{
    for (size_t i = 0; i < COUNT_OF(units); i++)
        if (span_is(word, units[i]))
            return true;
    return false;
}

/* Bytes of the word at the beginning: letters and their marks. */
static size_t word_bytes(struct span text)
{
    size_t at = 0, length;
    for (; at < text.n; at += length) {
        uint32_t code = utf8_at(text, at, &length);
        if (!code_is_letter(code) && !code_is_mark(code) && code != '\'' && code != 0x2019)
            break;
    }
    return at;
}

/* A unit that a word of a script without spaces begins with ("5分で読めます"). */
static size_t unit_prefix(struct span word)
{
    static const char *const prefixes[] = {"分钟", "分鐘", "分間", "分", "秒", "분", "초"};
    for (size_t i = 0; i < COUNT_OF(prefixes); i++)
        if (span_starts(word, prefixes[i]))
            return strlen(prefixes[i]);
    return 0;
}

/* The line without numbers, units behind them and signs, words divided by single spaces, in lower case.
 * *number: it held one. */
static struct span words_of(struct arena *a, struct span line, bool *number)
{
    struct buf out = BUF_EMPTY;
    struct span text = utf8_lower(a, line);
    size_t length;
    bool behind = false;
    *number = false;
    for (size_t at = 0; at < text.n; at += length) {
        uint32_t code = utf8_at(text, at, &length);
        if (code_is_digit(code)) {
            *number = behind = true;
            continue;
        }
        struct span rest = span_slice(text, at, text.n);
        size_t n = word_bytes(rest);
        if (n == 0) {
            behind = behind && (code == ' ' || code == 0xA0 || code == '.' || code == '-');
            behind = behind || code == 0xD7;
            continue;
        }
        struct span word = span_slice(rest, 0, n);
        length = n;
        size_t unit = behind ? unit_prefix(word) : 0;
        word = span_slice(word, unit, word.n);
        if (word.n && !(behind && is_unit(word))) {
            buf_add_text(&out, out.n ? " " : "");
            buf_add_span(&out, word);
        }
        behind = false;
    }
    struct span words = arena_copy(a, buf_span(&out));
    buf_finish(&out);
    return words;
}

/* All that players mean by the words; they can be a label and a button. */
static unsigned hows_of(struct span words)
{
    unsigned hows = 0;
    for (size_t i = 0; i < COUNT_OF(labels); i++) {
        bool open = labels[i].words[labels[i].n - 1] == '*';
        size_t n = labels[i].n - open;
        if ((open ? n < words.n : n == words.n) && memcmp(labels[i].words, words.p, n) == 0)
            hows |= labels[i].how;
    }
    return hows;
}

enum says { SAYS_OTHER, SAYS_CONTROL, SAYS_PLAYER };

static enum says says(struct arena *a, const struct line *line)
{
    if (line->text.n > PLAYER_BYTES_MAX || line->kind == BLOCK_CODE || line->kind == BLOCK_TABLE)
        return SAYS_OTHER;
    bool number;
    struct span words = words_of(a, line->text, &number);
    if (!words.n)
        return SAYS_CONTROL; /* a clock, a speed, a symbol */
    unsigned hows = hows_of(words);
    /* "Listen." is what somebody says. */
    bool sentence = text_ends_sentence(line->text) && span_find_byte(words, ' ') == words.n;
    if ((hows & LISTEN && !sentence) || (hows & DURATION && number))
        return SAYS_PLAYER;
    return hows & CONTROL ? SAYS_CONTROL : SAYS_OTHER;
}

/* Drops the controls next to the player's line at 'at', in one direction. */
static void drop_controls(struct lines *lines, const unsigned char *what, size_t at, int step)
{
    int others = 0;
    for (size_t i = at + (size_t)step; i < lines->nlines && others < REACH; i += (size_t)step) {
        if (what[i] == SAYS_PLAYER)
            return;
        if (what[i] == SAYS_CONTROL) {
            others = 0;
            line_drop(&lines->lines[i], "player");
        } else if (line_is_prose(&lines->lines[i]) || lines->lines[i].kind == BLOCK_HEADING) {
            return;
        } else {
            others++;
        }
    }
}

void player_drop(struct arena *a, struct lines *lines)
{
    unsigned char *what = arena_alloc(a, lines->nlines + 1);
    for (size_t i = 0; i < lines->nlines; i++)
        what[i] = (unsigned char)(lines->lines[i].dropped ? SAYS_OTHER : says(a, &lines->lines[i]));
    for (size_t i = 0; i < lines->nlines; i++) {
        if (what[i] != SAYS_PLAYER)
            continue;
        line_drop(&lines->lines[i], "player");
        drop_controls(lines, what, i, 1);
        drop_controls(lines, what, i, -1);
    }
}
