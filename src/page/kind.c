/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page/kind.h"

#include <string.h>

enum { LOOK_BYTES = 65536 }; /* how much of a text is looked at to guess its kind */

static const struct magic {
    const char *bytes;
    size_t n;
    const char *what;
} magics[] = {
    {"%PDF-", 5, "PDF"},
    {"\x89PNG", 4, "PNG"},
    {"\xFF\xD8\xFF", 3, "JPEG"},
    {"GIF8", 4, "GIF"},
    {"PK\3\4", 4, "ZIP"},
    {"\x1F\x8B", 2, "gzip"},
    {"\x7F"
     "ELF",
     4, "program"},
    {"RIFF", 4, "RIFF"},
    {"ID3", 3, "MP3"},
    {"OggS", 4, "Ogg"},
    {"fLaC", 4, "FLAC"},
    {"\xFD"
     "7zXZ",
     5, "xz"},
    {"7z\xBC\xAF", 4, "7-Zip"},
    {"BZh", 3, "bzip2"},
    {"\x28\xB5\x2F\xFD", 4, "zstd"},
    {"wOF", 3, "font"},
    {"\xD0\xCF\x11\xE0", 4, "Office"},
    {"SQLite format 3", 15, "SQLite"},
    {"{\\rtf", 5, "RTF"},
};

static const struct hint {
    const char *text;
    enum page_kind kind;
} media_types[] =
    {
        {"text/html", PAGE_HTML},
        {"application/xhtml+xml", PAGE_HTML},
        {"application/xml", PAGE_HTML},
        {"text/xml", PAGE_HTML},
        {"text/markdown", PAGE_MARKDOWN},
        {"text/x-markdown", PAGE_MARKDOWN},
        {"text/x-web-markdown", PAGE_MARKDOWN},
},
  endings[] = {
      {".html", PAGE_HTML},    {".htm", PAGE_HTML},          {".xhtml", PAGE_HTML},
      {".shtml", PAGE_HTML},   {".php", PAGE_HTML},          {".aspx", PAGE_HTML},
      {".md", PAGE_MARKDOWN},  {".markdown", PAGE_MARKDOWN}, {".mdown", PAGE_MARKDOWN},
      {".mkd", PAGE_MARKDOWN}, {".mdx", PAGE_MARKDOWN},      {".txt", PAGE_TEXT},
      {".text", PAGE_TEXT},
};

const char *kind_binary(struct span bytes)
{
    for (size_t i = 0; i < COUNT_OF(magics); i++)
        if (bytes.n >= magics[i].n && memcmp(bytes.p, magics[i].bytes, magics[i].n) == 0)
            return magics[i].what;
    return NULL;
}

/* A document that begins as HTML does: nothing else begins so, whatever it is called. */
static bool begins_as_html(struct span text)
{
    static const char *const starts[] = {"<!doctype html", "<html", "<head", "<body", "<?xml"};
    struct span rest = span_trim(text);
    while (span_starts(rest, "<!--"))
        rest = span_trim(span_slice(rest, span_find(rest, "-->") + 3, rest.n));
    for (size_t i = 0; i < COUNT_OF(starts); i++)
        if (span_starts_nocase(rest, starts[i]))
            return true;
    return false;
}

static size_t count_closing_tags(struct span text)
{
    static const char *const tags[] = {"</p>",  "</div>", "</h1>",      "</h2>",
                                       "</li>", "</a>",   "</article>", "<br>"};
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(tags); i++)
        count += span_find_nocase(text, tags[i]) < text.n;
    return count;
}

static size_t leading(struct span line, char byte)
{
    size_t n = 0;
    while (n < line.n && line.p[n] == byte)
        n++;
    return n;
}

/* Signs that plain prose does not show by accident. One '#' heading, one fence or one inline link is enough;
 * list bullets and stars are not, people write them in plain text too. */
static bool looks_like_markdown(struct span text)
{
    struct span rest = text, line;
    size_t setext = 0;
    while (span_line(&rest, &line)) {
        size_t hashes = leading(line, '#');
        if ((hashes >= 1 && hashes <= 6 && hashes + 1 < line.n && line.p[hashes] == ' ') ||
            span_starts(line, "```") || span_starts(line, "![") || span_find(line, "](http") < line.n)
            return true;
        size_t rule = leading(line, line.n && line.p[0] == '=' ? '=' : '-');
        setext += rule >= 4 && span_trim(line).n == rule;
    }
    return setext >= 2;
}

static bool has_front_matter(struct span text)
{
    struct span rest = text, line;
    if (!span_line(&rest, &line) || !(span_is(span_trim(line), "---") || span_is(span_trim(line), "+++")))
        return false;
    char rule = line.p[0], sign = rule == '-' ? ':' : '=';
    bool keyed = false;
    for (int n = 0; n < 200 && span_line(&rest, &line); n++) {
        if (span_trim(line).n == 3 && leading(span_trim(line), rule) == 3)
            return keyed;
        keyed = keyed || span_find_byte(line, sign) < line.n;
    }
    return false;
}

static struct span without_query(struct span name)
{
    size_t end = span_find_byte(name, '?'), hash = span_find_byte(name, '#');
    return span_slice(name, 0, end < hash ? end : hash);
}

enum page_kind kind_find(const struct page_source *source, struct span text)
{
    if (begins_as_html(text))
        return PAGE_HTML;
    struct span type = span_trim(span_slice(source->media_type, 0, span_find_byte(source->media_type, ';')));
    for (size_t i = 0; i < COUNT_OF(media_types); i++)
        if (span_is_nocase(type, media_types[i].text))
            return media_types[i].kind;
    struct span name = page_is_url(source->name) ? without_query(source->name) : source->name;
    for (size_t i = 0; i < COUNT_OF(endings); i++)
        if (span_ends_nocase(name, endings[i].text))
            return endings[i].kind;
    if (has_front_matter(text))
        return PAGE_MARKDOWN;
    if (span_is_nocase(type, "text/plain"))
        return PAGE_TEXT;
    struct span look = span_slice(text, 0, LOOK_BYTES);
    size_t tags = count_closing_tags(look);
    if (tags >= 2 || (tags && span_starts(span_trim(text), "<")))
        return PAGE_HTML;
    return looks_like_markdown(look) ? PAGE_MARKDOWN : PAGE_TEXT;
}
