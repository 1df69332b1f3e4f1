import Foundation
import LanguageModels
import Testing

@testable import telltale

/// The conditions that the server watches by itself.
struct ConditionWatchTests {
    private static let start: Int64 = 1_709_208_000_000

    /// Watches figures for so many seconds, one a second, and says what holds then.
    private func watch(
        _ watch: inout ConditionWatch, seconds: ClosedRange<Int>, _ figures: (Int) -> WatchedFigures
    ) -> [String: OperationsCondition] {
        for second in seconds {
            watch.observe(figures(second), nanoseconds: Int64(second) * 1_000_000_000, unixMilliseconds: Self.start + Int64(second) * 1_000)
        }
        return Dictionary(uniqueKeysWithValues: watch.conditions.map { ($0.name, $0) })
    }

    /// Figures after so many seconds of ten operations each, of which some failed.
    private func operations(_ second: Int, failed: Double) -> WatchedFigures {
        var figures = WatchedFigures()
        figures.operations = Double(second) * 10
        figures.serverErrors = failed
        return figures
    }

    @Test("a breach is pending until it has lasted, then firing, and gone with the first value that is none")
    func states() {
        var watched = ConditionWatch()
        #expect(watch(&watched, seconds: 0...60) { operations($0, failed: 0) }["HighErrorRate"]?.state == .ok)
        // 31 of the last 610 operations: the minute is looked back to in steps of 5 s.
        let pending = watch(&watched, seconds: 61...61) { operations($0, failed: 31) }["HighErrorRate"]
        #expect(pending?.state == .pending)
        #expect(pending?.value == 31.0 / 610)
        #expect(pending?.sinceMilliseconds == Self.start + 61_000)
        #expect(watch(&watched, seconds: 62...90) { operations($0, failed: Double($0) - 30) }["HighErrorRate"]?.state == .pending)
        let firing = watch(&watched, seconds: 91...91) { operations($0, failed: Double($0) - 30) }["HighErrorRate"]
        #expect(firing?.state == .firing)
        #expect(firing?.sinceMilliseconds == Self.start + 61_000)
        let gone = watch(&watched, seconds: 92...170) { operations($0, failed: 61) }["HighErrorRate"]
        #expect(gone?.state == .ok)
        #expect(gone?.value == 0)
        #expect(gone?.sinceMilliseconds == nil)
    }

    @Test("what nobody did is not measured, and no breach")
    func noOperations() {
        var watched = ConditionWatch()
        let conditions = watch(&watched, seconds: 0...100) { _ in operations(0, failed: 0) }
        #expect(conditions["HighErrorRate"]?.state == .ok)
        #expect(conditions["HighErrorRate"]?.value == nil)
        #expect(conditions.values.allSatisfy { $0.value == nil && $0.state == .ok })
    }

    @Test("the first figures alone say nothing")
    func firstFigures() {
        var watched = ConditionWatch()
        let conditions = watch(&watched, seconds: 0...0) { operations($0, failed: 1) }
        #expect(conditions.count == WatchedRule.all.count)
        #expect(conditions.values.allSatisfy { $0.state == .ok && $0.value == nil })
    }

    @Test("levels are compared with their limits, and no limit is no breach")
    func levels() {
        var figures = WatchedFigures()
        figures.connections = 81
        figures.connectionLimit = 100
        figures.openFileDescriptors = 800
        figures.fileDescriptorLimit = 1_000
        figures.lostLayers = 1
        var watched = ConditionWatch()
        let conditions = watch(&watched, seconds: 0...1) { _ in figures }
        #expect(conditions["NearConnectionLimit"]?.value == 0.81)
        #expect(conditions["NearConnectionLimit"]?.state == .pending)
        #expect(conditions["FileDescriptorsLow"]?.value == 0.8)
        #expect(conditions["FileDescriptorsLow"]?.state == .ok)
        #expect(conditions["ChannelLayerDown"]?.state == .pending)
        figures.connectionLimit = 0
        #expect(watch(&watched, seconds: 2...2) { _ in figures }["NearConnectionLimit"]?.value == nil)
    }

