// What the Glibc module of the Swift toolchain leaves out: epoll(7) and CPU affinity.
//
// System calls directly and types of our own: a header of glibc that defines a shared type (struct timespec) here would make
// this module its owner, and every file that uses the type would have to import this module.
#ifndef TELLTALE_CLINUX_SHIM_H
#define TELLTALE_CLINUX_SHIM_H

#include <errno.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
    LINUX_EPOLL_READABLE = 0x001,
    LINUX_EPOLL_WRITABLE = 0x004,
    LINUX_EPOLL_ADD = 1,
    LINUX_EPOLL_CHANGE = 3,
};

/// struct epoll_event; the kernel packs it on x86-64 only.
struct linux_epoll_event {
    uint32_t events;
    uint64_t data;
}
#if defined(__x86_64__)
__attribute__((packed))
#endif
;

/// epoll_create1(2) with close-on-exec.
static inline int linux_epoll_create(void) { return (int)syscall(SYS_epoll_create1, 02000000); }

/// epoll_ctl(2).
static inline int linux_epoll_control(int epoll, int operation, int descriptor, uint32_t events, uint64_t data) {
    struct linux_epoll_event event = {events, data};
    return (int)syscall(SYS_epoll_ctl, epoll, operation, descriptor, &event);
}

/// epoll_pwait2(2), which takes nanoseconds (Linux 5.11).
static inline int linux_epoll_wait(int epoll, struct linux_epoll_event *events, int capacity, int64_t nanoseconds) {
    const struct { int64_t seconds, nanoseconds; } timeout = {nanoseconds / 1000000000, nanoseconds % 1000000000};
    return (int)syscall(SYS_epoll_pwait2, epoll, events, capacity, &timeout, (void *)0, (size_t)8);
}

/// sched_setaffinity(2): pins the calling thread, and the threads it starts later, to one CPU.
static inline int linux_pin_to_cpu(int cpu) {
    unsigned long mask[16] = {0};
    const int bits = 8 * (int)sizeof mask[0];
    if (cpu < 0 || cpu >= bits * 16) {
        errno = EINVAL;
        return -1;
    }
    mask[cpu / bits] = 1UL << (cpu % bits);
    return syscall(SYS_sched_setaffinity, 0, sizeof mask, mask) < 0 ? -1 : 0;
}

#endif
