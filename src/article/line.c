/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/line.h"

enum {
    FRAGMENT_BYTES = 60,  /* a shorter line that ends no sentence is a label, a name, a date */
    PROSE_BYTES_MIN = 80, /* a sentence that long is text, wherever it stands */
};

void line_drop(struct line *line, const char *reason)
{
    if (!line->kept && !line->dropped)
        line->dropped = reason;
}

void line_keep(struct line *line, const char *reason)
{
    if (!line->dropped && !line->kept)
        line->kept = reason;
}

double line_link_share(const struct line *line)
{
    if (line->text.n == 0)
        return 0;
    double share = (double)line->link_bytes / (double)line->text.n;
    return share < 1 ? share : 1;
}

static bool closes(uint32_t code)
{
    return code == '"' || code == '\'' || code == ')' || code == ']' || code == 0x201D || code == 0x2019 ||
           code == 0xBB || code == 0x203A || code == 0x201C || code == ' ';
}

bool text_ends_sentence(struct span text)
{
    size_t length;
    for (size_t at = text.n; at > 0; at -= length) {
        uint32_t code = utf8_before(text, at, &length);
        if (closes(code))
            continue;
        return code == '.' || code == '!' || code == '?' || code == ':' || code == ';' || code == 0x2026 ||
               code == 0x3002 || code == 0xFF01 || code == 0xFF1F || code == 0x0964 || code == 0x06D4 ||
               code == 0x061F;
    }
    return false;
}

double line_mass(const struct line *line)
{
    static const double weights[BLOCK_KINDS] = {[BLOCK_PARAGRAPH] = 1,
                                                [BLOCK_QUOTE] = 1,
                                                [BLOCK_ITEM] = 0.5,
                                                [BLOCK_CODE] = 0.5,
                                                [BLOCK_TABLE] = 0.3};
    double share = line_link_share(line);
    if (share > 0.5 || (line->text.n < FRAGMENT_BYTES && !text_ends_sentence(line->text)) ||
        line->text.n < 20)
        return 0;
    double n = (double)line->text.n;
    return weights[line->kind] * n * (1 - share);
}

bool line_is_prose(const struct line *line)
{
    return !line->dropped && line->kind != BLOCK_HEADING && line->text.n >= PROSE_BYTES_MIN &&
           line_link_share(line) < 0.5 && text_ends_sentence(line->text);
}

bool line_is_label(const struct line *line)
{
    return line->kind == BLOCK_PARAGRAPH && line->text.n < PROSE_BYTES_MIN && !text_ends_sentence(line->text);
}

double lines_prose_bytes(const struct lines *lines, size_t from, size_t to)
{
    double bytes = 0;
    for (size_t i = from; i < to; i++)
        bytes += line_is_prose(&lines->lines[i]) ? (double)lines->lines[i].text.n : 0;
    return bytes;
}
