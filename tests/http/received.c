/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/received.h"

#include <string.h>

/* The next line, its end overwritten; NULL: there is none. */
static char *take_line(char **at, char *end)
{
    char *line = *at, *stop = memchr(line, '\n', (size_t)(end - line));
    if (!stop)
        return NULL;
    *stop = '\0';
    if (stop > line && stop[-1] == '\r')
        stop[-1] = '\0';
    *at = stop + 1;
    return line;
}

/* What stands between two blanks; the last one is the version's. */
static bool take_request_line(char *line, struct head *head)
{
    char *target = strchr(line, ' '), *version = strrchr(line, ' ');
    if (!target || target == version)
        return false;
    head->method = line;
    *target++ = *version++ = '\0';
    while (*target == ' ')
        target++;
    head->target = target;
    head->ntarget = strlen(target);
    head->version = version;
    return true;
}

/* A line that is longer than it seems holds a NUL; so the blank for the version is looked for by length. */
static bool take_first(char **at, char *end, struct head *head)
{
    char *line = take_line(at, end);
    if (!line)
        return false;
    size_t whole = (size_t)(*at - 1 - line), i = whole;
    while (i > 0 && line[i - 1] == '\0')
        i--;
    char *nul = memchr(line, '\0', i);
    if (!nul)
        return take_request_line(line, head);
    char *version = memrchr(line, ' ', i), *target = memchr(line, ' ', i);
    if (!version || version == target)
        return false;
    *version++ = *target++ = '\0';
    *head = (struct head){line, target, version, strlen(target), NULL};
    return true;
}

static bool is_version(const char *version)
{
    return strncmp(version, "HTTP/1.", 7) == 0 && version[7] >= '0' && version[7] <= '9' && !version[8];
}

bool received_take(char *bytes, size_t n, struct received *out)
{
    char *at = bytes, *end = bytes + n, *line;
    *out = (struct received){.nfields = 0};
    if (!take_first(&at, end, &out->head) || !is_version(out->head.version))
        return false;
    while ((line = take_line(&at, end)) && *line) {
        char *colon = strchr(line, ':');
        if (!colon || out->nfields == RECEIVED_FIELDS)
            return false;
        struct span value = span_of(colon + 1 + strspn(colon + 1, " \t"));
        out->fields[out->nfields++] = (struct field){{line, (size_t)(colon - line)}, value};
    }
    out->head.end = at;
    return line != NULL;
}
