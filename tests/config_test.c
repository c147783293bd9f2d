/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config.h"

static void every_number_has_its_default_inside_its_range(void)
{
    struct config c;
    config_init(&c);
    for (size_t i = 0; i < config_nrows; i++) {
        struct error err = {0};
        if (!check_true(config_set(&c, &config_rows[i], span_of(config_rows[i].standard), &err)))
            printf("  %s: %s\n", config_rows[i].name, err.detail);
    }
    config_finish(&c);
}

static void refuses_numbers_outside_their_range(void)
{
    struct config c;
    config_init(&c);
    for (size_t i = 0; i < config_nrows; i++) {
        const struct config_row *row = &config_rows[i];
        if (row->kind != CONFIG_NUMBER)
            continue;
        char below[32], above[32];
        snprintf(below, sizeof below, "%lld", (long long)row->least - 1);
        snprintf(above, sizeof above, "%lld", (long long)row->most + 1);
        struct error err = {0};
        check_true(!config_set(&c, row, span_of(below), &err) && err.code == ERROR_CONFIG);
        check_true(!config_set(&c, row, span_of(above), &err));
        check_true(!config_set(&c, row, SPAN("12x"), &err));
        check_true(!config_set(&c, row, SPAN(""), &err));
        check_true(!config_set(&c, row, SPAN("99999999999999999999999999"), &err));
    }
    config_finish(&c);
}

static void a_choice_takes_its_words_only_and_an_error_tells_them(void)
{
    struct config c;
    struct error err = {0};
    config_init(&c);
    const struct config_row *row = config_find(SPAN("figures"));
    check_number(c.figures, POLICY_SKIP);
    check_true(config_set(&c, row, SPAN("Announce"), &err));
    check_number(c.figures, POLICY_ANNOUNCE);
    check_true(config_set(&c, row, SPAN(" read "), &err));
    check_number(c.figures, POLICY_READ);
    check_true(!config_set(&c, row, SPAN("rea"), &err) && err.code == ERROR_CONFIG);
    check_text(span_of(err.detail), "figures: give one of skip|announce|read, not 'rea'");
    check_true(!config_set(&c, row, SPAN(""), &err));
    check_true(!config_set(&c, row, SPAN("skip|announce"), &err));
    check_number(c.figures, POLICY_READ);
    config_finish(&c);
}

static void finds_a_row_by_dashes_or_underscores(void)
{
    check_true(config_find(SPAN("page-max-bytes")) == config_find(SPAN("page_max_bytes")));
    check_true(config_find(SPAN("page_max_bytes")) != NULL);
    check_true(config_find(SPAN("page_max")) == NULL);
    check_true(config_find(SPAN("")) == NULL);
}

static bool read_settings(struct config *c, const char *text, struct error *err)
{
    char path[] = "/tmp/listenpost-config-XXXXXX";
    int fd = mkstemp(path);
    check_true(fd >= 0 && file_write_all(fd, text, strlen(text)));
    close(fd);
    bool ok = config_read_file(c, path, err);
    unlink(path);
    return ok;
}

static void a_file_sets_and_says_where_it_is_wrong(void)
{
    struct config c;
    struct error err = {0};
    config_init(&c);
    check_true(read_settings(&c, "# ours\n\n rate = 180 \nsites = a.example, b.example\r\ndemo=yes", &err));
    check_number(c.rate, 180);
    check_text(span_of(c.sites), "a.example, b.example");
    check_true(c.demo);
    check_true(!read_settings(&c, "rate = 180\nrates = 1\n", &err));
    check_true(span_find(span_of(err.detail), ":2: there is no setting 'rates'") < strlen(err.detail));
    check_true(!config_read_file(&c, "/nonexistent/settings", &err));
    check_number(err.code, ERROR_INPUT_MISSING);
    config_finish(&c);
}

static void the_environment_overrides_and_a_copy_is_its_own(void)
{
    struct config c, copy;
    struct error err = {0};
    config_init(&c);
    setenv("LISTENPOST_WORKERS", "3", 1);
    setenv("LISTENPOST_VOICE", "en-gb", 1);
    check_true(config_read_environment(&c, &err));
    check_number(c.workers, 3);
    setenv("LISTENPOST_WORKERS", "many", 1);
    check_true(!config_read_environment(&c, &err));
    unsetenv("LISTENPOST_WORKERS");
    unsetenv("LISTENPOST_VOICE");
    config_copy(&copy, &c);
    config_finish(&c);
    check_text(span_of(copy.voice), "en-gb");
    config_finish(&copy);
}

static void the_documentation_is_the_table(void)
{
    struct buf out = BUF_EMPTY;
    buf_add_text(
        &out,
        "# Settings\n\nMade from `src/config.def`. A setting is a line `name = value` of the file given with"
        " `--config`, a\nvariable `LISTENPOST_NAME` of the environment, and a flag `--name` with dashes for"
        " underscores; the later\nof these wins.\n\n");
    config_document(&out);
    check_golden(buf_span(&out), "../docs/configuration.md");
    buf_finish(&out);
}

static void the_errors_document_is_the_table(void)
{
    struct buf out = BUF_EMPTY;
    buf_add_text(&out, "# Errors\n\nMade from `src/base/error.def`. A command prints `listenpost COMMAND: "
                       "SENTENCE (detail)` and"
                       " ends with the exit\nstatus; the server answers with the HTTP status and"
                       " `{\"error\":{\"code\":NAME,\"message\":SENTENCE,\"type\":...,\"param\":...}}`"
                       "\n(`docs/http-api.md`).\n\n");
    error_document(&out);
    check_golden(buf_span(&out), "../docs/errors.md");
    buf_finish(&out);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(every_number_has_its_default_inside_its_range),
        CHECK(refuses_numbers_outside_their_range),
        CHECK(a_choice_takes_its_words_only_and_an_error_tells_them),
        CHECK(finds_a_row_by_dashes_or_underscores),
        CHECK(a_file_sets_and_says_where_it_is_wrong),
        CHECK(the_environment_overrides_and_a_copy_is_its_own),
        CHECK(the_documentation_is_the_table),
        CHECK(the_errors_document_is_the_table),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
