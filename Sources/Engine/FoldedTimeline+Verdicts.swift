import Events

/// A verdict among the bytes of its fold: the place of its instance and of its episode there.
extension FoldedTimeline {
    package func write(_ verdict: Verdict, to writer: inout ByteWriter) {
        let place = fold.find(verdict.rule, verdict.key)
        let number = place.flatMap { place in
            fold[place].episodes.firstIndex {
                $0.phase == .open && $0.triggers.first == verdict.episode.triggers.first
                    && $0.date == verdict.episode.date
            }
        }
        writer.number(place.map { fold.instances.rank(of: $0) } ?? 0)
        writer.number(number ?? 0)
    }

    /// - Returns: nil if the fold was forgotten, which begins anew then.
    package func verdict(_ reader: inout ByteReader) throws(StateError) -> Verdict? {
        let place = try reader.count()
        let number = try reader.count()
        if fingerprint == "" { return nil }
        // As they were read: in their order.
        guard place < fold.instances.count else { throw .damaged }
        let instance = fold.instances[InstanceIndex(place)]
        guard number < instance.episodes.count, instance.episodes[number].phase == .open else { throw .damaged }
        return Verdict(rule: instance.rule, key: instance.key, episode: instance.episodes[number])
    }
}
