/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole articles: block policy, segments, the token map, the wire form. */
#include "check.h"
#include "script/safe.h"
#include "script/script.h"

struct fixture {
    struct config config;
    struct scripter *scripter;
    struct arena arena;
    struct script_options options;
};

static void set_up(struct fixture *f)
{
    struct error err = {0};
    config_init(&f->config);
    f->scripter = scripter_create(&f->config, &err);
    check_text(span_of(err.detail), "");
    arena_init(&f->arena);
    f->options = (struct script_options){.language = SPAN("en-us"), .pauses = pauses_standard};
    script_options_take(&f->options, &f->config);
}

static void tear_down(struct fixture *f)
{
    arena_finish(&f->arena);
    scripter_destroy(f->scripter);
    config_finish(&f->config);
}

static struct script write_blocks(struct fixture *f, struct block *blocks, size_t count)
{
    struct article article = {.title = SPAN("A title"), .blocks = blocks, .nblocks = count};
    struct script script;
    struct error err = {0};
    check_true(script_write(f->scripter, &f->arena, &article, &f->options, &script, &err));
    return script;
}

static void check_spoken(const struct script *script, const char *want)
{
    struct buf got = BUF_EMPTY;
    script_print_text(script, &got);
    check_text(buf_span(&got), want);
    buf_finish(&got);
}

static void follows_the_policy_of_blocks(void)
{
    struct fixture f;
    set_up(&f);
    f.options.speak_title = true;
    struct block blocks[] = {
        {.kind = BLOCK_HEADING, .level = 2, .text = SPAN("First part")},
        {.kind = BLOCK_PARAGRAPH, .text = SPAN("It begins. It ends.")},
        {.kind = BLOCK_ITEM, .level = 1, .ordinal = 3, .text = SPAN("Stir it.")},
        {.kind = BLOCK_CODE, .text = SPAN("a = 1\nb = 2\n")},
        {.kind = BLOCK_CODE, .text = SPAN("a = 1")},
        {.kind = BLOCK_FIGURE, .text = SPAN("A photograph")},
        {.kind = BLOCK_TABLE, .text = SPAN("Name\tAge\nAnn\t5\n")},
        {.kind = BLOCK_TABLE, .text = SPAN("1\n2\n3\n4\n5\n6\n7\n8\n9\n")},
        {.kind = BLOCK_PARAGRAPH, .text = SPAN("…")},
        {.kind = BLOCK_QUOTE, .text = SPAN("Das ist 5 Uhr."), .language = SPAN("de")},
    };
    struct script script = write_blocks(&f, blocks, COUNT_OF(blocks));
    check_spoken(&script,
                 "A title\nFirst part\nIt begins. It ends.\nthree: Stir it.\nCode block, two lines.\n"
                 "Code block, one line.\nName, Age Ann, five\nTable, nine rows.\nDas ist 5 Uhr.\n");
    check_number(script.segments[0].block, SEGMENT_TITLE);
    check_number(script.segments[0].utterances[0].pause_ms, pauses_standard.title_ms);
    check_number(script.segments[1].utterances[0].pause_ms, pauses_standard.heading_ms);
    check_number(script.segments[2].nutterances, 2);
    check_number(script.segments[2].utterances[0].pause_ms, pauses_standard.sentence_ms);
    check_number(script.segments[2].utterances[1].pause_ms, pauses_standard.paragraph_ms);
    check_text(script.segments[8].language, "de");
    tear_down(&f);
}

