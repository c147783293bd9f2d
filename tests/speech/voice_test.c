/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "speech/child.h"
#include "speech/voice.h"

static struct voices *shipped;

/* Loads a folder that holds nothing but voice files of this text, called by the names of 'files'. */
static struct voices *load_files(const char *const *files, size_t n, const char *text, struct error *err)
{
    char folder[] = "/tmp/listenpost-voices-XXXXXX", path[200];
    struct voices *voices = NULL;
    if (!check_true(mkdtemp(folder) != NULL))
        return NULL;
    snprintf(path, sizeof path, "%s/voices", folder);
    mkdir(path, 0700);
    for (size_t i = 0; i < n; i++) {
        snprintf(path, sizeof path, "%s/voices/%s", folder, files[i]);
        FILE *f = fopen(path, "w");
        if (check_true(f != NULL)) {
            fputs(text, f);
            fclose(f);
        }
    }
    voices = child_voices(folder, err);
    for (size_t i = 0; i < n; i++) {
        snprintf(path, sizeof path, "%s/voices/%s", folder, files[i]);
        unlink(path);
    }
    snprintf(path, sizeof path, "%s/voices", folder);
    rmdir(path);
    rmdir(folder);
    return voices;
}

static struct voices *load(const char *file, const char *text, struct error *err)
{
    return load_files(&file, 1, text, err);
}

static void reads_every_setting_of_a_voice_file(void)
{
    struct error err = {0};
    struct voices *voices = load(
        "slow_en.voice",
        "# a comment\n\ntitle = Slow English\nlanguage=en-gb\r\nengine = en-us+Andy\n"
        "rate_wpm = 120\npitch = 40\npitch_range = 60\ngain_db = -1.25\npresence_db = 1.5\ntreble_db = -12\n"
        "pause_clause_ms = 1\npause_bracket_ms = 8\npause_dash_ms = 9\npause_colon_ms = "
        "10\npause_ellipsis_ms = 11\npause_sentence_ms = 2\npause_paragraph_ms = 3\n"
        "pause_item_ms = 4\npause_heading_ms = 5\npause_title_ms = 6\n"
        "pause_quote_ms = 5000\npause_section_ms = 7\nheading_pitch = -50\nquote_voice = de\n",
        &err);
    check_text(span_of(err.detail), "");
    const struct voice *v = voices ? voices_named(voices, SPAN("slow_en")) : NULL;
    if (check_true(v != NULL)) {
        check_true(v->shipped && v == voices_at(voices, 0));
        check_text(span_of(v->title), "Slow English");
        check_text(span_of(v->language), "en-gb");
        check_text(span_of(v->engine), "gmw/en-US+Andy");
        check_number(v->rate_wpm, 120);
        check_number(v->pitch, 40);
        check_number(v->pitch_range, 60);
        check_true(v->gain_db == -1.25 && v->presence_db == 1.5 && v->treble_db == -12);
        check_number(v->pauses.clause_ms, 1);
        check_number(v->pauses.title_ms, 6);
        check_number(v->pauses.quote_ms, 5000);
        check_number(v->pauses.section_ms, 7);
        check_number(v->pauses.bracket_ms, 8);
        check_number(v->pauses.dash_ms, 9);
        check_number(v->pauses.colon_ms, 10);
        check_number(v->pauses.ellipsis_ms, 11);
        check_number(v->heading_pitch, -50);
        check_text(span_of(v->quote_voice), "de");
    }
    voices_destroy(voices);
}

