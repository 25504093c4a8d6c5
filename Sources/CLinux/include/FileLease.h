#pragma once

/// Whether anybody has the file of a descriptor open for writing: 1 yes, 0 no, -1 this cannot be told.
///
/// A read lease (fcntl(2), F_SETLEASE) is granted only if nobody has. It takes the owner of the file or CAP_LEASE, and
/// a file system that has leases. The descriptor must be open for reading only.
int file_has_writer(int fd);
