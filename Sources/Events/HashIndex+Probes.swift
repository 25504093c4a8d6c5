extension HashIndex {
    /// How many slots a look-up of this hash reads before it comes to a free one. With texts that nobody chose for it
    /// these are four or so.
    package func probes(_ hash: UInt64) -> Int {
        let mask = slots.count - 1
        let home = Int(truncatingIfNeeded: hash) & mask
        var probes = 0
        while slots[(home + probes) & mask] != 0 { probes += 1 }
        return probes
    }
}
