/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line is cut into numbers and words; a day is three of them in a row in one of the orders of the world,
 * the day and the month told apart by the month's name, by the year's side or by the language. */
#include "article/date.h"

#include "article/fold.h"
#include "article/month.h"

#include <string.h>

enum { YEAR_LEAST = 1500, YEAR_MOST = 2199, SHOWN_LEAST = 1990, SHOWN_MOST = 2099 };
enum { TOKENS_MAX = 128, GAP_BYTES_MAX = 3, VALUE_MAX = 100000000, DIGITS_MIN = 5, NEAR_TOKENS = 3 };

struct token {
    size_t from, to; /* bytes */
    int value;       /* of a number */
    int digits;      /* 0: a word */
    int month;       /* of a word; 0: none */
};

struct tokens {
    struct span text;
    struct token token[TOKENS_MAX];
    size_t n;
};

struct day {
    int year, month, day;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool valid(struct day d)
{
    return d.year >= YEAR_LEAST && d.year <= YEAR_MOST && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
           d.day <= 31;
}

/* The value of a decimal digit as Latin, Arabic, Persian and Hindi write it; -1: it is none. */
static int digit_value(uint32_t code)
{
    static const uint32_t zeros[] = {'0', 0x660, 0x6F0, 0x966};
    for (size_t i = 0; i < COUNT_OF(zeros); i++)
        if (code >= zeros[i] && code <= zeros[i] + 9)
            return (int)(code - zeros[i]);
    return -1;
}

static bool in_word(uint32_t code)
{
    return code_is_letter(code) || code_is_mark(code);
}

/* Only a word near a day's or a year's number is looked up: most words of most lines are not. */
static void find_months(struct arena *a, struct tokens *t)
{
    for (size_t i = 0; i < t->n; i++) {
        bool near = false;
        for (size_t k = i > NEAR_TOKENS ? i - NEAR_TOKENS : 0; k <= i + 1 && k < t->n; k++)
            near = near || (t->token[k].digits && t->token[k].digits <= 4);
        if (near && !t->token[i].digits)
            t->token[i].month = month_of(a, span_slice(t->text, t->token[i].from, t->token[i].to));
    }
}

static void tokenize(struct arena *a, struct span text, struct tokens *out)
{
    out->text = text;
    out->n = 0;
    size_t length;
    for (size_t at = 0; at < text.n && out->n < TOKENS_MAX;) {
        uint32_t code = utf8_at(text, at, &length);
        struct token t = {.from = at, .to = at};
        for (int digit; (digit = digit_value(code)) >= 0; t.digits++) {
            t.value = t.value < VALUE_MAX ? t.value * 10 + digit : VALUE_MAX;
            t.to += length;
            code = t.to < text.n ? utf8_at(text, t.to, &length) : 0;
        }
        while (!t.digits && t.to < text.n && in_word(utf8_at(text, t.to, &length)))
            t.to += length;
        if (t.to > at)
            out->token[out->n++] = t;
        utf8_at(text, at, &length);
        at = t.to > at ? t.to : at + length;
    }
    find_months(a, out);
}

static const struct token *token_at(const struct tokens *t, size_t i)
{
    static const struct token none = {0};
    return i < t->n ? &t->token[i] : &none;
}

static struct span gap_before(const struct tokens *t, size_t i)
{
    return i > 0 && i < t->n ? span_slice(t->text, t->token[i - 1].to, t->token[i].from) : (struct span){0};
}

/* Nothing but a little punctuation and space before token i? */
static bool joined(const struct tokens *t, size_t i)
{
    struct span gap = gap_before(t, i);
    return i < t->n && gap.n <= GAP_BYTES_MAX && span_find(gap, "|") == gap.n && span_find(gap, ":") == gap.n;
}

/* The parts of a date may have a particle between them: "4th of May", "4 de mayo", "4. maj". */
static size_t skip_particle(const struct tokens *t, size_t i)
{
    static const char *const particles[] = {"st", "nd",  "rd", "th", "of", "de", "del",
                                            "do", "den", "er", "º",  "ª",  "d",  "the"};
    for (int n = 0; n < 2 && joined(t, i) && !token_at(t, i)->digits; n++) {
        struct span word = span_slice(t->text, token_at(t, i)->from, token_at(t, i)->to);
        bool particle = false;
        for (size_t k = 0; k < COUNT_OF(particles) && !particle; k++)
            particle = span_is_nocase(word, particles[k]);
        i += particle;
    }
    return i;
}

static bool is_year(const struct token *t)
{
    return t->digits == 4;
}

static bool is_small(const struct token *t)
{
    return t->digits == 1 || t->digits == 2;
}

static bool word_starts(const struct tokens *t, size_t i, const char *word, const char *other)
{
    struct span text = span_slice(t->text, token_at(t, i)->from, token_at(t, i)->to);
    return span_starts(text, word) || span_starts(text, other);
}

/* "2025年3月14日", "2025년 3월 14일". */
static size_t east_asian(const struct tokens *t, size_t i, struct day *out)
{
    if (!is_year(token_at(t, i)) || !is_small(token_at(t, i + 2)) || !is_small(token_at(t, i + 4)))
        return 0;
    if (!word_starts(t, i + 1, "年", "년") || !word_starts(t, i + 3, "月", "월"))
        return 0;
    *out = (struct day){token_at(t, i)->value, token_at(t, i + 2)->value, token_at(t, i + 4)->value};
    return 5 + (word_starts(t, i + 5, "日", "일") && gap_before(t, i + 5).n == 0);
}

/* "2025-03-14", "2025/3/14", "2025. 3. 14", "2025 March 14". */
static size_t year_first(const struct tokens *t, size_t i, struct day *out)
{
    if (!is_year(token_at(t, i)) || !joined(t, i + 1) || !joined(t, i + 2) || !is_small(token_at(t, i + 2)))
        return 0;
    const struct token *month = token_at(t, i + 1);
    bool spaced = span_is(gap_before(t, i + 1), " ");
    if (!month->month && (!is_small(month) || spaced))
        return 0;
    *out = (struct day){token_at(t, i)->value, month->month ? month->month : month->value,
                        token_at(t, i + 2)->value};
    return 3;
}

/* "14 March 2025", "14. März 2025", "14 de marzo de 2025", "14-mar-2025"; "March 14th, 2025". */
static size_t with_name(const struct tokens *t, size_t i, struct day *out)
{
    const struct token *first = token_at(t, i);
    size_t k = skip_particle(t, i + 1);
    const struct token *second = token_at(t, k);
    bool day_first = is_small(first) && second->month, month_first = first->month && is_small(second);
    if (!joined(t, k) || (!day_first && !month_first))
        return 0;
    size_t y = skip_particle(t, k + 1);
    if (!joined(t, y) || !is_year(token_at(t, y)))
        return 0;
    *out = (struct day){token_at(t, y)->value, day_first ? second->month : first->month,
                        day_first ? first->value : second->value};
    return y + 1 - i;
}

/* "14.03.2025", "3/14/2025": three numbers with the same sign between. */
static size_t numbers(const struct tokens *t, size_t i, enum date_order order, struct day *out)
{
    struct span gap = gap_before(t, i + 1);
    if (gap.n == 0 || gap.p[0] == ' ' || gap.p[0] == ',' || !joined(t, i + 1) || !joined(t, i + 2) ||
        !span_equal(gap, gap_before(t, i + 2)))
        return 0;
    int first = token_at(t, i)->value, second = token_at(t, i + 1)->value;
    if (!is_small(token_at(t, i)) || !is_small(token_at(t, i + 1)) || !is_year(token_at(t, i + 2)))
        return 0;
    bool day_first =
        first > 12 || gap.p[0] == '.' || gap.p[0] == '-' || first == second || order == DATE_ORDER_DAY_FIRST;
    bool month_first = second > 12 || (!day_first && order == DATE_ORDER_MONTH_FIRST);
    if (day_first == month_first)
        return 0;
    *out =
        (struct day){token_at(t, i + 2)->value, month_first ? first : second, month_first ? second : first};
    return 3;
}

/* Tokens that the date at i takes; 0: none begins there. */
static size_t match(const struct tokens *t, size_t i, enum date_order order, struct day *out)
{
    size_t n = east_asian(t, i, out);
    n = n ? n : year_first(t, i, out);
    n = n ? n : with_name(t, i, out);
    n = n ? n : numbers(t, i, order, out);
    return n && valid(*out) ? n : 0;
}

/* Takes exactly n digits off *rest. */
static bool take_digits(struct span *rest, size_t n, int *value)
{
    *value = 0;
    if (rest->n < n)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!is_digit(rest->p[i]))
            return false;
        *value = *value * 10 + (rest->p[i] - '0');
    }
    *rest = span_slice(*rest, n, rest->n);
    return true;
}

