/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/conditional.h"

#include <stdio.h>

#include "check.h"
#include "http/date.h"

#define MODIFIED ((time_t)784111777) /* Sun, 06 Nov 1994 08:49:37 GMT */
#define AT "Sun, 06 Nov 1994 08:49:37 GMT"
#define BEFORE "Sun, 06 Nov 1994 08:49:36 GMT"
#define AFTER "Mon, 07 Nov 1994 08:49:37 GMT"

static const struct {
    const char *match, *none_match, *modified_since, *unmodified_since;
    enum condition_verdict verdict;
} cases[] = {
    {"", "", "", "", CONDITION_GO_ON},
    {"", "\"a\"", "", "", CONDITION_NOT_MODIFIED},
    {"", "W/\"a\"", "", "", CONDITION_NOT_MODIFIED},
    {"", "*", "", "", CONDITION_NOT_MODIFIED},
    {"", "\"b\" , \"b,c\",\"a\"", "", "", CONDITION_NOT_MODIFIED},
    {"", "\"b\"", "", "", CONDITION_GO_ON},
    {"", "a", "", "", CONDITION_GO_ON},
    {"", "\"a", "", "", CONDITION_GO_ON},
    {"", "\"b\"", AFTER, "", CONDITION_GO_ON},
    {"", "", AT, "", CONDITION_NOT_MODIFIED},
    {"", "", AFTER, "", CONDITION_NOT_MODIFIED},
    {"", "", BEFORE, "", CONDITION_GO_ON},
    {"", "", "yesterday", "", CONDITION_GO_ON},
    {"\"a\"", "", "", "", CONDITION_GO_ON},
    {"*", "", "", "", CONDITION_GO_ON},
    {"\"b\"", "", "", "", CONDITION_FAILED},
    {"W/\"a\"", "", "", "", CONDITION_FAILED},
    {"\"b\"", "\"a\"", "", "", CONDITION_FAILED},
    {"", "", "", BEFORE, CONDITION_FAILED},
    {"", "", "", AT, CONDITION_GO_ON},
    {"\"a\"", "", "", BEFORE, CONDITION_GO_ON},
};

static void judges_conditions_in_the_order_of_the_standard(void)
{
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct conditions c = {
            .if_match = span_of(cases[i].match),
            .if_none_match = span_of(cases[i].none_match),
            .if_modified_since = span_of(cases[i].modified_since),
            .if_unmodified_since = span_of(cases[i].unmodified_since),
        };
        if (!check_number(conditions_judge(&c, SPAN("\"a\""), MODIFIED), cases[i].verdict))
            printf("  case %zu\n", i);
    }
}

static const struct {
    const char *if_range;
    bool allowed;
} ranges[] = {{"", true}, {"\"a\"", true}, {"\"b\"", false}, {"W/\"a\"", false},
              {AT, true}, {BEFORE, false}, {AFTER, false},   {"x", false}};

static void lets_a_range_through_only_for_the_very_same_bytes(void)
{
    for (size_t i = 0; i < COUNT_OF(ranges); i++) {
        struct conditions c = {.if_range = span_of(ranges[i].if_range)};
        if (!check_number(conditions_allow_range(&c, SPAN("\"a\""), MODIFIED), ranges[i].allowed))
            printf("  %s\n", ranges[i].if_range);
    }
}

static void reads_the_three_forms_of_dates_and_nothing_else(void)
{
    static const char *const good[] = {AT, "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"};
    static const char *const bad[] = {"",
                                      "1994-11-06",
                                      "Sun, 06 Nov 1994 08:49:37",
                                      "Sun, 06 Nox 1994 08:49:37 GMT",
                                      "Sun, 06 Nov 1994 25:49:37 GMT",
                                      "Sun, 40 Nov 1994 08:49:37 GMT",
                                      "Sun, 06 Nov 1994 08:49:37 GMT and more than that, much more"};
    time_t seconds;
    char text[DATE_BYTES];
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        seconds = 0;
        check_true(date_read(span_of(good[i]), &seconds));
        check_number(seconds, MODIFIED);
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        check_true(!date_read(span_of(bad[i]), &seconds));
    date_write(MODIFIED, text);
    check_text(span_of(text), AT);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(judges_conditions_in_the_order_of_the_standard),
        CHECK(lets_a_range_through_only_for_the_very_same_bytes),
        CHECK(reads_the_three_forms_of_dates_and_nothing_else),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