/* The silence behind each block. */
static void rests_longer_before_a_heading_than_behind_it(void)
{
    struct fixture f;
    set_up(&f);
    struct block blocks[] = {
        {.kind = BLOCK_HEADING, .level = 2, .text = SPAN("Part")},
        {.kind = BLOCK_HEADING, .level = 3, .text = SPAN("Chapter")},
        {.kind = BLOCK_ITEM, .level = 1, .text = SPAN("Salt.")},
        {.kind = BLOCK_ITEM, .level = 1, .text = SPAN("Pepper.")},
        {.kind = BLOCK_FIGURE, .text = SPAN("Nobody hears this")},
        {.kind = BLOCK_PARAGRAPH, .text = SPAN("It begins.")},
        {.kind = BLOCK_QUOTE, .text = SPAN("So they say.")},
        {.kind = BLOCK_HEADING, .level = 2, .text = SPAN("Another part")},
        {.kind = BLOCK_PARAGRAPH, .text = SPAN("It ends.")},
    };
    struct script script = write_blocks(&f, blocks, COUNT_OF(blocks));
    const struct pauses *p = &pauses_standard;
    const int want[] = {p->heading_ms,   p->heading_ms, p->item_ms,    p->paragraph_ms,
                        p->paragraph_ms, p->section_ms, p->heading_ms, p->paragraph_ms};
    check_true(p->section_ms > p->heading_ms);
    if (check_number(script.nsegments, COUNT_OF(want)))
        for (size_t i = 0; i < COUNT_OF(want); i++)
            check_number(script.segments[i].utterances[0].pause_ms, want[i]);
    tear_down(&f);
}

static void breathes_inside_a_sentence_as_the_voice_says(void)
{
    struct fixture f;
    set_up(&f);
    const struct pauses *p = &pauses_standard;
    static const char text[] =
        "He left, she (too) did – it was late – so: we wait... and see; maybe. (It ended.)";
    static const char *const spoken[] = {"He left, she,", "too,",     "did,",   "it was late,", "so:",
                                         "we wait,",      "and see;", "maybe.", "It ended."};
    const int want[] = {p->bracket_ms,  p->bracket_ms, p->dash_ms,     p->dash_ms,     p->colon_ms,
                        p->ellipsis_ms, p->colon_ms,   p->sentence_ms, p->paragraph_ms};
    struct block blocks[] = {{.kind = BLOCK_PARAGRAPH, .text = span_of(text)}};
    struct script script = write_blocks(&f, blocks, COUNT_OF(blocks));
    const struct segment *s = &script.segments[0];
    size_t nsentences = 0;
    if (check_number(s->nutterances, COUNT_OF(want)))
        for (size_t i = 0; i < COUNT_OF(want); i++) {
            const struct utterance *u = &s->utterances[i];
            check_text(span_slice(s->spoken, u->spoken_at, u->spoken_at + u->spoken_bytes), spoken[i]);
            check_number(u->pause_ms, want[i]);
            nsentences += u->sentence;
        }
    check_number(nsentences, 2);
    tear_down(&f);
}

/* The text's stretches between braces are in this language: what is spoken, a segment a line, with language
 * and the silence behind it. */
static void check_languages(const char *marked, const char *language, const char *want)
{
    struct fixture f;
    struct annotation notes[4];
    size_t n = 0;
    struct buf text = BUF_EMPTY, got = BUF_EMPTY;
    set_up(&f);
    for (const char *p = marked; *p; p++) {
        if (*p == '{')
            notes[n++] = (struct annotation){
                .kind = ANNOTATION_LANGUAGE, .at = (uint32_t)text.n, .value = span_of(language)};
        else if (*p == '}')
            notes[n - 1].bytes = (uint32_t)text.n - notes[n - 1].at;
        else
            buf_add_byte(&text, *p);
    }
    struct block block = {
        .kind = BLOCK_PARAGRAPH, .text = buf_span(&text), .annotations = notes, .nannotations = n};
    struct script script = write_blocks(&f, &block, 1);
    for (size_t i = 0; i < script.nsegments; i++) {
        const struct segment *s = &script.segments[i];
        buf_printf(&got, "%.*s %u %.*s\n", (int)s->language.n, s->language.p,
                   s->utterances[s->nutterances - 1].pause_ms, (int)s->spoken.n, s->spoken.p);
    }
    check_text(buf_span(&got), want);
    buf_finish(&text);
    buf_finish(&got);
    tear_down(&f);
}

static void sentences_in_another_language_are_that_languages(void)
{
    check_languages("It is 5. {Es ist 5.} It was 4.", "de",
                    "en-us 400 It is five.\nde 400 Es ist 5.\nen-us 750 It was four.\n");
    check_languages("He said: “{Guten Tag!}” And left.", "de",
                    "en-us 200 He said:\nde 400 Guten Tag!\nen-us 750 And left.\n");
    check_languages("He said “{Ich bin ein Berliner},” in 1963.", "de",
                    "en-us 200 He said,\nde 200 Ich bin ein Berliner,\nen-us 750 in nineteen sixty three.\n");
    check_languages("{Es ist spät}. {Er geht heim.}", "de", "de 750 Es ist spät. Er geht heim.\n");
}

