/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

static void writes_what_a_strict_parser_reads_back(void)
{
    struct buf out = BUF_EMPTY;
    struct json j = json_to(&out);
    json_open(&j, '{');
    json_field_text(&j, "text", SPAN("a \"quote\" \\ \n\t\x01 \xc3\xa9 \xff"));
    json_field_text_or_null(&j, "none", SPAN(""));
    json_key(&j, "list");
    json_open(&j, '[');
    json_add_number(&j, -5);
    json_add_bool(&j, true);
    json_add_real(&j, 1.25, 2);
    json_close(&j, ']');
    json_field_number(&j, "last", INT64_MAX);
    json_close(&j, '}');
    check_span(buf_span(&out),
               SPAN("{\"text\":\"a \\\"quote\\\" \\\\ \\n\\t\\u0001 \xc3\xa9 \xef\xbf\xbd\",\"none\":null,"
                    "\"list\":[-5,true,1.25],\"last\":9223372036854775807}"));
    struct error err = {0};
    json_t *value = json_parse(buf_span(&out), &err);
    check_true(value != NULL);
    check_text(json_get_text(value, "text"), "a \"quote\" \\ \n\t\x01 \xc3\xa9 \xef\xbf\xbd");
    check_text(json_get_text(value, "list"), "");
    json_decref(value);
    buf_finish(&out);
}

static void refuses_what_is_no_json(void)
{
    static const char *const bad[] = {"", "{", "{\"a\":1,\"a\":2}", "[1,]", "{} x", "\"\xff\"", "nul"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct error err = {0};
        check_true(json_parse(span_of(bad[i]), &err) == NULL);
        check_number(err.code, ERROR_USAGE);
    }
    struct buf deep = BUF_EMPTY;
    for (int i = 0; i < 100000; i++)
        buf_add_byte(&deep, '[');
    check_true(json_parse(buf_span(&deep), NULL) == NULL);
    buf_finish(&deep);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(writes_what_a_strict_parser_reads_back),
        CHECK(refuses_what_is_no_json),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
