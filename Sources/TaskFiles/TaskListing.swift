/// The tasks of a folder, and what lies there under the name of one and is none that can be read.
package struct TaskListing: Sendable {
    /// Sorted by id.
    package var tasks: [TaskDocument] = []
    /// Why what cannot be read cannot.
    package var unreadable: [TaskFilesError] = []
}
