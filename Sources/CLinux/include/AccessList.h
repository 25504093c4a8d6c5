#pragma once
// getxattr(2) of a POSIX access control list; <sys/xattr.h> is not in Swift's Glibc module.

#include <stddef.h>
#include <sys/xattr.h>

/// The access control list of a file, in the form of linux/posix_acl_xattr.h: how many bytes it has, or -1 with errno.
static inline long access_list(const char *path, void *bytes, size_t count) {
    return getxattr(path, "system.posix_acl_access", bytes, count);
}
