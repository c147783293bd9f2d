/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/quotas.h"

#include <stdlib.h>
#include <unistd.h>

#include "check.h"

enum { DAY_S = 86400, NOON = 20000 * DAY_S + DAY_S / 2 };

static void counts_each_client_until_its_day_is_used_up(void)
{
    struct quotas *q = quotas_create(NULL);
    check_number(quotas_take(q, SPAN("a"), 60, 100, NOON), 0);
    check_number(quotas_take(q, SPAN("a"), 41, 100, NOON), DAY_S / 2);
    check_number(quotas_take(q, SPAN("a"), 40, 100, NOON), 0);
    check_number(quotas_take(q, SPAN("a"), 1, 100, NOON + DAY_S / 2 - 1), 1);
    check_number(quotas_take(q, SPAN("b"), 100, 100, NOON), 0);
    quotas_destroy(q);
}

static void a_new_day_begins_with_nothing_used(void)
{
    struct quotas *q = quotas_create(NULL);
    check_number(quotas_take(q, SPAN("a"), 100, 100, NOON), 0);
    check_number(quotas_take(q, SPAN("a"), 100, 100, NOON + DAY_S / 2), 0);
    check_number(quotas_take(q, SPAN("a"), 1, 100, NOON + DAY_S / 2), DAY_S);
    quotas_destroy(q);
}

static void what_is_returned_can_be_used_again_and_no_more(void)
{
    struct quotas *q = quotas_create(NULL);
    check_number(quotas_take(q, SPAN("a"), 100, 100, NOON), 0);
    quotas_return(q, SPAN("a"), 30, NOON);
    check_number(quotas_take(q, SPAN("a"), 31, 100, NOON), DAY_S / 2);
    check_number(quotas_take(q, SPAN("a"), 30, 100, NOON), 0);
    quotas_return(q, SPAN("a"), 100, NOON + DAY_S); /* of yesterday */
    check_number(quotas_take(q, SPAN("a"), 101, 100, NOON + DAY_S), DAY_S / 2);
    quotas_destroy(q);
}

static void a_restart_forgets_neither_clients_nor_the_day(void)
{
    char path[] = "/tmp/listenpost-quotas-XXXXXX";
    close(mkstemp(path));
    struct quotas *q = quotas_create(path);
    check_number(quotas_take(q, SPAN("a"), 60, 100, NOON), 0);
    check_number(quotas_take(q, SPAN("b"), 99, 100, NOON), 0);
    quotas_return(q, SPAN("b"), 9, NOON);
    quotas_destroy(q);
    q = quotas_create(path);
    check_number(quotas_take(q, SPAN("a"), 41, 100, NOON), DAY_S / 2);
    check_number(quotas_take(q, SPAN("b"), 10, 100, NOON), 0);
    check_number(quotas_take(q, SPAN("a"), 100, 100, NOON + DAY_S), 0);
    quotas_destroy(q);
    q = quotas_create(path); /* only the last day is kept */
    check_number(quotas_take(q, SPAN("a"), 1, 100, NOON + DAY_S), DAY_S / 2);
    check_number(quotas_take(q, SPAN("b"), 100, 100, NOON + DAY_S), 0);
    quotas_destroy(q);
    unlink(path);
}

static void a_damaged_file_counts_as_none(void)
{
    char path[] = "/tmp/listenpost-quotas-XXXXXX";
    int fd = mkstemp(path);
    static const char bytes[] = "20000 5\n20000 -1 a\n\n\x01 99999999999999999999999 x\n20000 60 a";
    check_true(write(fd, bytes, sizeof bytes - 1) == (ssize_t)sizeof bytes - 1);
    close(fd);
    struct quotas *q = quotas_create(path);
    check_number(quotas_take(q, SPAN("a"), 41, 100, NOON), DAY_S / 2);
    check_number(quotas_take(q, SPAN("a"), 40, 100, NOON), 0);
    quotas_destroy(q);
    unlink(path);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(counts_each_client_until_its_day_is_used_up),
        CHECK(a_new_day_begins_with_nothing_used),
        CHECK(what_is_returned_can_be_used_again_and_no_more),
        CHECK(a_restart_forgets_neither_clients_nor_the_day),
        CHECK(a_damaged_file_counts_as_none),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
