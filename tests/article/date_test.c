/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "article/date.h"

#include <string.h>

struct written {
    const char *text, *want;
};

static void check_all(const struct written *cases, size_t n, enum date_order order)
{
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < n; i++)
        check_text(date_iso(&a, span_of(cases[i].text), order), cases[i].want);
    arena_finish(&a);
}

static void reads_what_machines_write(void)
{
    static const struct written cases[] = {
        {"2024-05-06", "2024-05-06"},
        {"2024-05-06T07:08:09+01:00", "2024-05-06T07:08:09+01:00"},
        {"2024-05-06T07:08:09.123Z", "2024-05-06T07:08:09Z"},
        {"2024-05-06 07:08", "2024-05-06T07:08:00"},
        {"20240506", "2024-05-06"},
        {"2024/05/06", "2024-05-06"},
        {"Mon, 06 May 2024 07:08:09 GMT", "2024-05-06"},
        {"2024-13-06", ""},
        {"two days ago", ""},
        {"1715000000", ""},
    };
    check_all(cases, COUNT_OF(cases), DATE_ORDER_UNKNOWN);
}

static void reads_the_months_of_all_languages(void)
{
    static const struct written cases[] = {
        {"May 6, 2024", "2024-05-06"},
        {"Nov. 5th, 2019 at 10:00", "2019-11-05"},
        {"the 5th of November 2019", "2019-11-05"},
        {"6. März 2024", "2024-03-06"},
        {"6 de mayo de 2024", "2024-05-06"},
        {"1er août 2024", "2024-08-01"},
        {"6 maggio 2024", "2024-05-06"},
        {"6 de março de 2024", "2024-03-06"},
        {"6 mrt 2024", "2024-03-06"},
        {"6 września 2024", "2024-09-06"},
        {"6 мая 2024 г.", "2024-05-06"},
        {"6 Ağustos 2024", "2024-08-06"},
        {"6 نوفمبر 2024", "2024-11-06"},
        {"٦ نوفمبر ٢٠٢٤", "2024-11-06"},
        {"6 בנובמבר 2024", "2024-11-06"},
        {"6 मई 2024", "2024-05-06"},
        {"2024年5月6日", "2024-05-06"},
        {"2024년 5월 6일", "2024-05-06"},
        {"04-ago-2021 5:11:10", "2021-08-04"},
        {"19-Dec-2025", "2025-12-19"},
        {"6 Foobar 2024", ""},
    };
    check_all(cases, COUNT_OF(cases), DATE_ORDER_UNKNOWN);
}

static void numbers_alone_need_a_language_or_a_reason(void)
{
    static const struct written unknown[] = {{"03/04/2020", ""},
                                             {"13/04/2020", "2020-04-13"},
                                             {"04/13/2020", "2020-04-13"},
                                             {"3.4.2020", "2020-04-03"},
                                             {"04/04/2020", "2020-04-04"}};
    static const struct written american[] = {{"03/04/2020", "2020-03-04"}};
    static const struct written german[] = {{"03/04/2020", "2020-04-03"}};
    check_all(unknown, COUNT_OF(unknown), DATE_ORDER_UNKNOWN);
    check_all(american, COUNT_OF(american), date_order_of(SPAN("en-us")));
    check_all(german, COUNT_OF(german), date_order_of(SPAN("de")));
}

static void finds_a_day_in_a_line_and_tells_where(void)
{
    struct arena a;
    arena_init(&a);
    struct date_found found = {0};
    struct span line = SPAN("By Ann Lee | Dec. 19, 2025 | 8 min read");
    if (check_true(date_find(&a, line, DATE_ORDER_UNKNOWN, &found))) {
        check_text(found.iso, "2025-12-19");
        check_text(span_slice(line, found.from, found.to), "Dec. 19, 2025");
    }
    check_true(!date_find(&a, SPAN("In 1815, on 18 June 1815, it rained"), DATE_ORDER_UNKNOWN, &found));
    check_true(!date_find(&a, SPAN("10 of 2025 readers may agree"), DATE_ORDER_UNKNOWN, &found));
    arena_finish(&a);
}

static void reads_the_day_of_an_address(void)
{
    static const struct written cases[] = {
        {"https://example.org/2025/03/14/bread/", "2025-03-14"},
        {"https://example.org/news/2025-03-14-bread", "2025-03-14"},
        {"https://example.org/2025/03/bread", ""},
        {"https://example.org/item12025-03-14", ""},
        {"https://example.org/?day=2025/03/14", ""},
    };
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        check_text(date_of_address(&a, span_of(cases[i].text)), cases[i].want);
    arena_finish(&a);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(reads_what_machines_write),
        CHECK(reads_the_months_of_all_languages),
        CHECK(numbers_alone_need_a_language_or_a_reason),
        CHECK(finds_a_day_in_a_line_and_tells_where),
        CHECK(reads_the_day_of_an_address),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
