/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ICU's spell-out (RBNF, en_US) as a second opinion on every number we say. */
#include "check.h"
#include "script/en/english.h"

#ifdef HAVE_ICU
#include <unicode/unum.h>

enum { SPOKEN_BYTES = 400, RANDOM_NUMBERS = 100000 };

/* Hyphens are a matter of spelling. */
static struct span icu_says(UNumberFormat *rules, long long n, char *bytes)
{
    UChar wide[SPOKEN_BYTES];
    UErrorCode status = U_ZERO_ERROR;
    int32_t count = unum_formatInt64(rules, n, wide, SPOKEN_BYTES, NULL, &status);
    for (int32_t i = 0; i < count; i++)
        bytes[i] = (char)(wide[i] == '-' ? ' ' : wide[i]);
    return (struct span){bytes, U_SUCCESS(status) ? (size_t)count : 0};
}

static UNumberFormat *icu_rules(const char *name)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar wide[64];
    UNumberFormat *rules = unum_open(UNUM_SPELLOUT, NULL, 0, "en_US", NULL, &status);
    size_t n = 0;
    for (; name[n]; n++)
        wide[n] = (UChar)name[n];
    wide[n] = 0;
    if (U_SUCCESS(status))
        unum_setTextAttribute(rules, UNUM_DEFAULT_RULESET, wide, (int32_t)n, &status);
    return check_true(U_SUCCESS(status)) ? rules : NULL;
}

/* Without "and", of which ICU has other rules. */
static struct span join(const struct wording *w, char *bytes)
{
    size_t n = 0;
    for (size_t i = 0; i < w->n; i++) {
        struct span word = wording_word(w, i);
        if (span_is(word, "and"))
            continue;
        if (i)
            bytes[n++] = ' ';
        for (size_t c = 0; c < word.n && n + 2 < SPOKEN_BYTES; c++)
            bytes[n++] = word.p[c];
    }
    return (struct span){bytes, n};
}

typedef void say(struct wording *w, long long n);

static void say_cardinal(struct wording *w, long long n)
{
    char digits[24];
    english.numbers->cardinal(w, (struct span){digits, (size_t)snprintf(digits, sizeof digits, "%lld", n)});
}

static void say_ordinal(struct wording *w, long long n)
{
    char digits[24];
    english.numbers->ordinal(w, (struct span){digits, (size_t)snprintf(digits, sizeof digits, "%lld", n)});
}

static void say_year(struct wording *w, long long n)
{
    english.numbers->year(w, (long)n);
}

struct comparison {
    UNumberFormat *rules;
    struct arena arena;
    struct wording wording;
};

static bool begin(struct comparison *c, const char *name)
{
    *c = (struct comparison){.rules = icu_rules(name)};
    arena_init(&c->arena);
    wording_init(&c->wording, &c->arena);
    return c->rules != NULL;
}

static bool same(struct comparison *c, say *ours, long long n)
{
    char got[SPOKEN_BYTES], want[SPOKEN_BYTES];
    wording_clear(&c->wording);
    ours(&c->wording, n);
    return check_span(join(&c->wording, got), icu_says(c->rules, n, want));
}

static void end(struct comparison *c)
{
    wording_finish(&c->wording);
    arena_finish(&c->arena);
    unum_close(c->rules);
}

static void compare_numbers(const char *name, say *ours)
{
    struct comparison c;
    uint64_t seed = 1, limit = 10;
    bool good = begin(&c, name);
    for (long long n = 0; good && n < 100000; n++)
        good = same(&c, ours, n);
    /* Of every length up to 18 digits alike. */
    for (int i = 0; good && i < RANDOM_NUMBERS; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        limit = i % 18 == 0 ? 10 : limit * 10;
        good = same(&c, ours, (long long)((seed >> 1) % limit));
    }
    end(&c);
}

static void says_cardinals_as_icu_does(void)
{
    compare_numbers("%spellout-cardinal", say_cardinal);
}

static void says_ordinals_as_icu_does(void)
{
    compare_numbers("%spellout-ordinal", say_ordinal);
}

static void says_years_as_icu_does(void)
{
    struct comparison c;
    bool good = begin(&c, "%spellout-numbering-year");
    for (long long year = 1000; good && year < 3000; year++)
        good = same(&c, say_year, year);
    end(&c);
}
#else
static void says_cardinals_as_icu_does(void)
{
    check_skip("built without ICU (libicu-dev)");
}

static void says_ordinals_as_icu_does(void)
{
    check_skip("built without ICU (libicu-dev)");
}

static void says_years_as_icu_does(void)
{
    check_skip("built without ICU (libicu-dev)");
}
#endif

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(says_cardinals_as_icu_does),
        CHECK(says_ordinals_as_icu_does),
        CHECK(says_years_as_icu_does),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
