/// When `tasks/` was looked through, by the clock on the wall, which stamps the files, and by one that nobody sets.
struct TaskLook {
    let instant: ContinuousClock.Instant
    /// In whole seconds since 1970.
    let wall: Int64

    /// Files whose inode was changed before this second are as they were at this look; nil if the clock on the wall was
    /// set back since, so that a later change may bear an earlier time.
    func unchangedBefore(_ next: TaskLook) -> Int64? {
        let passed = (next.instant - instant).components.seconds
        // With a little slack on both sides: the clocks are read one after the other and run at slightly different
        // speeds, and a change in the second of the last look may have come after it.
        return next.wall + 2 < wall + passed ? nil : wall - 2
    }
}
