/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/policy.h"

void policy_judge(const struct config *config, struct lines *lines)
{
    for (size_t i = 0; i < lines->nlines; i++) {
        struct line *line = &lines->lines[i];
        if (config->figures != POLICY_SKIP && line->marks == MARK_CAPTION) {
            line->kind = BLOCK_FIGURE;
            line->marks = 0;
        }
        if (line->kind == BLOCK_FIGURE && config->figures == POLICY_SKIP)
            line_drop(line, "caption or credit");
        else if (line->kind == BLOCK_CODE && config->code == POLICY_SKIP)
            line_drop(line, "code, by setting");
        else if (line->kind == BLOCK_TABLE && config->tables == POLICY_SKIP)
            line_drop(line, "table, by setting");
    }
}
