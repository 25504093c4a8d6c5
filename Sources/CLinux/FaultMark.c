#define _GNU_SOURCE
#include "FaultMark.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static char mark[4096];

// Only calls that signal-safety(7) allows.
static void leave_mark(int signal_number) {
    int descriptor = open(mark, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640);
    if (descriptor >= 0) close(descriptor);
    raise(signal_number);
}

void fault_mark_install(const char *path) {
    if (strlen(path) >= sizeof mark) return;
    strcpy(mark, path);
    static const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS};
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = leave_mark;
    // Once: the signal that is raised again is dealt with by the system, which ends the process and may dump it.
    action.sa_flags = SA_RESETHAND | SA_ONSTACK;
    for (unsigned i = 0; i < sizeof faults / sizeof *faults; i++) sigaction(faults[i], &action, 0);
}
