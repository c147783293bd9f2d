/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that is read from a request, the first byte chooses what. */
#include <stdlib.h>
#include <string.h>

#include "http/conditional.h"
#include "http/date.h"
#include "http/encoding.h"
#include "http/forwarded.h"
#include "http/framing.h"
#include "http/grant.h"
#include "http/keys.h"
#include "http/range.h"
#include "http/received.h"
#include "http/route.h"
#include "http/speech_request.h"
#include "http/target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_target(struct span input)
{
    struct target t;
    struct buf out = BUF_EMPTY;
    if (target_read(input, &t)) {
        if (target_decode(t.raw_path, false, &out))
            route_find(buf_span(&out), METHOD_GET);
        target_query(&t, "url", &out);
    }
    buf_finish(&out);
}

static void read_fields(struct span input)
{
    struct field fields[8];
    size_t n = 0;
    struct span rest = input, line;
    while (n < 8 && span_line(&rest, &line)) {
        size_t colon = span_find_byte(line, ':');
        fields[n++] = (struct field){span_slice(line, 0, colon), span_slice(line, colon + 1, line.n)};
    }
    framing_judge(fields, n, NULL);
    struct conditions c = {input, input, input, input, input};
    conditions_judge(&c, SPAN("\"a\""), 784111777);
    conditions_allow_range(&c, SPAN("\"a\""), 784111777);
}

static bool ends_lines(char c)
{
    return c == '\0' || c == '\r' || c == '\n';
}

/* A whole request, byte for byte. What is found good has two bytes at the end of each line and four at the
 * end of the header, and no NUL or line end elsewhere. More cannot be asked: once line ends are overwritten,
 * a NUL in the place of a CR leaves no trace. */
static void read_request(struct span input)
{
    struct received r;
    char *bytes = malloc(input.n + 1);
    memcpy(bytes, input.p, input.n);
    struct target t;
    if (received_take(bytes, input.n, &r) && target_read(span_of(r.head.target), &t) &&
        framing_judge(r.fields, r.nfields, &r.head) == FRAMING_GOOD) {
        size_t n = (size_t)(r.head.end - bytes), run = 0;
        for (size_t i = 0; i < n; i++) {
            if (!ends_lines(input.p[i]) && run != 0 && run != 2)
                __builtin_trap();
            run = ends_lines(input.p[i]) ? run + 1 : 0;
        }
        if (run != 4)
            __builtin_trap();
    }
    free(bytes);
}

static void read_addresses(struct span input)
{
    struct ip peer = {0}, client;
    ip_networks_valid(input, "input", NULL);
    for (enum forwarded_form form = FORWARDED_FOR; form <= FORWARDED; form++)
        if (forwarded_client(input, form, SPAN("::/8"), &peer, &client) && ip_in(SPAN("::/8"), &client))
            __builtin_trap();
}

static void read_values(struct span input)
{
    struct range range;
    time_t seconds;
    if (range_read(input, 1000, &range) == RANGE_PART &&
        (range.size_bytes == 0 || range.first + range.size_bytes > 1000))
        __builtin_trap();
    date_read(input, &seconds);
    encoding_accepts_gzip(input);
    keys_admit(input, input);
}

static void read_body(struct span input)
{
    struct wanted w;
    struct arena a;
    arena_init(&a);
    speech_request_read(&a, input, &w, NULL);
    arena_finish(&a);
}

static void read_url(struct span input)
{
    struct arena a;
    struct span once, twice;
    arena_init(&a);
    if (page_url_canonical(&a, input, &once, NULL)) {
        if (!page_url_canonical(&a, once, &twice, NULL) || !span_equal(once, twice))
            __builtin_trap();
        page_site_allowed(input, once);
        page_url_host(once);
    }
    arena_finish(&a);
}

/* What is signed says the query's url, once, and each line says one thing. */
static void read_grant(struct span input)
{
    struct arena a;
    struct grant g;
    size_t nurls = 0;
    arena_init(&a);
    grant_is_in(input);
    if (grant_read(&a, input, &g, NULL)) {
        struct span rest = g.text, line;
        while (span_line(&rest, &line))
            nurls += span_starts(line, "url=") && span_equal(span_slice(line, 4, line.n), g.url);
        if (nurls != 1)
            __builtin_trap();
    }
    arena_finish(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const readers[])(struct span) = {read_target, read_fields, read_values,  read_body,
                                                   read_url,    read_grant,  read_request, read_addresses};
    if (size == 0)
        return 0;
    readers[data[0] % COUNT_OF(readers)]((struct span){(const char *)data + 1, size - 1});
    return 0;
}