/* "T10:20:30Z", " 10:20+01:00" and the like; the empty span if it is no time. */
static struct span iso_time(struct arena *a, struct span rest)
{
    if (rest.n < 6 || (rest.p[0] != 'T' && rest.p[0] != ' ') || rest.p[3] != ':')
        return (struct span){0};
    struct span clock = span_slice(rest, 1, rest.n);
    int hour, minute, second = 0;
    if (!take_digits(&clock, 2, &hour))
        return (struct span){0};
    clock = span_slice(clock, 1, clock.n);
    if (!take_digits(&clock, 2, &minute) || hour > 24 || minute > 59)
        return (struct span){0};
    if (clock.n >= 3 && clock.p[0] == ':') {
        clock = span_slice(clock, 1, clock.n);
        if (!take_digits(&clock, 2, &second) || second > 60)
            return (struct span){0};
    }
    if (clock.n && clock.p[0] == '.')
        for (clock = span_slice(clock, 1, clock.n); clock.n && is_digit(clock.p[0]);)
            clock = span_slice(clock, 1, clock.n);
    int zone_hour = 0, zone_minute = 0;
    char sign = clock.n ? clock.p[0] : 0;
    if (sign == '+' || sign == '-') {
        clock = span_slice(clock, 1, clock.n);
        if (take_digits(&clock, 2, &zone_hour)) {
            clock = span_slice(clock, clock.n && clock.p[0] == ':', clock.n);
            take_digits(&clock, 2, &zone_minute);
        }
        return arena_printf(a, "T%02d:%02d:%02d%c%02d:%02d", hour, minute, second, sign, zone_hour,
                            zone_minute);
    }
    return arena_printf(a, "T%02d:%02d:%02d%s", hour, minute, second, sign == 'Z' ? "Z" : "");
}