static void says_file_and_line_of_a_wrong_setting(void)
{
    static const struct {
        const char *text, *line, *sentence;
    } cases[] = {
        {"title = A\nspeed = 3\n", ":2:", "no setting 'speed'"},
        {"title\n", ":1:", "no setting 'title'"},
        {"rate_wpm = 450\n", ":1:", "80 to 449, not '450'"},
        {"rate_wpm = 12x\n", ":1:", "not '12x'"},
        {"rate_wpm = 120.5\n", ":1:", "whole number"},
        {"rate_wpm =\n", ":1:", "not ''"},
        {"gain_db = 1.2.3\n", ":1:", "not '1.2.3'"},
        {"gain_db = nan\n", ":1:", "not 'nan'"},
        {"gain_db = -25\n", ":1:", "-24 to 24"},
        {"pitch = 100000000000000000000\n", ":1:", "0 to 100"},
        {"\npitch = 1\npitch = 2\n", ":3:", "pitch is set twice"},
        {"title = \xff\xfe\n", ":1:", "UTF-8"},
        {"engine = aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", ":1:", "1 to 39 bytes"},
        {"engine = gmw/de\n", ":2:", "'language' is missing"},
        {"language = de\n", ":2:", "'engine' is missing"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct error err = {0};
        struct voices *voices = load("x.voice", cases[i].text, &err);
        struct span detail = span_of(err.detail);
        bool told = span_find(detail, "/x.voice") < detail.n && span_find(detail, cases[i].line) < detail.n &&
                    span_find(detail, cases[i].sentence) < detail.n;
        if (!check_true(!voices && err.code == ERROR_CONFIG && told))
            printf("  %s", cases[i].text);
        voices_destroy(voices);
    }
}

/* Does a voice file with this setting load? */
static bool takes(struct span name, const char *value)
{
    char text[300];
    struct voice voice;
    struct error err = {0};
    snprintf(text, sizeof text, "language = de\nengine = de\n%.*s = %s\n", (int)name.n, name.p, value);
    return voice_parse("x.voice", span_of(text), &voice, &err);
}

/* Rows "| `name` | 80 to 449 | ..." */
static void keeps_to_the_ranges_that_the_document_tells(void)
{
    struct buf document = BUF_EMPTY;
    check_fixture("../docs/voices.md", &document);
    struct span rest = buf_span(&document), line;
    size_t nrows = 0;
    while (span_line(&rest, &line)) {
        struct span name, cell;
        if (!span_starts(line, "| `") || !span_split(&line, '`', &cell) || !span_split(&line, '`', &name) ||
            !span_split(&line, '|', &cell) || !span_split(&line, '|', &cell) || voices_named(shipped, name))
            continue;
        nrows++;
        int least, most;
        char range[40], values[4][16];
        snprintf(range, sizeof range, "%.*s", (int)cell.n, cell.p);
        if (strstr(range, "5,000"))
            strcpy(range, "0 to 5000");
        if (sscanf(range, " %d to %d", &least, &most) != 2 || strstr(range, "bytes"))
            continue;
        for (int i = 0; i < 4; i++)
            snprintf(values[i], sizeof values[i], "%d", (int[]){least - 1, least, most, most + 1}[i]);
        if (!check_true(!takes(name, values[0]) && takes(name, values[1]) && takes(name, values[2]) &&
                        !takes(name, values[3])))
            printf("  %.*s\n", (int)name.n, name.p);
    }
    check_number(nrows, voice_nsettings);
    buf_finish(&document);
}

static void refuses_a_quote_voice_that_is_not_in_the_list(void)
{
    static const char *const names[] = {"nobody", "../x", "X"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char text[100];
        struct error err = {0};
        snprintf(text, sizeof text, "language = en\nengine = en-us\nquote_voice = %s\n", names[i]);
        check_true(!load("x.voice", text, &err) && err.code == ERROR_CONFIG);
        check_true(span_find(span_of(err.detail), "/x.voice: quote_voice: there is no voice '") <
                   span_of(err.detail).n);
    }
}

static void refuses_an_engine_voice_that_is_not_in_the_engines_list(void)
{
    static const char *const engines[] = {
        "en+../../../etc/passwd",
        "../gmw/en",
        "/etc/passwd",
        ".",
        "en-us+nobody",
        "en-us+",
        "+Andy",
        "!v/Andy",
        "gmw/en-US+.",
        "gmw",
        "mb/mb-en1",
    };
    for (size_t i = 0; i < COUNT_OF(engines); i++) {
        char text[200];
        struct error err = {0};
        snprintf(text, sizeof text, "language = en\nengine = %s\n", engines[i]);
        struct voices *voices = load("x.voice", text, &err);
        if (!check_true(!voices && err.code == ERROR_CONFIG))
            printf("  %s\n", engines[i]);
        voices_destroy(voices);
    }
}

static void refuses_a_file_name_that_is_no_voice_name(void)
{
    static const char *const files[] = {"a b.voice", "a.b.voice", "\xc3\xa9.voice",
                                        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.voice"};
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct error err = {0};
        check_true(!load(files[i], "language = de\nengine = de\n", &err) && err.code == ERROR_CONFIG);
    }
}

static void finds_no_voice_by_a_hostile_name(void)
{
    static const char *const names[] = {
        "",          ".",          "..",   "en-us/../de", "en+../../../etc/passwd", "en-us ", "EN-US",
        "gmw/en-US", "en-us+Andy", "\x01", "%s%n"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        check_true(!voices_named(shipped, span_of(names[i])));
    char long_name[1000];
    memset(long_name, 'a', sizeof long_name);
    struct span name = {long_name, sizeof long_name};
    check_true(!voices_named(shipped, name) && !voices_for_language(shipped, name));
    check_true(!voices_named(shipped, (struct span){"en-us", 6}));
}

static void ships_a_voice_for_each_promised_language(void)
{
    static const char *const names[] = {"en-us", "en-gb", "de", "es", "fr", "it",
                                        "pt",    "pt-br", "nl", "pl", "ru"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const struct voice *v = voices_named(shipped, span_of(names[i]));
        check_true(v && v->shipped);
        check_true(voices_for_language(shipped, span_of(names[i])) == v);
    }
    const struct voice *swahili = voices_named(shipped, SPAN("sw"));
    check_true(swahili && !swahili->shipped);
}

static void finds_the_best_voice_for_a_language(void)
{
    static const struct {
        const char *language, *name;
    } cases[] = {
        {"en", "en-us"},
        {"en-US", "en-us"},
        {"en-AU", "en-gb"},
        {"en-GB-oed", "en-gb"},
        {"EN-gb", "en-gb"},
        {"pt-PT", "pt"},
        {"pt-BR", "pt-br"},
        {"pt-AO", "pt"},
        {"fr-CA", "fr"},
        {"fr-FR", "fr"},
        {"fr-be", "fr-be"},
        {"de-AT", "de"},
        {"es-MX", "es-419"},
        {"zh-CN", "cmn"},
        {"zh-Hant-HK", "cmn"},
        {"zh-hk", "yue"},
        {"no", "nb"},
        {"nn-NO", "nb"},
        {"sw-KE", "sw"},
        {"en-x-private", "en-us"},
        {"chr", "chr-us-qaaa-x-west"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct voice *v = voices_for_language(shipped, span_of(cases[i].language));
        if (!check_text(v ? span_of(v->name) : SPAN(""), cases[i].name))
            printf("  for %s\n", cases[i].language);
    }
    static const char *const unknown[] = {"", "xx", "x", "-", "e", "english", "----"};
    for (size_t i = 0; i < COUNT_OF(unknown); i++)
        check_true(!voices_for_language(shipped, span_of(unknown[i])));
}

static void prefers_the_voice_called_like_its_language(void)
{
    static const char *const files[] = {"andy.voice", "en-us.voice", "zoe.voice"};
    struct error err = {0};
    struct voices *both = load_files(files, 3, "language = en-us\nengine = en-us\n", &err);
    struct voices *own = load(files[0], "language = en-us\nengine = en-us+Andy\n", &err);
    if (check_true(both && own)) {
        check_text(span_of(voices_for_language(both, SPAN("en-US"))->name), "en-us");
        check_text(span_of(voices_for_language(own, SPAN("en-US"))->name), "andy");
        check_text(span_of(voices_for_language(own, SPAN("en"))->name), "andy");
    }
    voices_destroy(both);
    voices_destroy(own);
}

static void lists_shipped_voices_first_and_each_name_once(void)
{
    bool file = true;
    size_t n = voices_count(shipped);
    check_true(n > 100);
    for (size_t i = 0; i < n; i++) {
        const struct voice *v = voices_at(shipped, i);
        check_true(file || !v->shipped);
        file = v->shipped;
        check_true(voices_named(shipped, span_of(v->name)) == v);
        check_true(*v->title && *v->language && *v->engine);
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(reads_every_setting_of_a_voice_file),
        CHECK(says_file_and_line_of_a_wrong_setting),
        CHECK(keeps_to_the_ranges_that_the_document_tells),
        CHECK(refuses_a_quote_voice_that_is_not_in_the_list),
        CHECK(refuses_an_engine_voice_that_is_not_in_the_engines_list),
        CHECK(refuses_a_file_name_that_is_no_voice_name),
        CHECK(finds_no_voice_by_a_hostile_name),
        CHECK(ships_a_voice_for_each_promised_language),
        CHECK(finds_the_best_voice_for_a_language),
        CHECK(prefers_the_voice_called_like_its_language),
        CHECK(lists_shipped_voices_first_and_each_name_once),
    };
    struct error err = {0};
    shipped = child_voices(NULL, &err);
    if (!shipped) {
        printf("%s\n", err.detail);
        return 2;
    }
    int status = check_main(argc, argv, checks, COUNT_OF(checks));
    voices_destroy(shipped);
    return status;
}
