#pragma once
// timerfd(2) on the wall clock; <sys/timerfd.h> is not in Swift's Glibc module.

#include <stdint.h>
#include <sys/timerfd.h>
#include <time.h>

/// A descriptor that becomes readable when the wall clock reaches the time set, or -1 with errno.
static inline int wall_timer_create(void) {
    return timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
}

/// Arms it for one instant. If somebody sets the clock meanwhile it becomes readable at once, and read(2) fails
/// with ECANCELED.
static inline int wall_timer_set(int descriptor, int64_t seconds, int64_t nanoseconds) {
    struct itimerspec spec = {.it_interval = {0, 0}, .it_value = {.tv_sec = seconds, .tv_nsec = nanoseconds}};
    return timerfd_settime(descriptor, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &spec, (struct itimerspec *)0);
}
