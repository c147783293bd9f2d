/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lexicons in XML (W3C PLS 1.0). */
#include "check.h"
#include "script/lexicon_file.h"

#define HEAD                                                                                                 \
    "<?xml version=\"1.0\"?>\n<lexicon version=\"1.0\" "                                                     \
    "xmlns=\"http://www.w3.org/2005/01/pronunciation-lexicon\" alphabet=\"ipa\" xml:lang=\"en-GB\">\n"
#define TAIL "</lexicon>\n"

struct attempt {
    struct arena arena;
    struct config config;
    struct lexicon lexicon;
    struct error err;
};

static bool begin(struct attempt *r, struct span text, int64_t depth)
{
    *r = (struct attempt){0};
    arena_init(&r->arena);
    config_init(&r->config);
    r->config.lexicon_max_depth = depth;
    const struct lexicon_file file = {text, SPAN("x.pls"), SPAN("en-us")};
    const struct lexicon_limits limits = lexicon_limits(&r->config);
    return lexicon_read(&r->arena, &limits, &file, &r->lexicon, ERROR_LEXICON, &r->err);
}

static void end(struct attempt *r)
{
    arena_finish(&r->arena);
    config_finish(&r->config);
}

/* "word=alias" and "word=[phonemes]" of all entries, in their order. */
static void check_entries(struct span text, const char *want)
{
    struct attempt r;
    struct buf out = BUF_EMPTY;
    if (!check_true(begin(&r, text, 16)))
        check_text(span_of(r.err.detail), "");
    for (size_t i = 0; i < r.lexicon.n; i++) {
        const struct lexeme *e = &r.lexicon.list[i];
        struct span said = e->phonemes.n ? e->phonemes : e->alias;
        buf_printf(&out, e->phonemes.n ? "%s%.*s=[%.*s]" : "%s%.*s=%.*s", i ? "|" : "", (int)e->grapheme.n,
                   e->grapheme.p, (int)said.n, said.p);
    }
    check_text(buf_span(&out), want);
    buf_finish(&out);
    end(&r);
}

static void check_refused(struct span text, const char *detail)
{
    struct attempt r;
    check_true(!begin(&r, text, 16));
    check_number(r.err.code, ERROR_LEXICON);
    check_text(span_of(r.err.detail), detail);
    end(&r);
}

static void reads_aliases_and_phonemes_for_all_graphemes(void)
{
    check_entries(SPAN(HEAD
                       "<lexeme><grapheme> nginx\n</grapheme><alias>engine &amp; X</alias></lexeme>\n"
                       "<lexeme role=\"claws:NN1\"><grapheme>Newton</grapheme><grapheme>Newtoun</grapheme>"
                       "<phoneme>\xCB\x88njuːtən</phoneme><example>Newton <b/></example></lexeme>" TAIL),
                  "Newton=['nju:t@n]|Newtoun=['nju:t@n]|nginx=engine & X");
}

static void the_preferred_form_wins_then_the_first(void)
{
    check_entries(SPAN(HEAD
                       "<lexeme><grapheme>a</grapheme><alias>one</alias><alias>two</alias></lexeme>"
                       "<lexeme><grapheme>b</grapheme><alias>one</alias><alias prefer=\"true\">two</alias>"
                       "<alias prefer=\"true\">three</alias></lexeme>" TAIL),
                  "a=one|b=two");
}

static void of_two_lexemes_for_a_word_the_first_holds(void)
{
    check_entries(SPAN(HEAD "<lexeme role=\"x:verb\"><grapheme>a</grapheme><alias>one</alias></lexeme>"
                            "<lexeme role=\"x:noun\"><grapheme>a</grapheme><alias>two</alias></lexeme>" TAIL),
                  "a=one");
}

static void the_alphabet_is_the_forms_own_or_the_documents(void)
{
    check_entries(
        SPAN("<lexicon alphabet=\"x-espeak\" version=\"1.0\"><lexeme><grapheme>a</grapheme>"
             "<phoneme>b'i:</phoneme></lexeme><lexeme><grapheme>b</grapheme><phoneme alphabet=\"ipa\">"
             "biː</phoneme></lexeme></lexicon>"),
        "a=[b'i:]|b=['bi:]");
    check_refused(
        SPAN("<lexicon alphabet=\"x-sampa\">\n<lexeme><grapheme>a</grapheme><phoneme>b</phoneme></lexeme>"
             "</lexicon>"),
        "x.pls:1:1: the alphabet 'x-sampa' is not known: use ipa or x-espeak");
}

