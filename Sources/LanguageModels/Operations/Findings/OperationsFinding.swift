/// Something that stands out: what it is, and what to do about it. A report's verdict and its advice are made of the same ones.
struct OperationsFinding: Sendable {
    /// What it is, such as `Event loops stalled`; empty for a condition of which no figure says more.
    var title = ""
    /// How much and when; follows the title.
    var detail = ""
    /// What to do or where to look: a sentence; empty when nobody can say.
    var remedy = ""
    /// The condition that watches the same thing, while it is not as it should be.
    var condition: OperationsCondition?

    /// The line that says what it is.
    var line: String {
        guard let condition else { return "- **\(title)**\(detail)" }
        return "- \(OperationsReporter.sentence(condition))" + (title.isEmpty ? "" : ". \(title)\(detail)")
    }

    /// What a person should do.
    var advice: String {
        let subject = condition.map(Self.urgency) ?? "**\(title).**"
        return remedy.isEmpty ? subject : "\(subject) \(remedy)"
    }

    /// Which come first: 1, what fires.
    var rank: Int {
        switch condition?.state {
        case .firing: 1
        case .pending: 2
        case .ok, nil: 3
        }
    }

    private static func urgency(_ condition: OperationsCondition) -> String {
        guard condition.state == .firing else { return "**\(condition.name)** is about to fire: \(condition.meaning)." }
        let urgency = condition.severity == "page" ? "needs somebody now" : "needs a look this week"
        return "**\(condition.name)** is firing and \(urgency): \(condition.meaning)."
    }
}
