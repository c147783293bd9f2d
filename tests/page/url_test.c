/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "check.h"
#include "page/page.h"

static const struct {
    const char *url, *canonical; /* NULL: refused */
} forms[] = {
    {"http://blog.example/post", "http://blog.example/post"},
    {"HTTPS://Blog.Example:443/a/../b/./c?x=1#part", "https://blog.example/b/c?x=1"},
    {"http://blog.example", "http://blog.example/"},
    {"http://blog.example?x", "http://blog.example/?x"},
    {"http://blog.example:80/", "http://blog.example/"},
    {"http://blog.example:8080/", "http://blog.example:8080/"},
    {"http://blog.example./", "http://blog.example/"},
    {"http://user:secret@blog.example/", "http://blog.example/"},
    {"http://b\xC3\xBC"
     "cher.example/\xC3\xBC",
     "http://xn--bcher-kva.example/%c3%bc"},
    {"http://blog\xE3\x80\x82"
     "example/", /* ideographic full stop */
     "http://blog.example/"},
    {"http://blog.example/a b", "http://blog.example/a%20b"},
    {"http://2130706433/", "http://127.0.0.1/"},
    {"http://0x7f.1/", "http://127.0.0.1/"},
    {"http://0177.0.0.01/", "http://127.0.0.1/"},
    {"http://127.0.0.1./", "http://127.0.0.1/"},
    {"http://[0:0:0:0:0:0:0:1]:8080/", "http://[::1]:8080/"},
    {"http://blog..example/", NULL},
    {"http://3../", NULL},
    {"http://.blog.example/", NULL},
    {"http://3./", "http://0.0.0.3/"},
    {"http:/blog.example/", NULL},
    {"http:///blog.example/", NULL},
    {"http://", NULL},
    {"//blog.example/", NULL},
    {"blog.example", NULL},
    {"ftp://blog.example/", NULL},
    {"file:///etc/passwd", NULL},
    {"http://blog.example\\@evil.example/", NULL},
    {"http://blog.example:99999/", NULL},
    {"http://blog example/", NULL},
    {"http://blog.example%2f.evil.example/", NULL},
    {"http://blog.example/\x01", NULL},
    {"http://blog.example/\r\nHost: evil", NULL},
    {"http://\xFF.example/", NULL},
    {"", NULL},
};

static void writes_addresses_in_one_form_or_refuses_them(void)
{
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        struct span got = {"", 0};
        struct error err = {0};
        bool ok = page_url_canonical(&a, span_of(forms[i].url), &got, &err);
        if (forms[i].canonical)
            check_text(got, forms[i].canonical);
        else if (!check_true(!ok && err.code == ERROR_URL_INVALID))
            check_text(got, forms[i].url);
    }
    arena_finish(&a);
}

static void leaves_a_canonical_address_as_it_is(void)
{
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        struct span got = {"", 0};
        if (forms[i].canonical && page_url_canonical(&a, span_of(forms[i].canonical), &got, NULL))
            check_text(got, forms[i].canonical);
    }
    arena_finish(&a);
}

static void refuses_a_url_with_a_zero_byte_or_endless(void)
{
    struct arena a;
    struct span got;
    static char endless[8192] = "http://blog.example/";
    arena_init(&a);
    memset(endless + 20, 'x', sizeof endless - 21);
    check_true(!page_url_canonical(&a, SPAN("http://a.example\0.evil.example/"), &got, NULL));
    check_true(!page_url_canonical(&a, span_of(endless), &got, NULL));
    arena_finish(&a);
}

static void tells_the_host_without_port(void)
{
    check_text(page_url_host(SPAN("http://blog.example:8080/x:y")), "blog.example");
    check_text(page_url_host(SPAN("https://blog.example/")), "blog.example");
    check_text(page_url_host(SPAN("http://[2001:db8::1]:8080/")), "[2001:db8::1]");
}

static const struct {
    const char *sites, *url;
    bool allowed;
} rules[] = {
    {"blog.example", "https://blog.example/x", true},
    {"blog.example", "https://blog.example:8443/x", true},
    {"blog.example:443", "https://blog.example/x", true},
    {"blog.example:80", "https://blog.example/x", false},
    {"localhost:8080", "http://localhost:8080/", true},
    {"localhost:8080", "http://localhost:8081/", false},
    {" a.example , Blog.Example", "http://blog.example/", true},
    {"*.example.com", "http://blog.example.com/", true},
    {"*.example.com", "http://a.b.example.com/", true},
    {"*.example.com", "http://example.com/", false},
    {"*.example.com", "http://.example.com/", false},
    {"*.example.com", "http://evilexample.com/", false},
    {"example.com", "http://example.com.evil.example/", false},
    {"example.com", "http://blog.example.com/", false},
    {"b\xC3\xBC"
     "cher.example",
     "http://xn--bcher-kva.example/", true},
    {"[::1]:8080", "http://[::1]:8080/", true},
    {"*", "http://blog.example/", false},
    {"*.", "http://blog.example/", false},
    {",,", "http://blog.example/", false},
    {"", "http://blog.example/", false},
};

static void allows_only_the_sites_that_are_listed(void)
{
    for (size_t i = 0; i < COUNT_OF(rules); i++)
        if (!check_number(page_site_allowed(span_of(rules[i].sites), span_of(rules[i].url)),
                          rules[i].allowed))
            check_text(span_of(rules[i].sites), rules[i].url);
}

static void does_not_depend_on_the_locale_of_the_process(void)
{
    struct arena a;
    struct span got = {"", 0};
    arena_init(&a);
    check_true(page_url_canonical(&a, SPAN("http://b\xC3\xBC\x63her.example/"), &got, NULL));
    check_text(got, "http://xn--bcher-kva.example/");
    arena_finish(&a);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(writes_addresses_in_one_form_or_refuses_them),
        CHECK(leaves_a_canonical_address_as_it_is),
        CHECK(refuses_a_url_with_a_zero_byte_or_endless),
        CHECK(tells_the_host_without_port),
        CHECK(allows_only_the_sites_that_are_listed),
        CHECK(does_not_depend_on_the_locale_of_the_process),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
