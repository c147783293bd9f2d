/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line is cut into numbers and words; a day is three of them in a row in one of the orders of the world,
 * the day and the month told apart by the month's name, by the year's side or by the language. */
#include "article/date.h"

#include "article/clock.h"
#include "article/date_token.h"
#include "article/fold.h"

enum { YEAR_LEAST = 1500, YEAR_MOST = 2199, SHOWN_LEAST = 1990, SHOWN_MOST = 2099 };
enum { DIGITS_MIN = 5, COMPACT_DIGITS = 8, YEAR_DIGITS = 4, MONTH_BYTES_MAX = 40 };

struct day {
    int year, month, day;
    bool guessed; /* by the language: day and month may be each other */
};

static bool valid(struct day d)
{
    return d.year >= YEAR_LEAST && d.year <= YEAR_MOST && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
           d.day <= 31;
}

/* The parts of a date may have a particle between them: "4th of May", "4 de mayo", "4. maj". */
static size_t skip_particle(const struct tokens *t, size_t i)
{
    static const char *const particles[] = {"st", "nd",  "rd", "th", "of", "de", "del",
                                            "do", "den", "er", "º",  "ª",  "d",  "the"};
    for (int n = 0; n < 2 && token_joined(t, i) && !token_at(t, i)->digits; n++) {
        struct span word = token_text(t, i);
        bool particle = false;
        for (size_t k = 0; k < COUNT_OF(particles) && !particle; k++)
            particle = span_is_nocase(word, particles[k]);
        i += particle;
    }
    return i;
}

static bool starts_either(struct span word, const char *chinese, const char *korean)
{
    return span_starts(word, chinese) || span_starts(word, korean);
}

/* "2025年3月14日", "2025년 3월 14일". */
static size_t east_asian(const struct tokens *t, size_t i, struct day *out)
{
    if (!token_is_year(token_at(t, i)) || !token_is_small(token_at(t, i + 2)) ||
        !token_is_small(token_at(t, i + 4)))
        return 0;
    if (!starts_either(token_text(t, i + 1), "年", "년") || !starts_either(token_text(t, i + 3), "月", "월"))
        return 0;
    *out = (struct day){token_at(t, i)->value, token_at(t, i + 2)->value, token_at(t, i + 4)->value, false};
    return 5 + (starts_either(token_text(t, i + 5), "日", "일") && token_gap(t, i + 5).n == 0);
}

/* "2025-03-14", "2025/3/14", "2025. 3. 14", "2025 March 14". */
static size_t year_first(const struct tokens *t, size_t i, struct day *out)
{
    if (!token_is_year(token_at(t, i)) || !token_joined(t, i + 1) || !token_joined(t, i + 2) ||
        !token_is_small(token_at(t, i + 2)))
        return 0;
    const struct token *month = token_at(t, i + 1);
    bool spaced = span_is(token_gap(t, i + 1), " ");
    if (!month->month && (!token_is_small(month) || spaced))
        return 0;
    *out = (struct day){token_at(t, i)->value, month->month ? month->month : month->value,
                        token_at(t, i + 2)->value, false};
    return 3;
}

/* "14 March 2025", "14. März 2025", "14 de marzo de 2025", "14-mar-2025"; "March 14th, 2025". */
static size_t with_name(const struct tokens *t, size_t i, struct day *out)
{
    const struct token *first = token_at(t, i);
    size_t k = skip_particle(t, i + 1);
    const struct token *second = token_at(t, k);
    bool day_first = token_is_small(first) && second->month,
         month_first = first->month && token_is_small(second);
    if (!token_joined(t, k) || (!day_first && !month_first))
        return 0;
    size_t y = skip_particle(t, k + 1);
    if (!token_joined(t, y) || !token_is_year(token_at(t, y)))
        return 0;
    *out = (struct day){token_at(t, y)->value, day_first ? second->month : first->month,
                        day_first ? first->value : second->value, false};
    return y + 1 - i;
}

