/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/shelf.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

static const struct shelf_limits WIDE = {1000, 1 << 30};

struct fixture {
    char folder[64];
    struct shelf *shelf;
    struct buf forgotten; /* the first digits of each key */
    bool keeps_audio;     /* which cannot be removed, then */
};

static bool note_forgotten(void *arg, const char *key)
{
    struct fixture *f = arg;
    buf_printf(&f->forgotten, "%.4s ", key);
    errno = EIO;
    return !f->keeps_audio;
}

static bool open_with(struct fixture *f, struct shelf_limits limits)
{
    struct error err = {0};
    f->shelf = shelf_open(f->folder, limits, (struct shelf_forget){note_forgotten, f}, &err);
    if (!f->shelf)
        printf("  %s\n", err.detail);
    return check_true(f->shelf != NULL);
}

static void begin(struct fixture *f)
{
    *f = (struct fixture){.folder = "/tmp/listenpost-shelf-XXXXXX"};
    check_true(mkdtemp(f->folder) != NULL);
    open_with(f, WIDE);
}

static void reopen(struct fixture *f)
{
    shelf_close(f->shelf);
    open_with(f, WIDE);
}

static void end(struct fixture *f)
{
    char command[128];
    shelf_close(f->shelf);
    buf_finish(&f->forgotten);
    snprintf(command, sizeof command, "rm -rf '%s'", f->folder);
    check_number(system(command), 0);
}

static struct shelf_post post_of(const char *id, const char *text)
{
    return (struct shelf_post){.site = SPAN("blog.example"),
                               .id = span_of(id),
                               .url = SPAN("https://blog.example/ferry"),
                               .bytes = span_of(text),
                               .media_type = SPAN("text/plain"),
                               .title = SPAN("Ferry"),
                               .rate_wpm = 180};
}

/* 0 NEW, 1 CHANGED, 2 SAME; -1: refused */
static int put(struct fixture *f, const struct shelf_post *post)
{
    enum shelf_change change;
    struct slot slot;
    struct error err = {0};
    return shelf_put(f->shelf, post, &change, &slot, &err) ? (int)change : -1;
}

static bool find(struct fixture *f, const char *id, struct slot *out)
{
    char name[KEY_HEX + 1];
    shelf_name(SPAN("blog.example"), span_of(id), name);
    return shelf_find(f->shelf, name, NULL, out);
}

static bool take(struct fixture *f, const char *id)
{
    char name[KEY_HEX + 1];
    shelf_name(SPAN("blog.example"), span_of(id), name);
    return shelf_take(f->shelf, name, NULL);
}

static void check_text_of(struct fixture *f, const char *id, const char *want)
{
    struct arena a;
    struct slot slot;
    struct shelf_post post = {0};
    arena_init(&a);
    if (check_true(find(f, id, &slot)) && check_true(shelf_load(f->shelf, slot.name, &a, &post, NULL)))
        check_text(post.bytes, want);
    arena_finish(&a);
}

static void gives_back_what_it_was_given(void)
{
    struct fixture f;
    struct arena a;
    struct slot slot;
    struct shelf_post post = post_of("1", "The ferry is late."), back;
    begin(&f);
    arena_init(&a);
    check_number(put(&f, &post), SHELF_NEW);
    reopen(&f);
    check_true(shelf_find_url(f.shelf, post.url, &a, &slot));
    check_text(slot.id, "1");
    check_text(slot.site, "blog.example");
    if (check_true(shelf_load(f.shelf, slot.name, &a, &back, NULL))) {
        check_span(back.bytes, post.bytes);
        check_span(back.title, post.title);
        check_number(back.rate_wpm, 180);
        check_number(back.number, 1);
    }
    arena_finish(&a);
    end(&f);
}

static void knows_the_same_from_a_change(void)
{
    struct fixture f;
    struct shelf_post post = post_of("1", "The ferry is late.");
    begin(&f);
    check_number(put(&f, &post), SHELF_NEW);
    check_number(put(&f, &post), SHELF_SAME);
    reopen(&f);
    check_number(put(&f, &post), SHELF_SAME);
    post.rate_wpm = 190;
    check_number(put(&f, &post), SHELF_CHANGED);
    post.bytes = SPAN("The ferry is here.");
    check_number(put(&f, &post), SHELF_CHANGED);
    check_text_of(&f, "1", "The ferry is here.");
    end(&f);
}

