// TaskFiles