/* "14.03.2025", "3/14/2025": three numbers with the same sign between. */
static size_t numbers(const struct tokens *t, size_t i, enum date_order order, struct day *out)
{
    struct span gap = token_gap(t, i + 1);
    if (gap.n == 0 || gap.p[0] == ' ' || gap.p[0] == ',' || !token_joined(t, i + 1) ||
        !token_joined(t, i + 2) || !span_equal(gap, token_gap(t, i + 2)))
        return 0;
    int first = token_at(t, i)->value, second = token_at(t, i + 1)->value;
    if (!token_is_small(token_at(t, i)) || !token_is_small(token_at(t, i + 1)) ||
        !token_is_year(token_at(t, i + 2)))
        return 0;
    bool told = first > 12 || second > 12 || first == second;
    bool european = order == DATE_ORDER_DAY_FIRST || gap.p[0] == '-' || gap.p[0] == '.';
    if (!told && !european && order != DATE_ORDER_MONTH_FIRST)
        return 0;
    bool month_first = told ? second > 12 : !european;
    *out = (struct day){token_at(t, i + 2)->value, month_first ? first : second, month_first ? second : first,
                        !told};
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

static struct span print_day(struct arena *a, struct day d, struct span time)
{
    return arena_printf(a, "%04d-%02d-%02d%.*s", d.year, d.month, d.day, (int)time.n, time.n ? time.p : "");
}

/* "20240506" is one number. */
static size_t compact(const struct tokens *t, size_t i, struct day *out)
{
    int value = token_at(t, i)->value;
    if (i > 0 || token_at(t, i)->from > 0 || token_at(t, i)->digits != COMPACT_DIGITS)
        return 0;
    *out = (struct day){value / 10000, value / 100 % 100, value % 100, false};
    return 1;
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
    struct tokens tokens;
    struct day d;
    tokenize(a, fold_span(a, span_slice(text, 0, DATE_LINE_BYTES)), &tokens);
    for (size_t i = 0; i < tokens.n; i++) {
        size_t n = compact(&tokens, i, &d);
        n = n ? n : match(&tokens, i, order, &d);
        if (!n || !valid(d))
            continue;
        bool machine = i == 0 && tokens.token[0].from == 0 && (n == 1 || token_is_year(&tokens.token[0]));
        struct span rest = span_slice(tokens.text, tokens.token[i + n - 1].to, tokens.text.n);
        return print_day(a, d, machine ? clock_read(a, rest) : (struct span){0});
    }
    return (struct span){0};
}

bool date_find(struct arena *a, struct span text, enum date_order order, struct date_found *out)
{
    struct tokens tokens;
    struct day d;
    text = span_slice(text, 0, DATE_LINE_BYTES);
    if (count_digits(text, DIGITS_MIN) < DIGITS_MIN) /* spares most lines the look at their words */
        return false;
    tokenize(a, text, &tokens);
    for (size_t i = 0; i < tokens.n; i++) {
        size_t n = match(&tokens, i, order, &d);
        if (!n || d.year < SHOWN_LEAST || d.year > SHOWN_MOST)
            continue;
        *out = (struct date_found){print_day(a, d, (struct span){0}), tokens.token[i].from,
                                   tokens.token[i + n - 1].to, d.guessed};
        return true;
    }
    return false;
}

/* The tokens "2015年11月". */
static int east_asian_month(const struct tokens *t)
{
    bool is = t->n == 4 && starts_either(token_text(t, 1), "年", "년") &&
              starts_either(token_text(t, 3), "月", "월") && token_is_year(token_at(t, 0));
    return is ? token_at(t, 2)->value : 0;
}

struct span date_month(struct arena *a, struct span text)
{
    struct tokens tokens;
    if (text.n > MONTH_BYTES_MAX || count_digits(text, YEAR_DIGITS) < YEAR_DIGITS)
        return (struct span){0};
    tokenize(a, span_trim(text), &tokens);
    size_t y = skip_particle(&tokens, 1);
    bool named = y + 1 == tokens.n && token_joined(&tokens, y);
    int month = named ? token_at(&tokens, 0)->month : east_asian_month(&tokens);
    const struct token *year = token_at(&tokens, named ? y : 0);
    bool shown = token_is_year(year) && year->value >= SHOWN_LEAST && year->value <= SHOWN_MOST;
    return shown && month >= 1 && month <= 12 ? arena_printf(a, "%04d-%02d", year->value, month)
                                              : (struct span){0};
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
