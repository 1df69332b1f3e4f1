import Telemetry

/// The prepared families of one of the text formats, in the order of the snapshot.
struct PreparedTexts {
    private let isOpenMetrics: Bool
    private var families: [PreparedText] = []

    init(isOpenMetrics: Bool) {
        self.isOpenMetrics = isOpenMetrics
    }

    /// The families of a snapshot. Which of them there are changes rarely; then all heads are made anew, since in OpenMetrics
    /// they depend on each other's names.
    mutating func prepared(for snapshot: borrowing Snapshot) -> [PreparedText] {
        if !isCurrent(snapshot) { prepare(snapshot) }
        return families
    }

    private func isCurrent(_ snapshot: borrowing Snapshot) -> Bool {
        guard families.count == snapshot.families.count else { return false }
        for index in families.indices where !families[index].isPrepared(for: snapshot.families[index]) { return false }
        return true
    }

    private mutating func prepare(_ snapshot: borrowing Snapshot) {
        let claimed = isOpenMetrics ? ClaimedNames(snapshot.families) : nil
        families = snapshot.families.map { family in
            let head = claimed.map { FamilyHead(openMetrics: family, among: $0) } ?? FamilyHead(text: family)
            var lines = ExpositionBuffer(.allocate(1_024))
            if isOpenMetrics { lines.appendOpenMetricsHead(head, of: family) } else { lines.appendTextHead(head, of: family) }
            return PreparedText(TextDeclaration(family), head: head, headLines: Array(lines.bytes))
        }
    }
}
