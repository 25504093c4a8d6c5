#pragma once

/// Leaves an empty file at `path` when the process is brought down by a fault of its own: an invalid access, a trap,
/// an abort. What kills it from outside (SIGKILL, SIGTERM) leaves none. The path is copied; one longer than 4095
/// bytes is not watched for. The signal then does what it does without us.
void fault_mark_install(const char *path);
