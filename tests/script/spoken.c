/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/spoken.h"

void check_spoken_lines(const struct spoken_line *lines, size_t count)
{
    struct config config;
    struct error err = {0};
    config_init(&config);
    struct scripter *s = scripter_create(&config, &err);
    if (!check_true(s != NULL))
        return;
    for (size_t i = 0; i < count; i++) {
        struct arena a;
        arena_init(&a);
        struct span spoken = script_line(s, &a, SPAN("en-us"), NULL, span_of(lines[i].written));
        check_text_at(__FILE__, __LINE__, lines[i].written, spoken, span_of(lines[i].spoken));
        arena_finish(&a);
    }
    scripter_destroy(s);
    config_finish(&config);
}
