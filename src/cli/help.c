/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/options.h"

/* Help text behind a column of names, cut between words at 78 characters. */
static void add_row(struct buf *out, const char *left, const char *help)
{
    enum { COLUMN = 26, WIDTH = 78 };
    buf_printf(out, "  %-*s", COLUMN - 2, left);
    size_t column = COLUMN;
    if (strlen(left) > COLUMN - 4) {
        buf_printf(out, "\n%*s", COLUMN, "");
    }
    struct span rest = span_of(help), word;
    while (span_split(&rest, ' ', &word)) {
        if (column > COLUMN && column + 1 + word.n > WIDTH) {
            buf_printf(out, "\n%*s", COLUMN, "");
            column = COLUMN;
        }
        buf_printf(out, "%s%.*s", column > COLUMN ? " " : "", (int)word.n, word.p);
        column += word.n + (column > COLUMN);
    }
    buf_add_byte(out, '\n');
}

static void add_setting(struct buf *out, const struct config_row *row)
{
    char *name = option_dashed(row->name);
    struct buf left = BUF_EMPTY, help = BUF_EMPTY;
    static const char *const values[] = {
        [CONFIG_NUMBER] = " N", [CONFIG_TEXT] = " TEXT", [CONFIG_FLAG] = "[=yes|no]", [CONFIG_CHOICE] = " "};
    buf_printf(&left, "    --%s%s%s", name, values[row->kind], row->kind == CONFIG_CHOICE ? row->unit : "");
    buf_add_text(&help, row->help);
    if (row->kind == CONFIG_NUMBER)
        buf_printf(&help, " (%s; default %s)", row->unit, row->standard);
    else if (*row->standard)
        buf_printf(&help, " (default %s)", row->standard);
    add_row(out, left.p, help.p);
    buf_finish(&left);
    buf_finish(&help);
    free(name);
}

void arguments_help(const struct command *command, struct buf *out)
{
    buf_printf(out, "usage: listenpost %s %s\n\n%s\n\nOptions:\n", command->name, command->usage,
               command->summary);
    for (size_t i = 0; i < nown_options; i++) {
        const struct own_option *o = &own_options[i];
        if (!option_taken(command, o))
            continue;
        char left[64];
        snprintf(left, sizeof left, "-%c, --%s%s%s", o->letter, o->name,
                 option_argument_kind(o) == required_argument ? " " : "", o->argument ? o->argument : "");
        add_row(out, left, o->help);
    }
    if (*command->settings)
        buf_add_text(
            out,
            "\nSettings (also LISTENPOST_NAME in the environment, 'name = value' in the --config file):\n");
    for (size_t i = 0; i < config_nrows; i++)
        if (option_listed(command->settings, config_rows[i].name))
            add_setting(out, &config_rows[i]);
    if (*command->details)
        buf_printf(out, "\n%s\n", command->details);
}
