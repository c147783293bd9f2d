/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/teaser.h"

enum {
    BELOW_LINES_MAX = 3,
    BELOW_BYTES_MAX = 450, /* more below a heading is a section of its own */
    ROW_MIN = 2
};

static const double ALL_LINK = 0.95;
static const double SHARE_MAX = 0.25; /* of the text that teasers may hold */

static size_t next_kept(const struct lines *lines, size_t at)
{
    while (at < lines->nlines && lines->lines[at].dropped)
        at++;
    return at;
}

static bool is_head(const struct lines *lines, size_t at)
{
    return at < lines->nlines && lines->lines[at].kind == BLOCK_HEADING &&
           line_link_share(&lines->lines[at]) >= ALL_LINK;
}

/* The end of the teaser whose head is at 'at', or 'at' if it is none. */
static size_t teaser_end(const struct lines *lines, size_t at)
{
    size_t end = next_kept(lines, at + 1), bytes = 0;
    for (int n = 0; end < lines->nlines && lines->lines[end].kind != BLOCK_HEADING; n++) {
        bytes += lines->lines[end].text.n;
        if (n == BELOW_LINES_MAX || bytes > BELOW_BYTES_MAX)
            return at;
        end = next_kept(lines, end + 1);
    }
    return end;
}

static double kept_bytes(const struct lines *lines, size_t from, size_t to)
{
    double bytes = 0;
    for (size_t i = from; i < to; i++)
        bytes += lines->lines[i].dropped ? 0 : (double)lines->lines[i].text.n;
    return bytes;
}

static void drop(struct lines *lines, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        line_drop(&lines->lines[i], "teaser");
}

void teaser_drop(struct lines *lines)
{
    double total = kept_bytes(lines, 0, lines->nlines);
    bool article_of_links = false;
    for (size_t i = next_kept(lines, 0); i < lines->nlines && !article_of_links;
         i = next_kept(lines, i + 1)) {
        size_t row = 0, end = i;
        for (size_t next; is_head(lines, end) && (next = teaser_end(lines, end)) > end; row++)
            end = next;
        bool few = kept_bytes(lines, i, end) <= SHARE_MAX * total;
        if (row >= ROW_MIN && few && lines_prose_bytes(lines, end, lines->nlines) == 0)
            drop(lines, i, end);
        article_of_links = is_head(lines, i) && !lines->lines[i].dropped;
    }
}