static void words_in_another_script_are_spoken_by_a_voice_that_reads_it(void)
{
    check_languages("Moscow (Russian: {Москва}, Moskva) is big.", "ru",
                    "en-us 200 Moscow, Russian:\nru 200 Москва,\nen-us 750 Moskva, is big.\n");
    check_languages("It is {Moskva} there.", "ru", "en-us 750 It is Moskva there.\n");
}

static void words_of_another_language_stay_in_their_sentence(void)
{
    check_languages("The {coup d’état} of {9 Thermidor}.", "fr",
                    "en-us 750 The coup d'état of nine Thermidor.\n");
    check_languages("{It is a good day for all of us}, he said.", "en-gb",
                    "en-us 750 It is a good day for all of us, he said.\n");
    check_languages("He left. {Basta}, she said.", "it", "en-us 750 He left. Basta, she said.\n");
}

static void says_the_letter_that_a_list_shows(void)
{
    struct fixture f;
    set_up(&f);
    struct block blocks[] = {
        {.kind = BLOCK_ITEM, .level = 1, .ordinal = 2, .lettered = true, .text = SPAN("Stir it.")},
        {.kind = BLOCK_ITEM, .level = 1, .ordinal = 26, .lettered = true, .text = SPAN("Serve it.")},
        {.kind = BLOCK_ITEM, .level = 1, .ordinal = 27, .lettered = true, .text = SPAN("Eat it.")},
    };
    struct script script = write_blocks(&f, blocks, COUNT_OF(blocks));
    check_spoken(&script, "B: Stir it.\nZ: Serve it.\ntwenty seven: Eat it.\n");
    tear_down(&f);
}

/* Every token's source, in the order of speaking. */
static void check_sources(const struct segment *segment, const char *written, const char *want)
{
    struct buf got = BUF_EMPTY;
    for (size_t i = 0; i < segment->ntokens; i++) {
        const struct token *t = &segment->tokens[i];
        buf_printf(&got, "%s%.*s", i ? "|" : "", (int)t->source_bytes, written + t->source_at);
    }
    check_text(buf_span(&got), want);
    buf_finish(&got);
}

static void words_and_silences_of_the_page_keep_the_map(void)
{
    struct fixture f;
    set_up(&f);
    static const char text[] = "Read ABJ 5 now. It is 3 pm.";
    struct annotation notes[] = {
        {.kind = ANNOTATION_PAUSE, .at = 0, .pause_ms = 2000},
        {.kind = ANNOTATION_SAY, .at = 5, .bytes = 5, .value = SPAN("the bee journal 5")},
        {.kind = ANNOTATION_CODE, .at = 5, .bytes = 3},
        {.kind = ANNOTATION_PAUSE, .at = 16, .pause_ms = 900},
        {.kind = ANNOTATION_PAUSE, .at = 22, .pause_ms = 700},
        {.kind = ANNOTATION_PAUSE, .at = 27, .pause_ms = 3000},
    };
    struct block blocks[] = {{.kind = BLOCK_HEADING, .level = 2, .text = SPAN("News")},
                             {.kind = BLOCK_PARAGRAPH,
                              .text = span_of(text),
                              .voice = SPAN("en-gb"),
                              .annotations = notes,
                              .nannotations = COUNT_OF(notes)}};
    struct script script = write_blocks(&f, blocks, 2);
    check_spoken(&script, "News\nRead the bee journal five now. It is, three PM.\n");
    check_number(script.segments[0].utterances[0].pause_ms, 2000);
    check_text(script.segments[0].voice, "");
    const struct segment *s = &script.segments[1];
    check_text(s->voice, "en-gb");
    check_sources(s, text, "Read|ABJ 5|ABJ 5|ABJ 5|ABJ 5|now|It|is|3 pm|3 pm");
    if (check_number(s->nutterances, 3)) {
        check_number(s->utterances[0].pause_ms, 900);
        check_number(s->utterances[1].pause_ms, 700);
        check_number(s->utterances[2].pause_ms, 3000);
        check_true(s->utterances[1].sentence && !s->utterances[2].sentence);
    }
    tear_down(&f);
}

