/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/quotas.h"

#include "check.h"

enum { DAY_S = 86400, NOON = 20000 * DAY_S + DAY_S / 2 };

static void counts_each_client_until_its_day_is_used_up(void)
{
    struct quotas *q = quotas_create();
    check_number(quotas_take(q, SPAN("a"), 60, 100, NOON), 0);
    check_number(quotas_take(q, SPAN("a"), 41, 100, NOON), DAY_S / 2);
    check_number(quotas_take(q, SPAN("a"), 40, 100, NOON), 0);
    check_number(quotas_take(q, SPAN("a"), 1, 100, NOON + DAY_S / 2 - 1), 1);
    check_number(quotas_take(q, SPAN("b"), 100, 100, NOON), 0);
    quotas_destroy(q);
}

static void a_new_day_begins_with_nothing_used(void)
{
    struct quotas *q = quotas_create();
    check_number(quotas_take(q, SPAN("a"), 100, 100, NOON), 0);
    check_number(quotas_take(q, SPAN("a"), 100, 100, NOON + DAY_S / 2), 0);
    check_number(quotas_take(q, SPAN("a"), 1, 100, NOON + DAY_S / 2), DAY_S);
    quotas_destroy(q);
}

static void what_is_returned_can_be_used_again_and_no_more(void)
{
    struct quotas *q = quotas_create();
    check_number(quotas_take(q, SPAN("a"), 100, 100, NOON), 0);
    quotas_return(q, SPAN("a"), 30, NOON);
    check_number(quotas_take(q, SPAN("a"), 31, 100, NOON), DAY_S / 2);
    check_number(quotas_take(q, SPAN("a"), 30, 100, NOON), 0);
    quotas_return(q, SPAN("a"), 100, NOON + DAY_S); /* of yesterday */
    check_number(quotas_take(q, SPAN("a"), 101, 100, NOON + DAY_S), DAY_S / 2);
    quotas_destroy(q);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(counts_each_client_until_its_day_is_used_up),
        CHECK(a_new_day_begins_with_nothing_used),
        CHECK(what_is_returned_can_be_used_again_and_no_more),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
