/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cleans every page named on the command line in this process, without the sandbox: the stage's own cost.
 *
 * usage: clean_speed [-r RUNS] [-m] PAGE...
 *   -r RUNS  clean each page so often and take its fastest run (default 1)
 *   -m       then once more, each page in a forked child, for the memory it needs above its own size: the
 * growth of the child's resident set, its first touch of shared code included */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "article/article.h"

enum { PAGE_KB = 174 }; /* pages of this size are counted: those of the news corpus on average */

struct measure {
    double cpu_ms, slowest_ms, size_kb;
    long most_kb; /* above the page's size */
    const char *slowest, *hungriest;
    int pages, failed;
};

static double cpu_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static long resident_kb(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

static bool clean(const struct config *config, const char *path, struct span bytes)
{
    struct arena a;
    struct buf text = BUF_EMPTY;
    struct page page;
    struct article article;
    struct error err = {0};
    arena_init(&a);
    struct page_source source = {.bytes = bytes, .name = span_of(path)};
    bool ok =
        page_decode(&a, config, &source, &page, &err) && article_read(&a, config, &page, &article, &err);
    if (ok)
        article_print_text(&article, &text);
    buf_finish(&text);
    arena_finish(&a);
    return ok;
}

/* In kilobytes; the child hands them over in a pipe, for an exit status is too small. */
static long memory_of(const struct config *config, const char *path, struct span bytes)
{
    int ends[2];
    long kb = 0;
    if (pipe(ends) != 0)
        exit(1);
    pid_t child = fork();
    if (child == 0) {
        long before = resident_kb();
        clean(config, path, bytes);
        kb = resident_kb() - before - (long)(bytes.n / 1024);
        _exit(write(ends[1], &kb, sizeof kb) != sizeof kb);
    }
    close(ends[1]);
    if (child < 0 || read(ends[0], &kb, sizeof kb) != sizeof kb)
        exit(1);
    close(ends[0]);
    waitpid(child, NULL, 0);
    return kb;
}

static void measure(struct measure *m, const struct config *config, const char *path, int runs, bool memory)
{
    struct buf bytes = BUF_EMPTY;
    struct error err = {0};
    if (!file_read(path, (size_t)config->page_max_bytes, &bytes, &err)) {
        fprintf(stderr, "%s: %s\n", path, error_sentence(err.code));
        exit(1);
    }
    double fastest = 0;
    bool ok = true;
    for (int i = 0; i < runs; i++) {
        double from = cpu_ms();
        ok = clean(config, path, buf_span(&bytes));
        double spent = cpu_ms() - from;
        fastest = i == 0 || spent < fastest ? spent : fastest;
    }
    long kb = memory ? memory_of(config, path, buf_span(&bytes)) : 0;
    m->pages++;
    m->failed += !ok;
    m->cpu_ms += fastest;
    m->size_kb += (double)bytes.n / 1e3;
    if (fastest > m->slowest_ms) {
        m->slowest_ms = fastest;
        m->slowest = path;
    }
    if (kb > m->most_kb) {
        m->most_kb = kb;
        m->hungriest = path;
    }
    buf_finish(&bytes);
}

static const char *name_of(const char *path)
{
    const char *slash = path ? strrchr(path, '/') : NULL;
    return slash ? slash + 1 : path ? path : "none";
}

int main(int argc, char **argv)
{
    struct config config;
    struct measure m = {0};
    int runs = 1;
    bool memory = false;
    for (int option; (option = getopt(argc, argv, "r:m")) != -1;) {
        if (option == 'r')
            runs = atoi(optarg) > 0 ? atoi(optarg) : 1;
        else if (option == 'm')
            memory = true;
        else
            return 2;
    }
    config_init(&config);
    for (int i = optind; i < argc; i++)
        measure(&m, &config, argv[i], runs, memory);
    config_finish(&config);
    if (m.pages == 0)
        return 2;
    double mean_kb = m.size_kb / m.pages;
    printf("  %d pages of %.0f KB, %d without an article: %.0f a CPU-second, %.0f of %d KB\n", m.pages,
           mean_kb, m.failed, m.pages * 1e3 / m.cpu_ms, m.pages * 1e3 / m.cpu_ms * mean_kb / PAGE_KB,
           PAGE_KB);
    printf("  slowest page %.1f ms (%.60s)\n", m.slowest_ms, name_of(m.slowest));
    if (memory)
        printf("  most memory %.1f MB above the page's size (%.60s)\n", (double)m.most_kb / 1024,
               name_of(m.hungriest));
    return 0;
}