static void formulas_notes_and_figures_are_announced(void)
{
    struct fixture f;
    set_up(&f);
    static const char text[] = "So E = 3 holds[2].";
    struct annotation notes[] = {{.kind = ANNOTATION_FORMULA, .at = 3, .bytes = 5},
                                 {.kind = ANNOTATION_NOTE, .at = 14, .bytes = 3, .value = SPAN("2")}};
    struct annotation begins[] = {{.kind = ANNOTATION_NOTE, .value = SPAN("2")}};
    struct block blocks[] = {
        {.kind = BLOCK_PARAGRAPH, .text = span_of(text), .annotations = notes, .nannotations = 2},
        {.kind = BLOCK_PARAGRAPH, .text = SPAN("In spring."), .annotations = begins, .nannotations = 1},
        {.kind = BLOCK_FIGURE, .text = SPAN("A hive.")},
    };
    struct script script = write_blocks(&f, blocks, 3);
    check_spoken(&script, "So E equals three holds, note two.\nnote two: In spring.\n");
    f.options.math = POLICY_ANNOUNCE;
    f.options.figures = POLICY_ANNOUNCE;
    script = write_blocks(&f, blocks, 3);
    check_spoken(&script, "So formula holds, note two.\nnote two: In spring.\nFigure: A hive.\n");
    check_sources(&script.segments[0], text, "So|E = 3|holds|[2]|[2]");
    tear_down(&f);
}

static void tables_are_read_with_their_headings_or_announced_by_size(void)
{
    struct fixture f;
    set_up(&f);
    static const char text[] = "Name\tAge\nAnn\t5\n\t7";
    struct block block = {.kind = BLOCK_TABLE, .columns = 2, .header = true, .text = span_of(text)};
    struct script script = write_blocks(&f, &block, 1);
    check_spoken(&script, "Name: Ann, Age: five Age: seven\n");
    check_sources(&script.segments[0], text, "|Ann||5||7");
    f.options.table_max_rows = 1;
    script = write_blocks(&f, &block, 1);
    check_spoken(&script, "Table, two columns, two rows.\n");
    f.options.table_max_rows = 8;
    f.options.tables = POLICY_ANNOUNCE;
    block.language = SPAN("de");
    script = write_blocks(&f, &block, 1);
    check_spoken(&script, "Tabelle, 2 Spalten, 2 Zeilen.\n");
    tear_down(&f);
}

static void refuses_an_article_without_words(void)
{
    struct fixture f;
    set_up(&f);
    struct block blocks[] = {{.kind = BLOCK_PARAGRAPH, .text = SPAN("… — !")},
                             {.kind = BLOCK_FIGURE, .text = SPAN("x")}};
    struct article article = {.blocks = blocks, .nblocks = COUNT_OF(blocks)};
    struct script script;
    struct error err = {0};
    check_true(!script_write(f.scripter, &f.arena, &article, &f.options, &script, &err));
    check_number(err.code, ERROR_NO_TEXT);
    tear_down(&f);
}

static void ties_five_words_to_one_expression(void)
{
    struct fixture f;
    set_up(&f);
    struct block block = {.kind = BLOCK_PARAGRAPH, .text = SPAN("Ünï paid $3.5M, fine.")};
    struct script script = write_blocks(&f, &block, 1);
    const struct segment *s = &script.segments[0];
    check_text(s->spoken, "Ünï paid three point five million dollars, fine.");
    if (check_number(s->ntokens, 8))
        for (int i = 2; i < 7; i++)
            check_text(span_slice(block.text, s->tokens[i].source_at,
                                  s->tokens[i].source_at + s->tokens[i].source_bytes),
                       "$3.5M");
    check_text(
        span_slice(block.text, s->tokens[7].source_at, s->tokens[7].source_at + s->tokens[7].source_bytes),
        "fine");
    tear_down(&f);
}