/* An id is a name for people's programs, never for the file system. */
static void takes_any_id_and_writes_nothing_beside_its_folder(void)
{
    static const char *const ids[] = {
        "../../../../tmp/evil", ".",   "..", "/etc/passwd", "a b\tc", "lock", "%2e%2e%2f", "damaged",
        "Größe 🙂",         "-rf", "",   "con.post"};
    struct fixture f;
    char command[160];
    begin(&f);
    for (size_t i = 0; i < COUNT_OF(ids); i++) {
        struct shelf_post post = post_of(ids[i], ids[i]);
        check_number(put(&f, &post), SHELF_NEW);
    }
    reopen(&f);
    for (size_t i = 0; i < COUNT_OF(ids); i++)
        check_text_of(&f, ids[i], ids[i]);
    snprintf(command, sizeof command, "test $(ls '%s' | grep -Ec '^[0-9a-f]{64}.post$') = %zu", f.folder,
             COUNT_OF(ids));
    check_number(system(command), 0);
    end(&f);
}

static void one_id_on_two_sites_is_two_posts(void)
{
    struct fixture f;
    struct shelf_post post = post_of("1", "here"), other = post_of("1", "there");
    other.site = SPAN("other.example");
    begin(&f);
    check_number(put(&f, &post), SHELF_NEW);
    check_number(put(&f, &other), SHELF_NEW);
    check_true(take(&f, "1"));
    check_number(put(&f, &other), SHELF_SAME);
    end(&f);
}

static void what_is_taken_is_gone_with_its_audio(void)
{
    static const char keys[2][KEY_HEX + 1] = {
        "aaaa000000000000000000000000000000000000000000000000000000000000",
        "bbbb000000000000000000000000000000000000000000000000000000000000"};
    struct fixture f;
    struct slot slot, later;
    struct shelf_post post = post_of("1", "one"), twin = post_of("2", "one");
    begin(&f);
    put(&f, &post);
    put(&f, &twin);
    find(&f, "1", &slot);
    check_true(shelf_note(f.shelf, &slot, keys[0]));
    check_true(shelf_note(f.shelf, &slot, keys[1]));
    find(&f, "2", &later);
    check_true(shelf_note(f.shelf, &later, keys[1]));
    reopen(&f);
    find(&f, "1", &later);
    check_text(span_of(later.key), keys[1]);
    post.bytes = SPAN("two");
    put(&f, &post);
    find(&f, "1", &later);
    check_text(span_of(later.key), ""); /* what is known is of the edition before */
    check_true(take(&f, "1"));
    check_text(buf_span(&f.forgotten), "aaaa "); /* the other is spoken by the twin, too */
    check_true(!take(&f, "1"));
    check_true(!shelf_note(f.shelf, &slot, keys[0]));
    reopen(&f);
    check_true(!find(&f, "1", &later));
    check_true(take(&f, "2"));
    check_text(buf_span(&f.forgotten), "aaaa bbbb ");
    end(&f);
}

static void remembers_a_bounded_number_of_editions(void)
{
    struct fixture f;
    struct slot slot;
    struct shelf_post post = post_of("1", "one");
    char key[KEY_HEX + 1], first[8];
    begin(&f);
    put(&f, &post);
    find(&f, "1", &slot);
    for (int i = 0; i <= SHELF_KEYS_KEPT; i++) {
        struct digest d;
        digest_init(&d);
        digest_number(&d, i);
        digest_key(&d, key);
        if (i == 0)
            snprintf(first, sizeof first, "%.4s ", key);
        check_true(shelf_note(f.shelf, &slot, key));
    }
    check_text(buf_span(&f.forgotten), first);
    end(&f);
}

