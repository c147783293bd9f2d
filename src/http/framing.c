/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/framing.h"

#include <stdint.h>
#include <string.h>

#include "http/target.h"

/* More between two fields than any header may have: they do not lie in one buffer. */
enum { BUFFER_BYTES = 1 << 20 };

static bool is_token(struct span name)
{
    static const char marks[] = "!#$%&'*+-.^_`|~";
    for (size_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.p[i], lower = c | 32;
        if (!(c >= '0' && c <= '9') && !(lower >= 'a' && lower <= 'z') && !(c && strchr(marks, c)))
            return false;
    }
    return name.n > 0;
}

static bool has_control(struct span value)
{
    for (size_t i = 0; i < value.n; i++)
        if (((unsigned char)value.p[i] < 0x20 && value.p[i] != '\t') || value.p[i] == 0x7F)
            return true;
    return false;
}

static bool is_digits(struct span value)
{
    size_t i = 0;
    while (i < value.n && value.p[i] >= '0' && value.p[i] <= '9')
        i++;
    return i > 0 && i == value.n;
}

static bool in_one_buffer(const char *a, const char *b)
{
    return (uintptr_t)b - (uintptr_t)a <= BUFFER_BYTES;
}

/* One blank between the parts, and no NUL in them: the library takes several, and ends each at the first NUL.
 * Of blanks in the target, which it takes too, see target_read. */
static bool line_is_whole(const struct head *head)
{
    return is_token(span_of(head->method)) && head->method + strlen(head->method) + 1 == head->target &&
           head->target + head->ntarget + 1 == head->version;
}

/* Nothing but what the library wrote over line ends. */
static bool all_nul(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p[i] != '\0')
            return false;
    return true;
}

/* libmicrohttpd ends a value at the first NUL and takes a bare LF for a line's end; both leave a trace: it
 * keeps fields where they were received and writes NULs over each line's end, so exactly two lie between one
 * field's value and the next one's name, and four between the last and the header's end. A folded line is
 * copied elsewhere and is refused too. A line that begins with a NUL is the header's end to it. What no trace
 * is left of is a NUL in the very place of a CR. Fields in no common buffer tell nothing. */
static bool lines_are_whole(const struct field *fields, size_t nfields, const struct head *head)
{
    const char *before = head->version + strlen(head->version);
    for (size_t i = 0; i < nfields; i++) {
        const char *name = fields[i].name.p, *value = fields[i].value.p;
        const char *next = i + 1 < nfields ? fields[i + 1].name.p : head->end;
        if (!in_one_buffer(before, name))
            return true;
        if (name - before != 2 || !all_nul(before, 2))
            return false;
        if (!in_one_buffer(name, value) || (in_one_buffer(name, next) && value >= next))
            return false; /* folded */
        before = value + fields[i].value.n;
    }
    return !in_one_buffer(before, head->end) || (head->end - before == 4 && all_nul(before, 4));
}

enum framing framing_judge(const struct field *fields, size_t nfields, const struct head *head)
{
    size_t nhosts = 0, nlengths = 0, ncodings = 0;
    bool chunked = false;
    for (size_t i = 0; i < nfields; i++) {
        struct span name = fields[i].name, value = span_trim(fields[i].value);
        if (!is_token(name) || has_control(fields[i].value))
            return FRAMING_BAD;
        if (span_is_nocase(name, "Host")) {
            nhosts++;
            if (!target_host_valid(value))
                return FRAMING_BAD;
        }
        if (span_is_nocase(name, "Content-Length")) {
            nlengths++;
            if (!is_digits(value))
                return FRAMING_BAD;
        }
        if (span_is_nocase(name, "Transfer-Encoding")) {
            ncodings++;
            chunked = span_is_nocase(value, "chunked");
        }
    }
    if (nhosts > 1 || nlengths > 1 || ncodings > 1 || (nlengths && ncodings))
        return FRAMING_BAD;
    if (head && !(line_is_whole(head) && lines_are_whole(fields, nfields, head)))
        return FRAMING_BAD;
    return ncodings && !chunked ? FRAMING_UNKNOWN_CODING : FRAMING_GOOD;
}
