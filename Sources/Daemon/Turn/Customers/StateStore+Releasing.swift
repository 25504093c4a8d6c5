import Events
import Store

extension StateStore {
    /// Lets everybody be tried anew whose turn could not be done.
    /// - Returns: those who were set aside.
    @discardableResult
    func releaseUnfinished() throws(StoreError) -> [Text] {
        var unfinished = UnfinishedCustomers(try unfinishedCustomers())
        if unfinished.isEmpty { return [] }
        let released = unfinished.all.filter(\.isSetAside).map(\.customer)
        unfinished.release()
        try keep(unfinished: unfinished.all)
        return released
    }
}
