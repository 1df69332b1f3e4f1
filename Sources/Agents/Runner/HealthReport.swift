import LanguageModels
import Wire

/// The built-in agent `health-report`: a report on the server from its own figures, section by section.
struct HealthReport: Sendable {
    let source: any OperationsSource

    /// Reports, each section as a step with its progress and its piece of output.
    ///
    /// - Returns: the whole report in Markdown, as one JSON text.
    func output(of run: ExecutionRun) async throws(RunStop) -> String {
        guard run.user.isOperator else {
            throw .failed(.forbidden, "The health report is for users whose token has the scope dashboard.")
        }
        let startedAt = run.execution.startedAtMilliseconds ?? run.execution.createdAtMilliseconds
        let report = OperationsReport(of: source, madeAt: Timestamp.text(startedAt))
        let sections = OperationsReport.Section.allCases
        var whole = ""
        for (position, section) in sections.enumerated() {
            guard !Task.isCancelled else { throw .ended }
            let text = (position == 0 ? "" : "\n") + report.text(section)
            try await run.tell([.progress(Self.progress(position, sections)), .output(text)])
            whole += text
        }
        return String(jsonOf: whole)
    }

    private static func progress(_ position: Int, _ sections: [OperationsReport.Section]) -> ExecutionProgress {
        let percentage = (Double(position) / Double(sections.count) * 100).rounded(.down)
        return ExecutionProgress(
            percentage: percentage, message: sections[position].rawValue, step: position + 1, steps: sections.count)
    }
}
