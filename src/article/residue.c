/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/residue.h"

#include "article/shortcode.h"

#include <string.h>

enum { NUMBER_DIGITS_MAX = 3, CODE_NUMBER_DIGITS_MAX = 5, EDIT_BYTES_MAX = 40, ALERT_BYTES_MAX = 14 };

/* Bytes of the "[12]" at 'at', or 0; *number is set. */
static size_t marker_bytes(struct span text, size_t at, int *number)
{
    size_t i = at + 1;
    *number = 0;
    while (i < text.n && i - at <= NUMBER_DIGITS_MAX && text.p[i] >= '0' && text.p[i] <= '9')
        *number = *number * 10 + (text.p[i++] - '0');
    return text.p[at] == '[' && i > at + 1 && i < text.n && text.p[i] == ']' ? i + 1 - at : 0;
}

static bool is_read(const struct line *line)
{
    return !line->dropped && line->kind != BLOCK_CODE;
}

/* Do the "[n]" of the text count up from 1, as notes do and indices of a program do not? */
static bool counts_notes(const struct lines *lines)
{
    int highest = 0, number;
    for (size_t i = 0; i < lines->nlines; i++) {
        struct span text = lines->lines[i].text;
        for (size_t at = is_read(&lines->lines[i]) ? 1 : text.n; at < text.n; at++) {
            if (!marker_bytes(text, at, &number))
                continue;
            if (number > highest + 1 || number == 0)
                return false;
            highest = number > highest ? number : highest;
        }
    }
    return highest >= 2;
}

/* A sign of a note that is left in the text because it is to be announced. */
static bool announces_notes(const struct line *line)
{
    for (size_t i = 0; i < line->nannotations; i++)
        if (line->annotations[i].kind == ANNOTATION_NOTE && line->annotations[i].bytes)
            return true;
    return false;
}

static void remove_markers(struct arena *a, struct line *line)
{
    struct buf out = BUF_EMPTY;
    struct span text = line->text;
    size_t kept = 0;
    int number;
    for (size_t at = 1; at < text.n; at++) {
        size_t n = marker_bytes(text, at, &number);
        if (!n)
            continue;
        buf_add_span(&out, span_trim(span_slice(text, kept, at)));
        kept = at + n;
        at += n - 1;
    }
    if (kept) {
        buf_add_span(&out, span_slice(text, kept, text.n));
        line->text = arena_copy(a, buf_span(&out));
    }
    buf_finish(&out);
}

/* "[edit]" behind a heading: nothing but the link stands in the brackets. */
static void remove_edit_link(struct line *line)
{
    struct span text = line->text;
    if (line->kind != BLOCK_HEADING || !line->links || !span_ends(text, "]"))
        return;
    size_t open = text.n - 1;
    while (open > 0 && text.p[open] != '[')
        open--;
    if (open > 0 && text.n - open <= EDIT_BYTES_MAX && line->link_bytes + 2 >= text.n - open - 2 &&
        line->link_bytes <= text.n - open)
        line->text = span_trim(span_slice(text, 0, open));
}

/* The number that a line of code begins with, or -1. */
static int leading_number(struct span text, size_t *bytes)
{
    size_t n = 0, from;
    int number = 0;
    while (n < text.n && text.p[n] == ' ')
        n++;
    for (from = n; n < text.n && n - from < CODE_NUMBER_DIGITS_MAX && text.p[n] >= '0' && text.p[n] <= '9';
         n++)
        number = number * 10 + (text.p[n] - '0');
    *bytes = n;
    return n > from ? number : -1;
}

/* Every line begins with the number after the last one's: numbers for the eye. */
static void remove_line_numbers(struct arena *a, struct line *line)
{
    struct span code;
    size_t count = 0, bytes, left = 0;
    int last = -1;
    for (struct span rest = line->text; span_line(&rest, &code); count++) {
        int number = leading_number(code, &bytes);
        if (number < 0 || (count > 0 && number != last + 1))
            return;
        left += code.n - bytes;
        last = number;
    }
    if (count < 2)
        return;
    if (left == 0) {
        line_drop(line, "line numbers");
        return;
    }
    struct buf out = BUF_EMPTY;
    for (struct span rest = line->text; span_line(&rest, &code);) {
        leading_number(code, &bytes);
        buf_add_text(&out, out.n ? "\n" : "");
        buf_add_span(&out, span_slice(code, bytes, code.n));
    }
    line->text = arena_copy(a, buf_span(&out));
    buf_finish(&out);
}