static void a_draft_has_no_address_and_loses_its_audio(void)
{
    static const char key[] = "aaaa000000000000000000000000000000000000000000000000000000000000";
    struct fixture f;
    struct slot slot;
    struct shelf_post post = post_of("1", "one");
    begin(&f);
    put(&f, &post);
    find(&f, "1", &slot);
    shelf_note(f.shelf, &slot, key);
    check_true(shelf_find_url(f.shelf, post.url, NULL, &slot));
    post.draft = true;
    check_number(put(&f, &post), SHELF_CHANGED);
    check_text(buf_span(&f.forgotten), "aaaa ");
    check_true(!shelf_find_url(f.shelf, post.url, NULL, &slot));
    check_true(!shelf_holds(f.shelf, &slot));
    reopen(&f);
    check_true(!shelf_find_url(f.shelf, post.url, NULL, &slot));
    check_true(find(&f, "1", &slot) && slot.draft);
    end(&f);
}

static void is_full_at_its_limits_and_has_room_again(void)
{
    struct fixture f;
    char text[600];
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    struct shelf_post one = post_of("1", "a"), two = post_of("2", "b"), three = post_of("3", "c");
    begin(&f);
    shelf_close(f.shelf);
    open_with(&f, (struct shelf_limits){2, 1000});
    check_number(put(&f, &one), SHELF_NEW);
    check_number(put(&f, &two), SHELF_NEW);
    check_number(put(&f, &three), -1);
    one.bytes = span_of(text);
    check_number(put(&f, &one), SHELF_CHANGED);
    two.bytes = span_of(text);
    check_number(put(&f, &two), -1);
    check_text_of(&f, "2", "b");
    check_true(take(&f, "1"));
    check_number(put(&f, &two), SHELF_CHANGED);
    check_number(put(&f, &three), SHELF_NEW);
    end(&f);
}

static void lists_in_the_order_of_coming_page_by_page(void)
{
    struct fixture f;
    struct slot slots[4];
    struct arena a;
    char id[8], got[64] = "";
    uint64_t after = 0;
    begin(&f);
    arena_init(&a);
    for (int i = 0; i < 10; i++) {
        snprintf(id, sizeof id, "%d", i);
        struct shelf_post post = post_of(id, id);
        post.site = i == 5 ? SPAN("other.example") : post.site;
        put(&f, &post);
    }
    struct shelf_post again = post_of("0", "changed");
    put(&f, &again);
    check_true(take(&f, "3"));
    reopen(&f);
    for (size_t n; (n = shelf_list(f.shelf, SPAN("blog.example"), after, &a, slots, 4)) > 0;) {
        for (size_t i = 0; i < n; i++)
            strncat(got, slots[i].id.p, 1);
        strcat(got, "|");
        after = slots[n - 1].number;
    }
    check_text(span_of(got), "0124|6789|");
    arena_finish(&a);
    end(&f);
}

static void damaged_files_are_moved_aside(void)
{
    struct fixture f;
    struct slot slot;
    char command[600];
    static const char *const damages[] = {"printf X | dd of=$f bs=1 seek=150 conv=notrunc 2>/dev/null",
                                          "truncate -s 140 $f", "truncate -s 0 $f", "printf more >>$f"};
    for (size_t i = 0; i < COUNT_OF(damages); i++) {
        begin(&f);
        struct shelf_post post = post_of("1", "The ferry is late."), other = post_of("2", "It is here.");
        put(&f, &post);
        put(&f, &other);
        find(&f, "1", &slot);
        shelf_close(f.shelf);
        snprintf(command, sizeof command, "f=%s/%s.post; %s; touch %s/%s.post.part-00000001", f.folder,
                 slot.name, damages[i], f.folder, slot.name);
        check_number(system(command), 0);
        open_with(&f, WIDE);
        check_true(!find(&f, "1", &slot));
        check_text_of(&f, "2", "It is here.");
        snprintf(command, sizeof command, "test -e %s/damaged/%s.post && ! ls %s | grep -q part-", f.folder,
                 slot.name, f.folder);
        check_number(system(command), 0);
        check_number(put(&f, &post), SHELF_NEW);
        end(&f);
    }
}

static void a_post_under_another_posts_name_is_damaged(void)
{
    struct fixture f;
    struct slot one, two;
    char command[600];
    begin(&f);
    struct shelf_post post = post_of("1", "one"), other = post_of("2", "two");
    put(&f, &post);
    put(&f, &other);
    find(&f, "1", &one);
    find(&f, "2", &two);
    shelf_close(f.shelf);
    snprintf(command, sizeof command, "cp %s/%s.post %s/%s.post", f.folder, one.name, f.folder, two.name);
    check_number(system(command), 0);
    open_with(&f, WIDE);
    check_text_of(&f, "1", "one");
    check_true(!find(&f, "2", &two));
    end(&f);
}

