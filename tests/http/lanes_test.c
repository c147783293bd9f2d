/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/lanes.h"

#include <stdio.h>
#include <stdlib.h>

#include "check.h"

struct job {
    struct laned laned;
    char name;
};

/* What comes out after what went in: "a1 a2 b3" are job 1 and 2 of site a and job 3 of site b. */
static void check_order(const char *in, const char *want)
{
    struct lanes lanes = {0};
    struct job jobs[16];
    struct span rest = span_of(in), word;
    struct buf out = BUF_EMPTY;
    struct laned *item;
    char *site;
    for (size_t i = 0; span_split(&rest, ' ', &word); i++) {
        jobs[i].name = word.p[1];
        lanes_add(&lanes, span_slice(word, 0, 1), &jobs[i].laned);
    }
    while ((item = lanes_take(&lanes, &site))) {
        buf_printf(&out, "%s%c ", site, ((struct job *)item)->name);
        free(site);
    }
    check_text(span_trim(buf_span(&out)), want);
    check_true(!lanes.first && !lanes.last);
    buf_finish(&out);
}

static void one_site_is_served_in_the_order_of_coming(void)
{
    check_order("a1 a2 a3", "a1 a2 a3");
    check_order("", "");
}

static void an_archive_does_not_delay_another_site(void)
{
    check_order("a1 a2 a3 a4 b5 c6 b7", "a1 b5 c6 a2 b7 a3 a4");
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(one_site_is_served_in_the_order_of_coming),
        CHECK(an_archive_does_not_delay_another_site),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