    @Test("slow consumers are counted by endpoint, refusals among those who asked")
    func sockets() {
        var watched = ConditionWatch()
        let conditions = watch(&watched, seconds: 0...10) { second in
            var figures = WatchedFigures()
            figures.slowConsumers = ["chat": Double(second) * 2, "dashboard": Double(second) * 4]
            figures.refused = Double(second) * 3
            figures.handshakes = Double(second) * 9
            figures.storeErrors = Double(second)
            figures.answers = Double(second)
            figures.failedAnswers = Double(second) / 2
            return figures
        }
        #expect(conditions["SlowConsumers"]?.value == 40)
        #expect(conditions["SlowConsumers"]?.state == .pending)
        #expect(conditions["ConnectionsRefused"]?.value == 0.25)
        #expect(conditions["StoreFailing"]?.value == 10)
        #expect(conditions["AssistantErrors"]?.value == 0.5)
    }

    @Test("executions are watched by platform, over a quarter of an hour")
    func executions() {
        var watched = ConditionWatch()
        let failing = watch(&watched, seconds: 0...100) { second in
            var figures = WatchedFigures()
            figures.executions = ["telltale": Double(second) * 3, "worker": Double(second) * 4, "idle": 7]
            figures.failedExecutions = ["worker": Double(second)]
            return figures
        }
        #expect(failing["AgentFailures"]?.value == 0.25)
        #expect(failing["AgentFailures"]?.state == .pending)
        let firing = watch(&watched, seconds: 101...990) { _ in
            var figures = WatchedFigures()
            figures.executions = ["telltale": 300, "worker": 400]
            figures.failedExecutions = ["worker": 100]
            return figures
        }
        #expect(firing["AgentFailures"]?.state == .firing)
        let quiet = watch(&watched, seconds: 991...1_010) { _ in
            var figures = WatchedFigures()
            figures.executions = ["telltale": 300, "worker": 400]
            figures.failedExecutions = ["worker": 100]
            return figures
        }
        #expect(quiet["AgentFailures"]?.value == nil)
        #expect(quiet["AgentFailures"]?.state == .ok)
    }

    @Test("after five minutes a window forgets what was before")
    func forgets() {
        var watched = ConditionWatch()
        let conditions = watch(&watched, seconds: 0...1_000) { second in
            var figures = WatchedFigures()
            figures.slowConsumers = ["chat": min(Double(second), 500)]
            return figures
        }
        #expect(conditions["SlowConsumers"]?.value == 0)
    }

    @Test(
        "each rule has the severity, the limit and the patience of the one that ships for Prometheus",
        arguments: WatchedRule.all.map(\.name))
    func shipped(name: String) throws {
        let rules = try String(contentsOfFile: Project.root + "/Dashboards/prometheus/alerts.yml", encoding: .utf8)
        let rule = try #require(rules.components(separatedBy: "- alert: ").first { $0.hasPrefix(name + "\n") })
        let watched = try #require(WatchedRule.all.first { $0.name == name })
        let expression = try #require(rule.components(separatedBy: "for: ").first)
        #expect(rule.contains("severity: \(watched.severity)\n"))
        #expect(rule.contains("for: \(TimeSpan.format(.seconds(watched.holdSeconds)))\n"))
        if watched.windowSeconds > 0 { #expect(expression.contains("[\(TimeSpan.format(.seconds(watched.windowSeconds)))]")) }
        let limit = watched.unit == .milliseconds ? watched.limit / 1_000 : watched.limit
        let comparison = name == "ChannelLayerDown" ? "== 0" : "> " + SettingKind<Double>.shown(limit)
        #expect(expression.split(separator: "\n").contains { $0.hasSuffix(comparison) })
    }
}
