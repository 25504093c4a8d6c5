#pragma once
// syncfs(2), which Glibc hides without _GNU_SOURCE.

/// Makes everything durable that was written to the file system on which `descriptor` lies. 0, or -1 with errno; an
/// error of writing that happened since the descriptor was opened is told too (Linux 5.8).
int sync_file_system(int descriptor);