/* "https://..." or "pic.twitter.com/..." and nothing else. */
static bool is_address(struct span text)
{
    return span_find_byte(text, ' ') == text.n &&
           (span_starts_nocase(text, "http://") || span_starts_nocase(text, "https://") ||
            span_starts_nocase(text, "www."));
}

/* The address of the picture that a post ends with where it was taken from. */
static void remove_picture_address(struct line *line)
{
    static const char *const hosts[] = {" pic.twitter.com/", " https://t.co/", " pic.x.com/"};
    for (size_t i = 0; i < COUNT_OF(hosts); i++) {
        size_t at = span_find(line->text, hosts[i]);
        struct span rest = span_slice(line->text, at + strlen(hosts[i]), line->text.n);
        if (at < line->text.n && span_find_byte(rest, ' ') == rest.n)
            line->text = span_slice(line->text, 0, at);
    }
}

/* Said to those who cannot see what a link does; without its class nothing hides it. */
static void remove_link_hints(struct arena *a, struct line *line)
{
    static const char *const hints[] = {"(opens in a new window)",
                                        "(opens in new window)",
                                        "(opens in a new tab)",
                                        "(opens in new tab)",
                                        "(external link)",
                                        "(link is external)",
                                        "(öffnet in neuem Fenster)",
                                        "(öffnet in einem neuen Fenster)",
                                        "(öffnet in neuem Tab)",
                                        "(nouvelle fenêtre)",
                                        "(ouvre une nouvelle fenêtre)",
                                        "(s’ouvre dans une nouvelle fenêtre)",
                                        "(se abre en una ventana nueva)",
                                        "(abre en nueva ventana)",
                                        "(si apre in una nuova finestra)",
                                        "(abre em nova janela)",
                                        "(opent in een nieuw venster)",
                                        "(otwiera się w nowym oknie)",
                                        "(открывается в новом окне)"};
    for (size_t i = 0; i < COUNT_OF(hints) && line->links; i++) {
        size_t at = span_find_nocase(line->text, hints[i]), n = strlen(hints[i]);
        if (at == line->text.n)
            continue;
        struct buf out = BUF_EMPTY;
        buf_add_span(&out, span_trim(span_slice(line->text, 0, at)));
        buf_add_span(&out, span_slice(line->text, at + n, line->text.n));
        line->text = arena_copy(a, buf_span(&out));
        buf_finish(&out);
    }
}

/* "[!NOTE]" before a quotation that is an alert, "{#id}" behind a heading. */
static void remove_block_signs(struct line *line)
{
    struct span text = line->text;
    size_t end = span_find_byte(text, ']');
    if (line->kind == BLOCK_QUOTE && span_starts(text, "[!") && end < ALERT_BYTES_MAX && end < text.n)
        line->text = span_trim(span_slice(text, end + 1, text.n));
    size_t open = span_find(text, " {");
    bool signs = open + 2 < text.n && (text.p[open + 2] == '#' || text.p[open + 2] == '.');
    if (line->kind == BLOCK_HEADING && signs && span_ends(text, "}"))
        line->text = span_slice(text, 0, open);
}

/* Counts beside pictures: no letter, a digit, an emoji. */
static bool is_counter(struct span text)
{
    bool digit = false, emoji = false;
    size_t length;
    for (size_t at = 0; at < text.n; at += length) {
        uint32_t code = utf8_at(text, at, &length);
        if (code_is_letter(code))
            return false;
        digit = digit || code_is_digit(code);
        emoji = emoji || (code >= 0x2600 && code <= 0x27BF) || (code >= 0x1F300 && code <= 0x1FAFF);
    }
    return digit && emoji;
}

void residue_remove(struct arena *a, struct lines *lines)
{
    for (size_t i = 0; i < lines->nlines; i++) {
        struct line *line = &lines->lines[i];
        if (line->kind == BLOCK_CODE) {
            remove_line_numbers(a, line);
            continue;
        }
        line->text = shortcode_remove(a, line->text);
        remove_edit_link(line);
        remove_block_signs(line);
        remove_picture_address(line);
        remove_link_hints(a, line);
        if (!line->text.n)
            line_drop(line, "shortcode");
        else if (line->kind == BLOCK_PARAGRAPH && is_address(line->text))
            line_drop(line, "address alone");
        else if (line->kind == BLOCK_PARAGRAPH && is_counter(line->text))
            line_drop(line, "counter");
    }
    if (!counts_notes(lines))
        return;
    for (size_t i = 0; i < lines->nlines; i++)
        if (is_read(&lines->lines[i]) && !announces_notes(&lines->lines[i]))
            remove_markers(a, &lines->lines[i]);
}
