/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page/reply.h"

static struct span without_parameters(const char *media_type)
{
    struct span type = span_of(media_type);
    return span_trim(span_slice(type, 0, span_find_byte(type, ';')));
}

bool reply_is_text(const char *media_type)
{
    static const char *const others[] = {"application/xhtml+xml", "application/xml"};
    struct span type = without_parameters(media_type);
    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (span_is_nocase(type, others[i]))
            return true;
    return type.n == 0 || span_starts_nocase(type, "text/");
}

bool reply_is_picture(const char *media_type)
{
    struct span type = without_parameters(media_type);
    return span_is_nocase(type, "image/jpeg") || span_is_nocase(type, "image/png");
}

enum error_code reply_error(int status)
{
    static const struct {
        int status;
        enum error_code code;
    } told[] = {
        {404, ERROR_SOURCE_GONE},    {410, ERROR_SOURCE_GONE},    {401, ERROR_SOURCE_REFUSED},
        {402, ERROR_SOURCE_REFUSED}, {403, ERROR_SOURCE_REFUSED}, {451, ERROR_SOURCE_REFUSED},
    };
    for (size_t i = 0; i < COUNT_OF(told); i++)
        if (told[i].status == status)
            return told[i].code;
    return ERROR_FETCH_STATUS;
}
