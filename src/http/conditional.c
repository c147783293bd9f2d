/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/conditional.h"

#include "http/date.h"

/* The next entity tag of a list, its W/ told apart; false at the end or where the list is no list. */
static bool next_tag(struct span *list, struct span *tag, bool *weak)
{
    while (list->n && (list->p[0] == ' ' || list->p[0] == '\t' || list->p[0] == ','))
        *list = span_slice(*list, 1, list->n);
    *weak = span_starts(*list, "W/");
    struct span rest = span_slice(*list, *weak ? 2 : 0, list->n);
    if (!span_starts(rest, "\""))
        return false;
    size_t end = 1 + span_find_byte(span_slice(rest, 1, rest.n), '"');
    if (end >= rest.n)
        return false;
    *tag = span_slice(rest, 0, end + 1);
    *list = span_slice(rest, end + 1, rest.n);
    return true;
}

static bool list_has(struct span list, struct span etag, bool strong)
{
    struct span tag;
    bool weak;
    if (span_is(span_trim(list), "*"))
        return true;
    while (next_tag(&list, &tag, &weak))
        if (span_equal(tag, etag) && !(strong && weak))
            return true;
    return false;
}

enum condition_verdict conditions_judge(const struct conditions *c, struct span etag, time_t modified)
{
    time_t date;
    if (c->if_match.n) {
        if (!list_has(c->if_match, etag, true))
            return CONDITION_FAILED;
    } else if (c->if_unmodified_since.n && modified && date_read(c->if_unmodified_since, &date) &&
               modified > date)
        return CONDITION_FAILED;
    if (c->if_none_match.n)
        return list_has(c->if_none_match, etag, false) ? CONDITION_NOT_MODIFIED : CONDITION_GO_ON;
    if (c->if_modified_since.n && modified && date_read(c->if_modified_since, &date) && modified <= date)
        return CONDITION_NOT_MODIFIED;
    return CONDITION_GO_ON;
}

bool conditions_allow_range(const struct conditions *c, struct span etag, time_t modified)
{
    time_t date;
    if (c->if_range.n == 0)
        return true;
    if (span_starts(c->if_range, "\""))
        return span_equal(c->if_range, etag);
    return modified && date_read(c->if_range, &date) && date == modified;
}
