import Events
import RuleLanguage

/// A task in words.
enum TaskWords {
    /// `a high-priority recovery`
    static func name(_ task: TaskTemplate) -> String {
        switch task.priority {
        case .low: return "a low-priority \(task.taskClass.rawValue)"
        case .normal: return "a \(task.taskClass.rawValue)"
        case .high: return "a high-priority \(task.taskClass.rawValue)"
        case .urgent: return "an urgent \(task.taskClass.rawValue)"
        }
    }
}
