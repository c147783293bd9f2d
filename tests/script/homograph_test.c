/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The machinery of homographs, on tables of our own. What English does with it: homographs_test.py. */
#include "script/homograph.h"

#include "check.h"

static const struct word_class classes[] = {
    {"DET", "the a *'s"}, {"PLURAL", "men *s"}, {"SINGULAR", "*ss"}, {"VERB", "run *ed"}, {"DET", "my"}};

/* Says a sentence in which "bab" is a homograph with these rules, a space between words and marks. */
static struct span say(struct arena *a, const struct homograph_rule *rules, size_t nrules,
                       const char *sentence)
{
    struct homograph_kind kind = {{"one", "two", NULL}, rules, nrules};
    struct homograph list[] = {{"bab", &kind, {"b'A", "b'I"}},
                               {"Bub", &kind, {"B", NULL}},
                               {"bub", &kind, {"b"}},
                               {"beb", &kind, {"=b'E"}}};
    struct homograph_tables tables = {classes, COUNT_OF(classes), list, COUNT_OF(list), {"VERB"}};
    struct error err = {0};
    struct homographs *h = homographs_compile(a, &tables, &err);
    struct wording w;
    struct buf out = BUF_EMPTY;
    if (!h)
        return arena_copy(a, span_of(err.detail));
    wording_init(&w, a);
    wording_add_text(&w, span_of(sentence));
    homographs_say(h, &w, 0);
    for (size_t i = 0; i < w.n; i++) {
        buf_add_text(&out, i ? " " : "");
        buf_add_span(&out, wording_word(&w, i));
        if (w.words[i].phonemes)
            buf_add_byte(&out, '/');
    }
    struct span copy = arena_copy(a, buf_span(&out));
    wording_finish(&w);
    buf_finish(&out);
    return copy;
}

struct pattern_case {
    const char *pattern, *sentence;
    bool matches;
};

static void check_patterns(const struct pattern_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena a;
        arena_init(&a);
        struct homograph_rule rule = {1, cases[i].pattern};
        struct span said = say(&a, &rule, 1, cases[i].sentence);
        bool found = span_find(said, "b'I/") < said.n;
        if (!check_true(found == cases[i].matches))
            printf("      %s in %s: %.*s\n", cases[i].pattern, cases[i].sentence, (int)said.n, said.p);
        arena_finish(&a);
    }
}

static void knows_words_and_classes(void)
{
    static const struct pattern_case cases[] = {
        {"*", "bab", true},
        {"to|the *", "go to bab", true},
        {"to|the *", "go To BAB", true},
        {"to|the *", "go two bab", false},
        {"* it", "bab it", true},
        {"* it", "bab", false},
        {"DET *", "my bab", true},
        {"DET *", "Ann's bab", true},
        {"DET *", "s bab", false},
        {"PLURAL *", "dogs bab", true},
        {"PLURAL *", "men bab", true},
        {"PLURAL *", "boss bab", false},
        {"SINGULAR *", "boss bab", true},
        {"DET|PLURAL *", "the bab", true},
        {"OTHER *", "word bab", true},
        {"OTHER *", "the bab", false},
        {"!DET *", "the bab", false},
        {"!DET *", "word bab", true},
        {"!DET *", "bab", false},
        {"DET OTHER? *", "the bab", true},
        {"DET OTHER? *", "the old bab", true},
        {"DET OTHER? OTHER? *", "the big old bab", true},
        {"DET OTHER? *", "the dogs bab", false},
        {"* DET OTHER $", "bab the cat", true},
    };
    check_patterns(cases, COUNT_OF(cases));
}

static void knows_where_clauses_and_sentences_end(void)
{
    static const struct pattern_case cases[] = {
        {"the *", "the , bab", false},   {"^ *", "bab here", true},         {"^ *", "so , bab here", true},
        {"^ *", "so bab here", false},   {"^^ *", "so , bab here", false},  {"^^ *", "so . bab here", true},
        {"* $", "here bab , so", true},  {"* $$", "here bab , so", false},  {"* $$", "here bab", true},
        {"* $$", "here bab ! so", true}, {"^ the *", "so , the bab", true},
    };
    check_patterns(cases, COUNT_OF(cases));
}

static void looks_farther(void)
{
    static const struct pattern_case cases[] = {
        {"fish .. *", "fish bab", true},
        {"fish .. *", "fish , like big bab", true},
        {"fish .. *", "fish . like big bab", false},
        {"fish .. *", "fish 1 2 3 4 5 6 7 8 bab", true},
        {"fish .. *", "fish 1 2 3 4 5 6 7 8 9 bab", false},
        {"* .. fish $", "bab eats fish and fish", true},
        {"* .. and DET", "bab and so and the", true},
        {"~fish|DET *", "bab , swims like dead fish", true},
        {"~fish *", "fish ! bab", false},
        {"~fish ~run the *", "run to the bab", false},
        {"~fish ~run|swim the *", "run to the bab fish", true},
        {"~fish *", "fish 1 2 3 4 5 6 7 8 9 10 11 bab", true},
        {"~fish *", "fish 1 2 3 4 5 6 7 8 9 10 11 12 bab", false},
    };
    check_patterns(cases, COUNT_OF(cases));
}

static void takes_the_first_rule_that_holds(void)
{
    static const struct homograph_rule rules[] = {{1, "the *"}, {0, "the|a *"}, {2, "no *"}};
    struct arena a;
    arena_init(&a);
    check_text(say(&a, rules, 3, "the bab , a bab , no bab , bab"), "the b'I/ a b'A/ no bab bab");
    check_text(say(&a, rules, 3, "the bub , The Bub , a Bub"), "the bub The Bub a B/");
    arena_finish(&a);
}

static void leaves_to_the_engine_what_it_says_by_itself(void)
{
    static const struct homograph_rule rule = {0, "*"};
    struct arena a;
    arena_init(&a);
    check_text(say(&a, &rule, 1, "beb"), "beb");
    check_text(say(&a, &rule, 1, "the big beb"), "the big beb");
    check_text(say(&a, &rule, 1, "run beb"), "run b'E/");
    check_text(say(&a, &rule, 1, "run , the beb"), "run the b'E/");
    check_text(say(&a, &rule, 1, "run the big beb"), "run the big beb");
    arena_finish(&a);
}

static void sees_what_was_written_after_it_has_decided(void)
{
    static const struct homograph_rule rules[] = {{1, "bab *"}, {0, "*"}};
    struct arena a;
    arena_init(&a);
    check_text(say(&a, rules, 2, "bab bab bab"), "b'A/ b'I/ b'I/");
    check_text(say(&a, rules, 2, "[[b@]] bab"), "b@/ b'A/");
    arena_finish(&a);
}

static void refuses_malformed_patterns(void)
{
    static const char *const bad[] = {"",      "the",     "* *",         "NOSUCH *", "the  *",
                                      "a|| *", "* ~fish", "the ~fish *", "! *",      "~ *"};
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct homograph_rule rule = {0, bad[i]};
        struct span said = say(&a, &rule, 1, "bab");
        if (!check_true(span_starts(said, "malformed pattern of homographs: ")))
            printf("      '%s' is taken\n", bad[i]);
    }
    arena_finish(&a);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(knows_words_and_classes),
        CHECK(knows_where_clauses_and_sentences_end),
        CHECK(looks_farther),
        CHECK(takes_the_first_rule_that_holds),
        CHECK(leaves_to_the_engine_what_it_says_by_itself),
        CHECK(sees_what_was_written_after_it_has_decided),
        CHECK(refuses_malformed_patterns),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
