/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page: a URL, a file or standard input becomes bytes, then UTF-8 text of a known kind. */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "base/base.h"
#include "config.h"

enum page_kind { PAGE_HTML, PAGE_MARKDOWN, PAGE_TEXT };

/* Bytes as they came, with what was said about them. Any span may be empty. */
struct page_source {
    struct span bytes;
    struct span media_type; /* Content-Type, parameters included: "text/html; charset=koi8-r" */
    struct span name;       /* file name or URL; its ending is a hint */
    struct span url;        /* the page's address after redirects; empty for files */
    struct span language;   /* Content-Language */
};

struct page {
    enum page_kind kind;
    struct span text; /* valid UTF-8 without byte order mark or NUL, in the arena */
    struct span url, language;
    bool verbatim; /* plain text of which every line is the article; set by who decoded it */
};

/* Tells kind and charset (byte order mark, media type, <meta>, validity as UTF-8: a declared charset that the
 * bytes contradict by being valid UTF-8 loses) and converts. Runs in the sandboxed 'read' step.
 * Errors: NO_TEXT for an empty or blank page, INPUT_BINARY, INPUT_CHARSET, INPUT_TOO_LARGE (page_max_bytes).
 */
bool page_decode(struct arena *a, const struct config *config, const struct page_source *source,
                 struct page *page, struct error *err);

/* Is the text an address to fetch (begins with http:// or https://) rather than a file name? */
bool page_is_url(struct span input);

/* An absolute http(s) URL parsed and written in one canonical form: lower-case scheme and host (IDN as
 * punycode), no default port, no userinfo, no fragment, dot segments gone. Error URL_INVALID. */
bool page_url_canonical(struct arena *a, struct span url, struct span *canonical, struct error *err);
/* The host of a canonical URL, without port. */
struct span page_url_host(struct span canonical);
/* Does the host match one of 'sites' (comma-separated; "*.example.com" matches below example.com, not it)?
 * Ports are compared only where the entry names one ("localhost:8080"). 'url' is canonical. */
bool page_site_allowed(struct span sites, struct span url);

enum {
    PAGE_VALIDATOR_BYTES = 256, /* of a longer one is taken no notice */
    PAGE_MAX_AGE_S = 31536000,  /* what says that it holds longer is believed for so long */
};

/* Printable ASCII of a sane length: can it be an entity tag or a date that is sent back to its server? */
bool page_is_validator(struct span text);

/* How to ask for a page again: "is it still this one?" (RFC 9110, section 13). */
struct page_copy {
    struct span url; /* after redirects: what the rest was said of, and the only address that is asked so */
    struct span etag, last_modified; /* validators, or empty */
};

struct fetched {
    struct buf body;                      /* decompressed; empty when unchanged */
    struct buf media_type, language, url; /* url: after redirects */
    struct buf etag, last_modified;       /* validators, or empty */
    int64_t max_age_s;                    /* 0 to PAGE_MAX_AGE_S; -1: not told */
    int status;                           /* 304: it is the copy that was asked about */
};

void fetched_finish(struct fetched *f);

/* Fetches over libcurl with the address guard: http and https only, ports of fetch_ports, no proxy, redirects
 * re-checked against 'sites' (empty: any site), the connected address judged (page/guard.h), size after
 * decompression and time bounded. With a copy (NULL: none) the answer may be that it has not changed. Runs in
 * the 'fetch' step: a child with network and without file system writes. Errors: URL_INVALID, URL_REFUSED,
 * FETCH_FAILED, TIMEOUT, INPUT_TOO_LARGE, INPUT_BINARY (a media type that is no text), and by the status
 * SOURCE_GONE (404, 410), SOURCE_REFUSED (401, 402, 403, 451), FETCH_STATUS (all others that are not 2xx). */
bool page_fetch(const struct config *config, struct span url, struct span sites, const struct page_copy *copy,
                struct fetched *out, struct error *err);
/* The same for a picture of at most cover_max_bytes: image/jpeg or image/png, else INPUT_BINARY. Any site. */
bool page_fetch_picture(const struct config *config, struct span url, struct fetched *out, struct error *err);

/* What is sent to a program that wants to know: a POST of JSON. */
struct letter {
    struct span url;
    struct span fields; /* lines "Name: value" */
    struct span body;
};

/* The same checks, but no redirect is followed: what was meant for one address goes to no other. Whatever is
 * answered with 2xx has arrived; the answer's text is not looked at. Errors: URL_INVALID, URL_REFUSED,
 * FETCH_FAILED, FETCH_STATUS, TIMEOUT. */
bool page_post(const struct config *config, const struct letter *letter, struct error *err);

#endif
