/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/date.h"

#include <stdio.h>
#include <string.h>

static const char days[7][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

void date_write(time_t seconds, char out[DATE_BYTES])
{
    struct tm t;
    gmtime_r(&seconds, &t);
    snprintf(out, DATE_BYTES, "%s, %02u %s %04u %02u:%02u:%02u GMT", days[t.tm_wday],
             (unsigned)t.tm_mday % 100, months[t.tm_mon], (unsigned)(t.tm_year + 1900) % 10000,
             (unsigned)t.tm_hour % 100, (unsigned)t.tm_min % 100, (unsigned)t.tm_sec % 100);
}

static bool month_of(const char *name, int *month)
{
    for (int i = 0; i < 12; i++)
        if (strcmp(months[i], name) == 0) {
            *month = i;
            return true;
        }
    return false;
}

static bool in_range(const struct tm *t)
{
    return t->tm_mday >= 1 && t->tm_mday <= 31 && t->tm_hour >= 0 && t->tm_hour <= 23 && t->tm_min >= 0 &&
           t->tm_min <= 59 && t->tm_sec >= 0 && t->tm_sec <= 60 && t->tm_year >= 0;
}

bool date_read(struct span text, time_t *seconds)
{
    struct tm t = {0};
    char copy[48] = "", month[4] = "";
    int year = 0, end = 0, n = (int)text.n;
    if (text.n >= sizeof copy)
        return false;
    memcpy(copy, text.p, text.n);
    if (sscanf(copy, "%*3[A-Za-z], %2d %3s %4d %2d:%2d:%2d GMT%n", &t.tm_mday, month, &year, &t.tm_hour,
               &t.tm_min, &t.tm_sec, &end) == 6 &&
        end == n)
        t.tm_year = year - 1900;
    else if (sscanf(copy, "%*9[A-Za-z], %2d-%3s-%2d %2d:%2d:%2d GMT%n", &t.tm_mday, month, &year, &t.tm_hour,
                    &t.tm_min, &t.tm_sec, &end) == 6 &&
             end == n)
        t.tm_year = year < 70 ? year + 100 : year; /* two digits: a year not far in the future */
    else if (sscanf(copy, "%*3[A-Za-z] %3s %2d %2d:%2d:%2d %4d%n", month, &t.tm_mday, &t.tm_hour, &t.tm_min,
                    &t.tm_sec, &year, &end) == 6 &&
             end == n)
        t.tm_year = year - 1900;
    else
        return false;
    if (!month_of(month, &t.tm_mon) || !in_range(&t))
        return false;
    *seconds = timegm(&t);
    return true;
}