/* A folder in the place of a file: it can be opened, but not read. */
static void make_unreadable(struct fixture *f, const char *name, const char *ending)
{
    char command[400];
    shelf_close(f->shelf);
    snprintf(command, sizeof command, "f=%s/%s%s; rm $f && mkdir $f", f->folder, name, ending);
    check_number(system(command), 0);
}

static void an_unreadable_post_is_left_out_and_left_there(void)
{
    struct fixture f;
    struct slot slot;
    struct shelf_stat stat;
    struct error err = {0};
    static const char key[] = "aaaa000000000000000000000000000000000000000000000000000000000000";
    begin(&f);
    struct shelf_post post = post_of("1", "one"), other = post_of("2", "two");
    put(&f, &post);
    put(&f, &other);
    find(&f, "1", &slot);
    shelf_note(f.shelf, &slot, key);
    make_unreadable(&f, slot.name, ".post");
    open_with(&f, WIDE);
    shelf_stat(f.shelf, &stat);
    check_number(stat.unread, 1);
    check_number(stat.posts, 1);
    check_text_of(&f, "2", "two");
    check_true(!shelf_take(f.shelf, slot.name, &err));
    check_number(err.code,
                 ERROR_OUTPUT); /* it may be there again: nobody is told that there is no such post */
    char command[400];
    snprintf(command, sizeof command, "cd %s && rmdir %s.post && test -e %s.keys", f.folder, slot.name,
             slot.name);
    check_number(system(command), 0);
    check_number(put(&f, &post), SHELF_NEW);
    end(&f);
}

static void a_post_whose_keys_are_unreadable_is_there(void)
{
    struct fixture f;
    struct slot slot;
    static const char key[] = "aaaa000000000000000000000000000000000000000000000000000000000000";
    begin(&f);
    struct shelf_post post = post_of("1", "one");
    put(&f, &post);
    find(&f, "1", &slot);
    shelf_note(f.shelf, &slot, key);
    make_unreadable(&f, slot.name, ".keys");
    open_with(&f, WIDE);
    check_text_of(&f, "1", "one");
    check_true(find(&f, "1", &slot) && slot.key[0] == '\0');
    end(&f);
}

static void does_not_start_without_descriptors(void)
{
    struct fixture f;
    struct error err = {0};
    struct rlimit before, few;
    begin(&f);
    struct shelf_post post = post_of("1", "one");
    put(&f, &post);
    shelf_close(f.shelf);
    int next = open("/dev/null", O_RDONLY | O_CLOEXEC);
    close(next);
    getrlimit(RLIMIT_NOFILE, &before);
    few = (struct rlimit){(rlim_t)next + 2, before.rlim_max}; /* the lock, the folder, and no post */
    setrlimit(RLIMIT_NOFILE, &few);
    struct shelf *shelf = shelf_open(f.folder, WIDE, (struct shelf_forget){note_forgotten, &f}, &err);
    setrlimit(RLIMIT_NOFILE, &before);
    check_true(shelf == NULL);
    check_number(err.code, ERROR_OUTPUT);
    open_with(&f, WIDE);
    check_text_of(&f, "1", "one");
    end(&f);
}

static void is_not_taken_while_its_audio_cannot_be_removed(void)
{
    struct fixture f;
    struct slot slot;
    static const char key[] = "aaaa000000000000000000000000000000000000000000000000000000000000";
    begin(&f);
    struct shelf_post post = post_of("1", "one"), draft = post_of("2", "two");
    put(&f, &post);
    put(&f, &draft);
    find(&f, "1", &slot);
    shelf_note(f.shelf, &slot, key);
    f.keeps_audio = true;
    check_true(!take(&f, "1"));
    reopen(&f);
    check_text_of(&f, "1", "one");
    f.keeps_audio = false;
    check_true(take(&f, "1") && !find(&f, "1", &slot));
    find(&f, "2", &slot);
    shelf_note(f.shelf, &slot, key);
    f.keeps_audio = draft.draft = true;
    check_number(put(&f, &draft), -1);
    f.keeps_audio = false;
    buf_clear(&f.forgotten);
    check_number(put(&f, &draft), SHELF_CHANGED);
    check_text(buf_span(&f.forgotten), "aaaa ");
    end(&f);
}

