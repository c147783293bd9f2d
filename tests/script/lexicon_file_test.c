/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lexicon files: what is taken, and what their writers are told. */
#include "check.h"
#include "script/lexicon_file.h"

struct attempt {
    struct arena arena;
    struct config config;
    struct lexicon lexicon;
    struct error err;
};

static void begin(struct attempt *r)
{
    *r = (struct attempt){0};
    arena_init(&r->arena);
    config_init(&r->config);
}

static void end(struct attempt *r)
{
    arena_finish(&r->arena);
    config_finish(&r->config);
}

static bool read_text(struct attempt *r, struct span text)
{
    const struct lexicon_file file = {text, SPAN("x.lex"), SPAN("en-us")};
    const struct lexicon_limits limits = lexicon_limits(&r->config);
    return lexicon_read(&r->arena, &limits, &file, &r->lexicon, ERROR_LEXICON, &r->err);
}

static const struct lexeme *entry(struct attempt *r, const char *word)
{
    struct atoms atoms = atoms_of(&r->arena, span_of(word));
    size_t next = 0;
    const struct lexeme *e = lexicon_find(&r->lexicon, &atoms, 0, atoms.n, &next);
    return e && next == atoms.n ? e : NULL;
}

static void check_alias(struct attempt *r, const char *word, const char *alias)
{
    const struct lexeme *e = entry(r, word);
    if (check_true(e != NULL))
        check_text(e->alias, alias);
}

/* The file is refused, with this said. */
static void check_refused(struct span text, const char *detail)
{
    struct attempt r;
    begin(&r);
    check_true(!read_text(&r, text));
    check_number(r.err.code, ERROR_LEXICON);
    check_text(span_of(r.err.detail), detail);
    end(&r);
}

static void lines_are_words_a_tab_and_other_words(void)
{
    struct attempt r;
    begin(&r);
    check_true(
        read_text(&r, SPAN("\xEF\xBB\xBF# a comment\n\nnginx\tengine X\r\nNew York \t the big apple\n")));
    check_number(r.lexicon.n, 2);
    check_alias(&r, "nginx", "engine X");
    check_alias(&r, "New York", "the big apple");
    check_text(r.lexicon.language, "en-us");
    end(&r);
}

static void a_file_names_its_language(void)
{
    struct attempt r;
    begin(&r);
    check_true(read_text(&r, SPAN("@lang de\nHandy\tHendi\n@home\tat home\n")));
    check_text(r.lexicon.language, "de");
    check_alias(&r, "@home", "at home");
    end(&r);
    check_refused(SPAN("@lang d!\n"), "x.lex:1: write the language as in 'en' or 'en-us'");
    check_refused(SPAN("x\ty\n@lang de\n"),
                  "x.lex:2: only '@lang LANGUAGE' may begin with @, before the first word");
}

static void lines_that_cannot_be_used_are_told_with_their_place(void)
{
    check_refused(SPAN("good\tgood\nbad\n"), "x.lex:2: put a tab between the word and how to say it");
    check_refused(SPAN("\tx\n"), "x.lex:1: give a word of 1 to 160 bytes");
    check_refused(SPAN("x\t \n"), "x.lex:1: say 'x' with words: 1 to 400 bytes of letters and digits");
    check_refused(SPAN("x\t!!\n"), "x.lex:1: say 'x' with words: 1 to 400 bytes of letters and digits");
    check_refused(SPAN("x\t\xFF\n"), "x.lex:1: the file is not in UTF-8: convert it");
    check_refused(SPAN("x\t[[a\x1B]]\n"), "x.lex:1:6: 'U+001B' is no phoneme of the voices of this language");
    check_refused(SPAN("a\0b\tc\nd\te\0f\n"),
                  "x.lex:1: take the control characters out; x.lex:2: take the control characters out");
    check_refused(SPAN("x\ty\n\nx\tz\n"), "x.lex:3: 'x' has an entry already, in line 1: remove one");
}

static void several_problems_are_told_at_once(void)
{
    check_refused(SPAN("a\nb\n"), "x.lex:1: put a tab between the word and how to say it; x.lex:2: put a tab "
                                  "between the word and how to say it");
    check_refused(
        SPAN("a\nb\nc\nd\ne\nf\n"),
        "x.lex:1: put a tab between the word and how to say it; x.lex:2: put a tab between the word and "
        "how to say it; x.lex:3: put a tab between the word and how to say it; x.lex:4: put a tab "
        "between the word and how to say it; and 2 more");
}

static void limits_are_settings(void)
{
    struct attempt r;
    begin(&r);
    r.config.lexicon_max_entries = 2;
    check_true(read_text(&r, SPAN("a\tb\nb\tc\n")));
    check_true(!read_text(&r, SPAN("a\tb\nb\tc\nc\td\nd\n")));
    check_text(span_of(r.err.detail),
               "x.lex:3: this is entry 3: raise lexicon_max_entries or divide the file");
    r.config.lexicon_max_bytes = 3;
    check_true(!read_text(&r, SPAN("a\tb\n")));
    check_text(span_of(r.err.detail), "x.lex: larger than lexicon_max_bytes (3)");
    end(&r);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(lines_are_words_a_tab_and_other_words),
        CHECK(a_file_names_its_language),
        CHECK(lines_that_cannot_be_used_are_told_with_their_place),
        CHECK(several_problems_are_told_at_once),
        CHECK(limits_are_settings),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
