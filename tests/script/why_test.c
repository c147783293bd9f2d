/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reasons that 'script --why' shows. */
#include "check.h"
#include "script/script.h"

struct written {
    struct article article;
    struct block block;
    struct script_options options;
};

/* One paragraph in English, every policy at its default. */
static void prepare(struct written *w, const char *text)
{
    *w = (struct written){.block = {.kind = BLOCK_PARAGRAPH, .text = span_of(text)}};
    w->article = (struct article){.language = SPAN("en-us"), .blocks = &w->block, .nblocks = 1};
    w->options = (struct script_options){
        .language = SPAN("en-us"), .pauses = pauses_standard, .segment_bytes = 300, .why = true};
}

static bool write_script(struct arena *a, const struct written *w, struct script *script)
{
    struct config config;
    struct error err = {0};
    config_init(&config);
    struct scripter *s = scripter_create(&config, &err);
    bool ok = check_true(s != NULL) && script_write(s, a, &w->article, &w->options, script, &err);
    scripter_destroy(s);
    config_finish(&config);
    return ok;
}

/* The reasons that are not plain, as "class rule: written = said; ". */
static void check_reasons(const struct written *w, const char *want)
{
    struct arena a;
    struct script script;
    struct buf got = BUF_EMPTY;
    arena_init(&a);
    write_script(&a, w, &script);
    for (size_t i = 0; i < script.nreasons; i++) {
        const struct reason *r = &script.reasons[i];
        struct span source = span_slice(w->block.text, r->source_at, r->source_at + r->source_bytes);
        if (!r->plain)
            buf_printf(&got, "%s%s %.*s: %.*s = %.*s", got.n ? "; " : "", class_names[r->class],
                       (int)r->rule.n, r->rule.p, (int)source.n, source.p, (int)r->said.n, r->said.p);
    }
    check_text(buf_span(&got), want);
    buf_finish(&got);
    arena_finish(&a);
}

static void names_class_and_rule_of_each_expression(void)
{
    static const char *const cases[][2] = {
        {"It cost $3.5M in 1884.", "money amount letter: $3.5M = three point five million dollars; "
                                   "date year: 1884 = eighteen eighty four"},
        {"The NASA of GCHQ's AI.", "word acronym as a word, listed: NASA = Nasa; "
                                   "letters acronym, by its letters: GCHQ's = G.C.H.Q's; "
                                   "letters acronym, listed: AI = A.I"},
        {"You MUST go.", "word capitals as a word: MUST = must"},
        {"The 29th's guests.", "ordinal ordinal: 29th's = twenty ninth's"},
        {"It works [12] \xE2\x9C\xAA there.",
         "range citation: [12] = ; punctuation sign without words: \xE2\x9C\xAA = "},
        {"See \xD1\x81\xD0\xBB\xD0\xBE\xD0\xB2\xD0\xBE there.",
         "word letters without a sound: \xD1\x81\xD0\xBB\xD0\xBE\xD0\xB2\xD0\xBE = "},
        {"an Aaaaaargh there", "word safe form: Aaaaaargh = Aaargh"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct written w;
        prepare(&w, cases[i][0]);
        check_reasons(&w, cases[i][1]);
    }
}

static void says_nothing_of_words_that_stay_as_they_are(void)
{
    struct written w;
    prepare(&w, "\xE2\x80\x9CIt is \xE2\x80\x94 as you know \xE2\x80\x94 a plain word, don\xE2\x80\x99t you "
                "think?\xE2\x80\x9D");
    check_reasons(&w, "");
}

static void names_what_the_page_asks_for(void)
{
    struct annotation notes[] = {
        {.kind = ANNOTATION_SAY, .at = 4, .bytes = 3, .value = SPAN("the NASA of $5")},
        {.kind = ANNOTATION_NOTE, .at = 13, .bytes = 1, .value = SPAN("2")},
        {.kind = ANNOTATION_FORMULA, .at = 15, .bytes = 3},
    };
    struct written w;
    prepare(&w, "The ABJ says 2 x=y.");
    w.block.annotations = notes;
    w.block.nannotations = COUNT_OF(notes);
    w.options.math = POLICY_ANNOUNCE;
    check_reasons(&w, "page say: ABJ = the Nasa of five dollars; note reference: 2 = note two; "
                      "announcement formula: x=y = formula");
}

static void names_what_block_policies_decide(void)
{
    struct written w;
    prepare(&w, "one\ntwo");
    w.block.kind = BLOCK_CODE;
    w.options.code = POLICY_ANNOUNCE;
    check_reasons(&w, "announcement code block: one\ntwo = Code block, two lines");
    prepare(&w, "Stir it.");
    w.block.kind = BLOCK_ITEM;
    w.block.ordinal = 3;
    check_reasons(&w, "announcement number of the item:  = three");
    prepare(&w, "Name\tAge\nAnn\t5");
    w.block.kind = BLOCK_TABLE;
    w.block.columns = 2;
    w.block.header = true;
    w.options.tables = POLICY_READ;
    w.options.table_max_rows = 8;
    check_reasons(
        &w, "announcement names of the columns: Name\tAge = ; announcement name of the column:  = Name; "
            "announcement name of the column:  = Age; cardinal number: 5 = five");
}

static void keeps_no_reasons_unasked(void)
{
    struct arena a;
    struct script script;
    struct written w;
    arena_init(&a);
    prepare(&w, "It cost $5.");
    w.options.why = false;
    check_true(write_script(&a, &w, &script));
    check_number(script.nreasons, 0);
    arena_finish(&a);
}

static void believes_no_reason_from_outside_the_block(void)
{
    struct arena a;
    struct script script, got;
    struct written w;
    arena_init(&a);
    prepare(&w, "It cost $5.");
    check_true(write_script(&a, &w, &script));
    for (int wrong = 0; wrong < 2; wrong++) {
        struct buf message = BUF_EMPTY;
        script.reasons[0].source_bytes = wrong ? 4000 : 2;
        script_put(&script, &message);
        struct wire wire = {.rest = buf_span(&message)};
        bool good = script_get(&a, &wire, &w.article, &got) && wire_done(&wire);
        check_true(good == !wrong);
        check_true(wrong ||
                   (got.nreasons == script.nreasons && span_is(got.reasons[2].said, "five dollars")));
        buf_finish(&message);
    }
    arena_finish(&a);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {CHECK(names_class_and_rule_of_each_expression),
                                          CHECK(says_nothing_of_words_that_stay_as_they_are),
                                          CHECK(names_what_the_page_asks_for),
                                          CHECK(names_what_block_policies_decide),
                                          CHECK(keeps_no_reasons_unasked),
                                          CHECK(believes_no_reason_from_outside_the_block)};
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