static void cuts_long_sentences_at_clauses(void)
{
    struct fixture f;
    set_up(&f);
    struct buf text = BUF_EMPTY;
    for (int i = 0; i < 40; i++)
        buf_add_text(&text, i % 10 == 9 ? "something, " : "something ");
    struct block block = {.kind = BLOCK_PARAGRAPH, .text = buf_span(&text)};
    struct script script = write_blocks(&f, &block, 1);
    const struct segment *s = &script.segments[0];
    check_number(s->nutterances, 2);
    check_number(s->utterances[0].ntokens, 20);
    check_number(s->utterances[0].pause_ms, pauses_standard.clause_ms);
    check_true(s->utterances[0].sentence && !s->utterances[1].sentence);
    buf_finish(&text);
    tear_down(&f);
}

static void cuts_long_paragraphs_between_sentences(void)
{
    struct fixture f;
    set_up(&f);
    f.options.segment_bytes = 30;
    struct block block = {.kind = BLOCK_PARAGRAPH,
                          .text = SPAN("One is here. Two is here. Three is here. Four.")};
    struct script script = write_blocks(&f, &block, 1);
    check_spoken(&script, "One is here. Two is here.\nThree is here. Four.\n");
    check_number(script.segments[0].utterances[1].pause_ms, pauses_standard.sentence_ms);
    check_number(script.segments[1].block, 0);
    tear_down(&f);
}

static const char *const pieces[] = {"word ",
                                     "$3.5M ",
                                     "Dr. ",
                                     "12 ",
                                     ". ",
                                     "é",
                                     "\xE4\xB8\xAD",
                                     "www.a.com/b ",
                                     "\xF0\x9F\x98\x80",
                                     "A.B.C. ",
                                     "[12] ",
                                     "5 km ",
                                     "’s ",
                                     "-",
                                     " — ",
                                     "(",
                                     ")",
                                     "\n",
                                     "May 5, 2020",
                                     "\x01",
                                     "aaaaa",
                                     "1/2 ",
                                     "IV ",
                                     "% ",
                                     "\"",
                                     "x_y() ",
                                     "10:30 ",
                                     "e.g. ",
                                     "NASA ",
                                     "\xFF",
                                     "Inc. ",
                                     "1e-5 ",
                                     "½",
                                     "m² ",
                                     "...",
                                     "#3 ",
                                     "a@b.co ",
                                     "2-3 ",
                                     "King Henry VIII ",
                                     "\t"};

static struct block random_block(struct buf *text, uint32_t *seed)
{
    buf_clear(text);
    for (int i = 0; i < 120; i++) {
        *seed = *seed * 1664525u + 1013904223u;
        buf_add_text(text, pieces[(*seed >> 16) % COUNT_OF(pieces)]);
    }
    return (struct block){.kind = (enum block_kind)(*seed >> 8) % BLOCK_KINDS,
                          .ordinal = (int)(*seed % 3),
                          .text = buf_span(text)};
}

/* script_get checks all that script.h promises, so a script that crosses the boundary and comes out the same
 * keeps the promises. */
static void keeps_its_promises_for_random_text(void)
{
    static const char *const languages[] = {"en", "de", "fr", "zh", "ru", "tlh"};
    struct fixture f;
    set_up(&f);
    struct buf text = BUF_EMPTY;
    uint32_t seed = 3;
    for (int round = 0; round < 1500; round++) {
        struct arena a;
        struct script script, copy;
        struct error err = {0};
        struct buf message = BUF_EMPTY, again = BUF_EMPTY;
        arena_init(&a);
        struct block block = random_block(&text, &seed);
        struct article article = {.blocks = &block, .nblocks = 1, .language = span_of(languages[round % 6])};
        f.options.segment_bytes = 50 + seed % 300;
        if (script_write(f.scripter, &a, &article, &f.options, &script, &err)) {
            script_put(&script, &message);
            struct wire w = {.rest = buf_span(&message)};
            if (!check_true(script_get(&a, &w, &article, &copy) && wire_done(&w)))
                round = 1500;
            script_put(&copy, &again);
            check_true(span_equal(buf_span(&again), buf_span(&message)));
        }
        buf_finish(&message);
        buf_finish(&again);
        arena_finish(&a);
    }
    buf_finish(&text);
    tear_down(&f);
}