static struct span print_day(struct arena *a, struct day d, struct span time)
{
    return arena_printf(a, "%04d-%02d-%02d%.*s", d.year, d.month, d.day, (int)time.n, time.n ? time.p : "");
}

/* "20240506" and "20240506T10:20". */
static struct span compact(struct arena *a, struct span text)
{
    struct day d;
    if (!take_digits(&text, 4, &d.year) || !take_digits(&text, 2, &d.month) ||
        !take_digits(&text, 2, &d.day) || !valid(d) || (text.n && is_digit(text.p[0])))
        return (struct span){0};
    return print_day(a, d, iso_time(a, text));
}

enum date_order date_order_of(struct span language)
{
    static const char *const month_first[] = {"en", "en-us", "en-ph"};
    for (size_t i = 0; i < COUNT_OF(month_first); i++)
        if (span_is(language, month_first[i]))
            return DATE_ORDER_MONTH_FIRST;
    return language.n ? DATE_ORDER_DAY_FIRST : DATE_ORDER_UNKNOWN;
}

struct span date_iso(struct arena *a, struct span text, enum date_order order)
{
    struct span folded = fold_span(a, span_slice(text, 0, DATE_LINE_BYTES));
    struct span short_form = compact(a, folded);
    if (short_form.n)
        return short_form;
    struct tokens tokens;
    struct day d;
    tokenize(a, folded, &tokens);
    for (size_t i = 0; i < tokens.n; i++) {
        size_t n = match(&tokens, i, order, &d);
        if (!n)
            continue;
        bool iso = i == 0 && tokens.token[0].from == 0 && is_year(&tokens.token[0]);
        return print_day(
            a, d, iso ? iso_time(a, span_slice(folded, tokens.token[2].to, folded.n)) : (struct span){0});
    }
    return (struct span){0};
}

/* No day is written with fewer; spares most lines the look at their words. */
static bool has_digits(struct span text)
{
    int digits = 0;
    size_t length;
    for (size_t at = 0; at < text.n && digits < DIGITS_MIN; at += length)
        digits += digit_value(utf8_at(text, at, &length)) >= 0;
    return digits >= DIGITS_MIN;
}

bool date_find(struct arena *a, struct span text, enum date_order order, struct date_found *out)
{
    struct tokens tokens;
    struct day d;
    text = span_slice(text, 0, DATE_LINE_BYTES);
    if (!has_digits(text))
        return false;
    tokenize(a, text, &tokens);
    for (size_t i = 0; i < tokens.n; i++) {
        size_t n = match(&tokens, i, order, &d);
        if (!n || d.year < SHOWN_LEAST || d.year > SHOWN_MOST)
            continue;
        *out = (struct date_found){print_day(a, d, (struct span){0}), tokens.token[i].from,
                                   tokens.token[i + n - 1].to};
        return true;
    }
    return false;
}

struct span date_of_address(struct arena *a, struct span url)
{
    struct tokens tokens;
    struct day d;
    tokenize(a, span_slice(url, 0, span_find_byte(url, '?')), &tokens);
    for (size_t i = 0; i + 2 < tokens.n; i++) {
        const struct token *year = &tokens.token[i];
        bool apart = year->from > 0 && (url.p[year->from - 1] == '/' || url.p[year->from - 1] == '-');
        if (apart && year_first(&tokens, i, &d) && valid(d) && d.year >= SHOWN_LEAST && d.year <= SHOWN_MOST)
            return print_day(a, d, (struct span){0});
    }
    return (struct span){0};
}
