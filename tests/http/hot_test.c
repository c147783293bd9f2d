/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/hot.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

enum { MOST = 800, EACH = 100 };

static struct hot_item *make_item(char digit)
{
    struct hot_item *item = calloc(1, sizeof *item);
    struct buf bytes = BUF_EMPTY;
    memset(item->keyed.key, digit, KEY_HEX);
    for (int i = 0; i < EACH; i++)
        buf_add_byte(&bytes, digit);
    item->nreferences = 1;
    item->blob = blob_create(&bytes);
    return item;
}

/* Lists it and holds its bytes, as an answer does that is being sent. */
static struct blob *put(struct hot *h, char digit)
{
    struct hot_item *item = hot_put(h, make_item(digit));
    struct blob *blob = blob_hold(item->blob);
    hot_drop(item);
    return blob;
}

static void the_least_recently_used_goes_first(void)
{
    struct hot *h = hot_create(MOST);
    char key[KEY_HEX + 1] = "";
    for (char digit = '0'; digit <= '8'; digit++)
        blob_drop(put(h, digit));
    check_number((long long)hot_bytes(h), MOST);
    memset(key, '0', KEY_HEX);
    check_true(!hot_get(h, CACHE_AUDIO, key));
    memset(key, '8', KEY_HEX);
    struct hot_item *last = hot_get(h, CACHE_AUDIO, key);
    check_true(last != NULL);
    hot_drop(last);
    hot_destroy(h);
}

static void what_slow_readers_hold_counts(void)
{
    struct hot *h = hot_create(MOST);
    struct blob *held[12];
    for (int i = 0; i < 12; i++) {
        check_true(hot_fits(h, EACH));
        held[i] = put(h, (char)('a' + i));
    }
    check_true(!hot_fits(h, EACH) && hot_bytes(h) == MOST);
    blob_drop(held[0]);
    check_true(hot_fits(h, EACH) && !hot_fits(h, EACH + 1));
    for (int i = 1; i < 12; i++)
        blob_drop(held[i]);
    hot_destroy(h);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(the_least_recently_used_goes_first),
        CHECK(what_slow_readers_hold_counts),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
