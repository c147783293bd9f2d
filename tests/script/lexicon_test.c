/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where an entry of a lexicon stands in a text. */
#include <string.h>

#include "check.h"
#include "script/lexicon.h"

/* The aliases that are found in the text from its beginning to its end, divided by bars. */
static struct span found(struct arena *a, const struct lexicon *l, const char *text)
{
    struct buf out = BUF_EMPTY;
    struct atoms atoms = atoms_of(a, span_of(text));
    size_t next;
    for (size_t i = 0; i < atoms.n; i = next) {
        next = i + 1;
        const struct lexeme *e = lexicon_find(l, &atoms, i, atoms.n, &next);
        if (e)
            buf_printf(&out, "%s%.*s", out.n ? "|" : "", (int)e->alias.n, e->alias.p);
    }
    struct span copy = arena_copy(a, buf_span(&out));
    buf_finish(&out);
    return copy;
}

/* Words that are their own aliases, divided by bars. */
static void fill(struct arena *a, struct lexicon *l, const char *words)
{
    struct span rest = span_of(words), word;
    struct lexeme first, again;
    lexicon_init(l, a);
    while (span_split(&rest, '|', &word))
        lexicon_add(l, &(struct lexeme){.grapheme = lexicon_grapheme(a, word), .alias = word});
    lexicon_seal(l, &first, &again);
}

static void check_found(const char *words, const char *text, const char *want)
{
    struct arena a;
    struct lexicon l;
    arena_init(&a);
    fill(&a, &l, words);
    check_text(found(&a, &l, text), want);
    arena_finish(&a);
}

static void small_letters_stand_for_any_case(void)
{
    check_found("nginx", "nginx, Nginx, NGINX", "nginx|nginx|nginx");
    check_found("\xC3\xA9t\xC3\xA9", "\xC3\x89T\xC3\x89", "\xC3\xA9t\xC3\xA9");
}

static void a_capital_stands_for_itself_and_before_small_letters(void)
{
    check_found("LaTeX", "LaTeX, latex, LATEX", "LaTeX");
    check_found("polish|Polish", "polish the Polish POLISH", "polish|Polish|polish");
}

static void never_inside_a_word(void)
{
    check_found("nginx", "nginxes anginx nginx2 2nginx", "");
    check_found("can|brien", "can't O'Brien", "");
    check_found(".net", "asp.net", "");
}

static void hyphens_quotes_and_stops_end_words(void)
{
    check_found("nginx", "nginx-based 'nginx' (nginx) nginx.", "nginx|nginx|nginx|nginx");
    check_found(".net|c++", "use .NET, C++", ".net|c++");
}

static void a_possessive_s_may_follow(void)
{
    check_found("nginx", "nginx's, nginx\xE2\x80\x99s; nginx's'y", "nginx|nginx");
}

static void the_longest_wins(void)
{
    check_found("new|new york|new york city", "new york city, new york state, new jersey",
                "new york city|new york|new");
}

static void white_space_and_invisible_characters_do_not_matter(void)
{
    check_found("new york", "new \n york, New\xC2\xA0York, ne\xC2\xADw york", "new york|new york|new york");
}

static void the_first_of_two_entries_stays(void)
{
    struct arena a;
    struct lexicon l;
    struct lexeme first = {0}, again = {0};
    arena_init(&a);
    lexicon_init(&l, &a);
    lexicon_add(&l, &(struct lexeme){.grapheme = SPAN("x"), .alias = SPAN("one"), .line = 1});
    lexicon_add(&l, &(struct lexeme){.grapheme = SPAN("x"), .alias = SPAN("two"), .line = 2});
    check_true(!lexicon_seal(&l, &first, &again));
    check_number(first.line, 1);
    check_number(again.line, 2);
    check_text(found(&a, &l, "x"), "one");
    arena_finish(&a);
}

static void an_empty_lexicon_finds_nothing(void)
{
    check_found("", "a text", "");
}

static void graphemes_have_letters_and_a_limit(void)
{
    struct arena a;
    char longer[GRAPHEME_BYTES + 2];
    arena_init(&a);
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    check_number(lexicon_grapheme(&a, span_of(longer)).n, 0);
    check_number(lexicon_grapheme(&a, span_of(longer + 1)).n, GRAPHEME_BYTES);
    check_number(lexicon_grapheme(&a, SPAN(" \xC2\xAD\n")).n, 0);
    check_text(lexicon_grapheme(&a, SPAN("  New \t York\xE2\x80\x99s ")), "New York's");
    arena_finish(&a);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(small_letters_stand_for_any_case),
        CHECK(a_capital_stands_for_itself_and_before_small_letters),
        CHECK(never_inside_a_word),
        CHECK(hyphens_quotes_and_stops_end_words),
        CHECK(a_possessive_s_may_follow),
        CHECK(the_longest_wins),
        CHECK(white_space_and_invisible_characters_do_not_matter),
        CHECK(the_first_of_two_entries_stays),
        CHECK(an_empty_lexicon_finds_nothing),
        CHECK(graphemes_have_letters_and_a_limit),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
