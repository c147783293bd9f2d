/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"
#include "script/lexicon.h"

static bool read_text(const char *text, struct error *err)
{
    struct arena a;
    struct dictionary *d = dictionary_create();
    arena_init(&a);
    bool good = lexicon_read(&a, span_of(text), "x.lex", d, err);
    arena_finish(&a);
    dictionary_destroy(d);
    return good;
}

static void reads_words_and_comments(void)
{
    struct arena a;
    struct error err = {0};
    struct dictionary *d = dictionary_create();
    arena_init(&a);
    check_true(
        lexicon_read(&a, SPAN("# a comment\n\nnginx\tengine X\r\nPolish\tpoe lish\n"), "x.lex", d, &err));
    const struct entry *e = dictionary_get(d, SPAN("NGINX"), SENSE_LEXICON);
    if (check_true(e != NULL))
        check_text(span_of(e->spoken), "engine X");
    check_true(dictionary_get(d, SPAN("Polish"), SENSE_LEXICON) != NULL);
    check_true(dictionary_get(d, SPAN("polish"), SENSE_LEXICON) == NULL);
    arena_finish(&a);
    dictionary_destroy(d);
}

static void names_file_and_line_of_bad_entries(void)
{
    static const struct {
        const char *text, *detail;
    } bad[] = {
        {"good\tgood\nbad\n", "x.lex:2: no tab between word and reading"},
        {"\tx\n", "x.lex:1: word or reading is empty"},
        {"x\t \n", "x.lex:1: word or reading is empty"},
        {"x\t[[\n", "x.lex:1: the reading must be plain words"},
        {"x\t\xFF\n", "x.lex:1: the reading must be plain words"},
        {"x\ty\n\nX\tz\n", "x.lex:3: this word has an entry already"},
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct error err = {0};
        check_true(!read_text(bad[i].text, &err));
        check_number(err.code, ERROR_CONFIG);
        check_text(span_of(err.detail), bad[i].detail);
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(reads_words_and_comments),
        CHECK(names_file_and_line_of_bad_entries),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
