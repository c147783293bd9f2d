/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many clients at once against a server on this machine (127.0.0.1), for tests/load/load_test.py.
 *
 *   load fetch PORT CLIENTS TARGET [PID]      all connect, then all ask at once; CPU of PID meanwhile
 *   load idle PORT CLIENTS TARGET             each asks once and stays until standard input ends
 *   load drip PORT CLIENTS TARGET KEY         a byte a second of header, of body, of reading
 *   load ask PORT CLIENTS TARGET SECONDS      each asks again 20 ms after each answer
 *
 * Prints lines of JSON. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "load/crowd.h"
#include "load/drip.h"

enum { LIMIT_S = 120, DRIP_LIMIT_S = 30, PAUSE_MS = 20 };

/* Microseconds of processor time of one process and its threads, none of its children. */
static int64_t cpu_us(const char *pid)
{
    char path[64], text[1024] = "";
    unsigned long long user = 0, kernel = 0;
    snprintf(path, sizeof path, "/proc/%s/stat", pid);
    FILE *f = fopen(path, "r");
    size_t n = f ? fread(text, 1, sizeof text - 1, f) : 0;
    if (f)
        fclose(f);
    text[n] = '\0';
    const char *rest = strrchr(text, ')');
    if (!rest ||
        sscanf(rest + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu", &user, &kernel) != 2)
        return 0;
    return (int64_t)((user + kernel) * 1000000 / (unsigned long long)sysconf(_SC_CLK_TCK));
}

static int by_size(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

static uint64_t percentile(const uint64_t *sorted, size_t n, unsigned percent)
{
    return n ? sorted[(n - 1) * percent / 100] : 0;
}

static void request_for(const char *target, struct buf *out)
{
    buf_printf(out, "GET %s HTTP/1.1\r\nHost: a\r\n\r\n", target);
}

struct totals {
    size_t good, sums;
    uint64_t nbody, npieces, sum, first_us, last_us;
};

/* Answers that are whole and 200; of how many kinds they are. */
static struct totals add_up(const struct crowd *c)
{
    struct totals t = {0};
    uint64_t *sums = calloc(c->n, sizeof *sums);
    for (size_t i = 0; i < c->n; i++) {
        const struct client *one = &c->clients[i];
        if (one->state != CLIENT_DONE || one->status != 200)
            continue;
        uint64_t first_us = (uint64_t)(one->first_us - one->asked_us);
        uint64_t last_us = (uint64_t)(one->done_us - one->asked_us);
        t.first_us = first_us > t.first_us ? first_us : t.first_us;
        t.last_us = last_us > t.last_us ? last_us : t.last_us;
        t.nbody += one->nbody;
        t.npieces += one->npieces;
        sums[t.good++] = t.sum = one->sum;
    }
    qsort(sums, t.good, sizeof *sums, by_size);
    for (size_t i = 0; i < t.good; i++)
        t.sums += i == 0 || sums[i] != sums[i - 1];
    free(sums);
    return t;
}

static int fetch(int port, size_t n, const char *target, const char *pid)
{
    struct crowd c;
    struct buf request = BUF_EMPTY;
    request_for(target, &request);
    crowd_connect(&c, port, n);
    int64_t before_us = pid ? cpu_us(pid) : 0;
    crowd_ask(&c, buf_span(&request), LIMIT_S);
    int64_t used_us = pid ? cpu_us(pid) - before_us : 0;
    struct totals t = add_up(&c);
    printf("{\"clients\":%zu,\"whole\":%zu,\"kinds\":%zu,\"sum\":\"%016" PRIx64 "\",\"bytes\":%" PRIu64
           ",\"pieces\":%" PRIu64 ",\"cpu_us\":%" PRId64 ",\"slowest_first_ms\":%" PRIu64
           ",\"slowest_ms\":%" PRIu64 "}\n",
           n, t.good, t.sums, t.sum, t.nbody, t.npieces, used_us, t.first_us / 1000, t.last_us / 1000);
    buf_finish(&request);
    crowd_finish(&c);
    return 0;
}

static int idle(int port, size_t n, const char *target)
{
    struct crowd c;
    struct buf request = BUF_EMPTY;
    request_for(target, &request);
    crowd_connect(&c, port, n);
    crowd_ask(&c, buf_span(&request), LIMIT_S);
    struct totals t = add_up(&c);
    printf("{\"clients\":%zu,\"whole\":%zu,\"open\":%zu}\n", n, t.good, crowd_open(&c));
    fflush(stdout);
    while (getchar() != EOF)
        ;
    crowd_look(&c);
    printf("{\"open\":%zu}\n", crowd_open(&c));
    buf_finish(&request);
    crowd_finish(&c);
    return 0;
}

static int drip_all(int port, size_t n, const char *target, const char *key)
{
    struct drips counts[DRIP_KINDS] = {0};
    drip(port, n, target, key, DRIP_LIMIT_S, counts);
    for (size_t i = 0; i < DRIP_KINDS; i++)
        printf("%s\"%s\":{\"clients\":%zu,\"dropped\":%zu,\"slowest_ms\":%" PRId64 "}", i ? "," : "{",
               drip_names[i], counts[i].n, counts[i].dropped, counts[i].slowest_ms);
    printf("}\n");
    return 0;
}

static int ask(int port, size_t n, const char *target, int seconds)
{
    struct crowd c;
    struct buf request = BUF_EMPTY;
    request_for(target, &request);
    crowd_connect(&c, port, n);
    size_t failed = crowd_ask_for(&c, buf_span(&request), PAUSE_MS, seconds);
    qsort(c.times_us, c.ntimes, sizeof *c.times_us, by_size);
    printf("{\"requests\":%zu,\"failed\":%zu,\"p50_us\":%" PRIu64 ",\"p99_us\":%" PRIu64 "}\n", c.ntimes,
           failed, percentile(c.times_us, c.ntimes, 50), percentile(c.times_us, c.ntimes, 99));
    buf_finish(&request);
    crowd_finish(&c);
    return 0;
}

int main(int argc, char **argv)
{
    struct rlimit limit;
    if (argc < 5 || argc > 6)
        return 2;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    const char *mode = argv[1], *target = argv[4], *more = argv[5];
    int port = atoi(argv[2]);
    size_t n = strtoul(argv[3], NULL, 10);
    if (strcmp(mode, "fetch") == 0)
        return fetch(port, n, target, more);
    if (strcmp(mode, "idle") == 0)
        return idle(port, n, target);
    if (strcmp(mode, "drip") == 0 && more)
        return drip_all(port, n, target, more);
    if (strcmp(mode, "ask") == 0 && more)
        return ask(port, n, target, atoi(more));
    return 2;
}