static void the_language_is_the_documents(void)
{
    struct attempt r;
    check_true(begin(&r, SPAN(HEAD TAIL), 16));
    check_text(r.lexicon.language, "en-GB");
    end(&r);
    check_true(begin(&r, SPAN("<lexicon version=\"1.0\"/>"), 16));
    check_text(r.lexicon.language, "en-us");
    end(&r);
}

static void metadata_and_other_namespaces_are_passed_over(void)
{
    check_entries(SPAN(HEAD
                       "<meta name=\"x\" content=\"y\"/><metadata><r:RDF xmlns:r=\"urn:r\"><lexeme/></r:RDF>"
                       "</metadata><x:note xmlns:x=\"urn:x\"><lexeme/></x:note>"
                       "<lexeme><grapheme>a</grapheme><alias>one</alias></lexeme>" TAIL),
                  "a=one");
}

static void signs_that_are_no_sounds_are_told_where_they_stand(void)
{
    check_refused(
        SPAN(HEAD "<lexeme><grapheme>a</grapheme><phoneme>\xCB\x88nɪ&#x298;</phoneme></lexeme>\n"
                  "<lexeme><grapheme>b</grapheme>\n <phoneme>\xCB\x88n\n  ɪ\xCA\x98</phoneme></lexeme>" TAIL),
        "x.pls:3:43: '\xCA\x98' is no sound of this language: write another, or eSpeak's phonemes; "
        "x.pls:6:4: '\xCA\x98' is no sound of this language: write another, or eSpeak's phonemes");
}

static void what_is_not_a_lexicon_is_told(void)
{
    static const struct {
        const char *text, *detail;
    } cases[] = {
        {"<html/>",
         "x.pls:1:1: there is no element <html> in a lexicon; x.pls:1:1: this is no lexicon: the outermost "
         "element must be <lexicon>"},
        {"<lexicon><lexeme>", "x.pls:1:18: this is no XML: no element found"},
        {"<lexicon version=\"2.0\"/>", "x.pls:1:1: only version 1.0 is known"},
        {"<lexicon>\n<lexem/></lexicon>", "x.pls:2:1: there is no element <lexem> in a lexicon"},
        {"<lexicon>\n<lexeme><alias>a</alias></lexeme></lexicon>",
         "x.pls:2:1: give this lexeme a <grapheme>"},
        {"<lexicon>\n<lexeme><grapheme>a</grapheme></lexeme></lexicon>",
         "x.pls:2:1: give this lexeme an <alias> or a <phoneme>"},
        {"<lexicon><grapheme>a</grapheme></lexicon>", "x.pls:1:10: put it directly into a <lexeme>"},
        {"<lexicon><lexeme><grapheme>a<alias/></grapheme><alias>b</alias></lexeme></lexicon>",
         "x.pls:1:29: only text may stand inside a grapheme, alias or phoneme"},
        {"<lexicon>\n<lexeme><grapheme>a</grapheme><alias>!</alias></lexeme></lexicon>",
         "x.pls:2:39: say 'a' with words: 1 to 400 bytes of letters and digits"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        check_refused(span_of(cases[i].text), cases[i].detail);
}

static void document_types_and_entities_are_refused(void)
{
    check_refused(SPAN("<!DOCTYPE lexicon [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>\n"
                       "<lexicon><lexeme><grapheme>&b;</grapheme><alias>b</alias></lexeme></lexicon>"),
                  "x.pls:1:19: take the <!DOCTYPE> out: lexicons are read without");
    check_refused(SPAN("<lexicon><lexeme><grapheme>&b;</grapheme></lexeme></lexicon>"),
                  "x.pls:1:28: this is no XML: undefined entity");
}

static void depth_is_a_setting(void)
{
    struct attempt r;
    check_true(begin(&r, SPAN("<lexicon><metadata><a/></metadata></lexicon>"), 4));
    end(&r);
    check_true(!begin(&r, SPAN("<lexicon><metadata><a><a><a/></a></a></metadata></lexicon>"), 4));
    check_text(span_of(r.err.detail), "x.pls:1:26: elements are nested deeper than lexicon_max_depth");
    end(&r);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(reads_aliases_and_phonemes_for_all_graphemes),
        CHECK(the_preferred_form_wins_then_the_first),
        CHECK(of_two_lexemes_for_a_word_the_first_holds),
        CHECK(the_alphabet_is_the_forms_own_or_the_documents),
        CHECK(the_language_is_the_documents),
        CHECK(metadata_and_other_namespaces_are_passed_over),
        CHECK(signs_that_are_no_sounds_are_told_where_they_stand),
        CHECK(what_is_not_a_lexicon_is_told),
        CHECK(document_types_and_entities_are_refused),
        CHECK(depth_is_a_setting),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