static void has_one_owner(void)
{
    struct fixture f;
    struct error err = {0};
    begin(&f);
    check_true(shelf_open(f.folder, WIDE, (struct shelf_forget){note_forgotten, &f}, &err) == NULL);
    check_number(err.code, ERROR_OUTPUT);
    end(&f);
}

/* The disk refuses: nothing is acknowledged and nothing is changed. */
static void a_failed_write_changes_nothing(void)
{
    struct fixture f;
    struct shelf_post post = post_of("1", "old"), next = post_of("2", "next");
    struct rlimit before, none = {0, 0};
    begin(&f);
    put(&f, &post);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    none.rlim_max = before.rlim_max;
    setrlimit(RLIMIT_FSIZE, &none);
    post.bytes = SPAN("new");
    check_number(put(&f, &post), -1);
    check_number(put(&f, &next), -1);
    setrlimit(RLIMIT_FSIZE, &before);
    check_text_of(&f, "1", "old");
    struct shelf_stat stat;
    shelf_stat(f.shelf, &stat);
    check_true(!stat.storing);
    reopen(&f);
    check_text_of(&f, "1", "old");
    check_number(put(&f, &next), SHELF_NEW);
    shelf_stat(f.shelf, &stat);
    check_true(stat.storing);
    end(&f);
}

enum { CYCLES = 20, LEAST = 5 };

/* Puts posts 0, 1, 2 ... for ever and tells each that was acknowledged. */
static void write_for_ever(struct fixture *f, int out, int from)
{
    open_with(f, WIDE);
    for (int i = from;; i++) {
        char id[16];
        snprintf(id, sizeof id, "%d", i);
        struct shelf_post post = post_of(id, id);
        if (put(f, &post) != SHELF_NEW || write(out, &i, sizeof i) != sizeof i)
            _exit(1);
    }
}

static void kill_9_loses_nothing_acknowledged(void)
{
    struct fixture f;
    int last = -1;
    begin(&f);
    for (int cycle = 0; cycle < CYCLES; cycle++) {
        int ends[2], told = last, n = 0;
        shelf_close(f.shelf);
        check_number(pipe(ends), 0);
        fflush(stdout);
        pid_t writer = fork();
        if (writer == 0)
            write_for_ever(&f, ends[1], last + 1);
        close(ends[1]);
        while (n < LEAST && read(ends[0], &told, sizeof told) == sizeof told)
            n++;
        kill(writer, SIGKILL);
        while (read(ends[0], &told, sizeof told) == sizeof told)
            ;
        waitpid(writer, NULL, 0);
        close(ends[0]);
        open_with(&f, WIDE);
        struct shelf_stat stat;
        shelf_stat(f.shelf, &stat);
        last = (int)stat.posts - 1;
        check_true(last >= told && last <= told + 1);
    }
    for (int i = 0; i <= last; i++) {
        char id[16];
        snprintf(id, sizeof id, "%d", i);
        check_text_of(&f, id, id);
    }
    end(&f);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(gives_back_what_it_was_given),
        CHECK(knows_the_same_from_a_change),
        CHECK(takes_any_id_and_writes_nothing_beside_its_folder),
        CHECK(one_id_on_two_sites_is_two_posts),
        CHECK(what_is_taken_is_gone_with_its_audio),
        CHECK(remembers_a_bounded_number_of_editions),
        CHECK(a_draft_has_no_address_and_loses_its_audio),
        CHECK(is_full_at_its_limits_and_has_room_again),
        CHECK(lists_in_the_order_of_coming_page_by_page),
        CHECK(damaged_files_are_moved_aside),
        CHECK(a_post_under_another_posts_name_is_damaged),
        CHECK(an_unreadable_post_is_left_out_and_left_there),
        CHECK(a_post_whose_keys_are_unreadable_is_there),
        CHECK(does_not_start_without_descriptors),
        CHECK(is_not_taken_while_its_audio_cannot_be_removed),
        CHECK(has_one_owner),
        CHECK(a_failed_write_changes_nothing),
        CHECK(kill_9_loses_nothing_acknowledged),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
