#define _GNU_SOURCE
#include "FileSync.h"

#include <unistd.h>

int sync_file_system(int descriptor) { return syncfs(descriptor); }
