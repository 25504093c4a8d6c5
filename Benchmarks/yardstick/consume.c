// Opens, reads, closes and unlinks every file of a folder, and does nothing with them.
#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

int main(int argc, char **argv) {
    static char buffer[1 << 16];
    if (argc < 2 || chdir(argv[1]) != 0) return 1;
    DIR *folder = opendir(".");
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        if (entry->d_name[0] == '.') continue;
        int file = open(entry->d_name, O_RDONLY);
        while (read(file, buffer, sizeof buffer) > 0) {}
        close(file);
        if (unlink(entry->d_name) != 0) return 1;
    }
    return 0;
}