static bool accepts(struct fixture *f, const struct script *script, const struct article *article)
{
    struct buf message = BUF_EMPTY;
    struct script copy;
    script_put(script, &message);
    struct wire w = {.rest = buf_span(&message)};
    bool good = script_get(&f->arena, &w, article, &copy);
    buf_finish(&message);
    return good;
}

static void refuses_broken_messages(void)
{
    struct fixture f;
    set_up(&f);
    struct block block = {.kind = BLOCK_PARAGRAPH, .text = SPAN("Two words here. And more.")};
    struct article article = {.blocks = &block, .nblocks = 1};
    struct script script = write_blocks(&f, &block, 1);
    struct segment *s = &script.segments[0], whole = *s;
    check_true(accepts(&f, &script, &article));
#define REFUSES(change)                                                                                      \
    do {                                                                                                     \
        struct token token = s->tokens[1];                                                                   \
        struct utterance utterance = s->utterances[1];                                                       \
        change;                                                                                              \
        check_true(!accepts(&f, &script, &article));                                                         \
        whole.tokens[1] = token;                                                                             \
        whole.utterances[1] = utterance;                                                                     \
        *s = whole;                                                                                          \
    } while (0)
    REFUSES(s->spoken = SPAN("Two words [[a. And more."));
    REFUSES(s->spoken = SPAN("Two [[a]]. And [[b]]re."));
    REFUSES(s->spoken = SPAN("[[a]] s here. And more."));
    REFUSES(s->block = 1);
    REFUSES(s->language = SPAN(""));
    REFUSES(s->language = SPAN("../en"));
    REFUSES(s->tokens[1].source_at = 1);
    REFUSES(s->tokens[1].source_bytes = 100);
    REFUSES(s->tokens[1].spoken_at = 0);
    REFUSES(s->tokens[1].spoken_bytes = 0);
    REFUSES(s->utterances[1].token = 0);
    REFUSES(s->utterances[1].ntokens++);
    REFUSES(s->utterances[1].spoken_at = 0);
    REFUSES(s->utterances[1].pause_ms = 1000000);
    REFUSES(s->nutterances = 1);
    REFUSES(s->spoken = SPAN("Two words [[re. And more."));
    check_true(accepts(&f, &script, &article));
    tear_down(&f);
}

static void takes_linear_time_for_hostile_text(void)
{
    static const char *const hostile[] = {"a.", "1,", "(", ". ", "1-", "A@", "\"1\"", "www.",
                                          "I ", "/a", "$", "'a", "1/", "_a", "%",     "[1]"};
    struct fixture f;
    set_up(&f);
    for (size_t h = 0; h < COUNT_OF(hostile); h++) {
        struct arena a;
        struct buf text = BUF_EMPTY;
        struct script script;
        struct error err = {0};
        arena_init(&a);
        while (text.n < 40000)
            buf_add_text(&text, hostile[h]);
        struct block block = {.kind = BLOCK_PARAGRAPH, .text = buf_span(&text)};
        struct article article = {.blocks = &block, .nblocks = 1};
        script_write(f.scripter, &a, &article, &f.options, &script,
                     &err); /* the test's limit is the runner's */
        check_true(a.used_bytes < 400u * 1024 * 1024);
        buf_finish(&text);
        arena_finish(&a);
    }
    tear_down(&f);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(follows_the_policy_of_blocks),
        CHECK(rests_longer_before_a_heading_than_behind_it),
        CHECK(breathes_inside_a_sentence_as_the_voice_says),
        CHECK(sentences_in_another_language_are_that_languages),
        CHECK(words_in_another_script_are_spoken_by_a_voice_that_reads_it),
        CHECK(words_of_another_language_stay_in_their_sentence),
        CHECK(says_the_letter_that_a_list_shows),
        CHECK(words_and_silences_of_the_page_keep_the_map),
        CHECK(formulas_notes_and_figures_are_announced),
        CHECK(tables_are_read_with_their_headings_or_announced_by_size),
        CHECK(refuses_an_article_without_words),
        CHECK(ties_five_words_to_one_expression),
        CHECK(cuts_long_sentences_at_clauses),
        CHECK(cuts_long_paragraphs_between_sentences),
        CHECK(keeps_its_promises_for_random_text),
        CHECK(refuses_broken_messages),
        CHECK(takes_linear_time_for_hostile_text),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
