/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page/freshness.h"

#include <string.h>

#include "check.h"
#include "page/page.h"

static void expect(const char *cache_control, const char *age, int64_t seconds)
{
    if (!check_number(freshness_max_age_s(span_of(cache_control), span_of(age)), seconds))
        printf("  '%s', age '%s'\n", cache_control, age);
}

static void an_answer_holds_as_long_as_it_says(void)
{
    expect("max-age=60", "", 60);
    expect("public, Max-Age = 60 , must-revalidate", "", 60);
    expect("max-age=\"60\"", "", 60);
    expect("max-age=600, max-age=60", "", 60);
    expect("max-age=99999999999999999999", "", PAGE_MAX_AGE_S);
}

static void what_it_spent_on_the_way_is_taken_off(void)
{
    expect("max-age=60", "20", 40);
    expect("max-age=60", "61", 0);
    expect("max-age=60", "soon", 60);
}

static void what_must_be_asked_for_each_time_holds_no_second(void)
{
    expect("no-cache", "", 0);
    expect("no-store, max-age=60", "", 0);
    expect("no-cache=\"Set-Cookie\"", "", 0);
    expect("max-age=-1", "", 0);
    expect("max-age", "", 0);
    expect("max-age=\"", "", 0);
}

static void what_is_meant_for_others_tells_nothing(void)
{
    expect("", "", -1);
    expect("", "5", -1);
    expect("s-maxage=60, stale-if-error=5", "", -1);
    expect(",,=,", "", -1);
    expect("max-ages=60", "", -1);
}

static void validators_are_short_and_printable(void)
{
    char longest[PAGE_VALIDATOR_BYTES + 2];
    memset(longest, 'x', sizeof longest);
    check_true(page_is_validator(SPAN("W/\"abc def\"")));
    check_true(page_is_validator((struct span){longest, PAGE_VALIDATOR_BYTES}));
    check_true(!page_is_validator((struct span){longest, PAGE_VALIDATOR_BYTES + 1}));
    check_true(!page_is_validator(SPAN("")));
    check_true(!page_is_validator(SPAN("\"a\"\r\nX: y")));
    check_true(!page_is_validator(SPAN("\"\xC3\xA4\"")));
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(an_answer_holds_as_long_as_it_says),
        CHECK(what_it_spent_on_the_way_is_taken_off),
        CHECK(what_must_be_asked_for_each_time_holds_no_second),
        CHECK(what_is_meant_for_others_tells_nothing),
        CHECK(validators_are_short_and_printable),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
