import LanguageModels

/// Evaluates the watched rules on the server's own figures, as a value: figures come in once a second, conditions can be read.
///
/// A condition is `ok`, becomes `pending` with a breach and `firing` when that has lasted; the first value that is no breach, or
/// that cannot be measured, makes it `ok` again.
struct ConditionWatch: Sendable {
    /// Figures of one moment.
    private struct Moment {
        let nanoseconds: Int64
        let figures: WatchedFigures
    }

    /// When a breach began.
    private struct Breach {
        let nanoseconds: Int64
        let unixMilliseconds: Int64
    }

    /// Figures to look back to are kept this far apart; windows are up to so much longer than their rule says.
    private static let stepNanoseconds: Int64 = 5_000_000_000
    private static let longestWindow: Int64 = 900_000_000_000

    private let rules: [WatchedRule]
    /// Oldest first.
    private var past: [Moment] = []
    private var breaches: [String: Breach] = [:]
    /// As of the last figures; before the second ones nothing is measured.
    private(set) var conditions: [OperationsCondition]

    init(rules: [WatchedRule] = WatchedRule.all) {
        self.rules = rules
        conditions = rules.map { OperationsCondition($0, .ok, value: nil) }
    }

    /// Takes the figures of a moment.
    ///
    /// - Parameters:
    ///   - nanoseconds: monotonic; grows from call to call.
    ///   - unixMilliseconds: the same moment.
    mutating func observe(_ figures: WatchedFigures, nanoseconds: Int64, unixMilliseconds: Int64) {
        let now = Moment(nanoseconds: nanoseconds, figures: figures)
        if !past.isEmpty {
            conditions = rules.map { evaluate($0, now, unixMilliseconds) }
        }
        keep(now)
    }

    private mutating func keep(_ moment: Moment) {
        if let last = past.last, moment.nanoseconds - last.nanoseconds < Self.stepNanoseconds { return }
        // One that is older than the longest window is what that window looks back to.
        while past.count > 1, past[1].nanoseconds <= moment.nanoseconds - Self.longestWindow { past.removeFirst() }
        past.append(moment)
    }

    private func window(_ rule: WatchedRule, _ now: Moment) -> WatchedWindow? {
        let start = now.nanoseconds - Int64(rule.windowSeconds) * 1_000_000_000
        guard let base = past.last(where: { $0.nanoseconds <= start }) ?? past.first, base.nanoseconds < now.nanoseconds else { return nil }
        return WatchedWindow(base: base.figures, now: now.figures, seconds: Double(now.nanoseconds - base.nanoseconds) / 1e9)
    }

    private mutating func evaluate(_ rule: WatchedRule, _ now: Moment, _ unixMilliseconds: Int64) -> OperationsCondition {
        let value = window(rule, now).flatMap(rule.value)
        if (value ?? -.infinity) > rule.limit {
            breaches[rule.name] = breaches[rule.name] ?? Breach(nanoseconds: now.nanoseconds, unixMilliseconds: unixMilliseconds)
        } else {
            breaches[rule.name] = nil
        }
        let breach = breaches[rule.name]
        let lasted = breach.map { now.nanoseconds - $0.nanoseconds }
        let state = lasted.map { $0 >= Int64(rule.holdSeconds) * 1_000_000_000 ? OperationsCondition.State.firing : .pending } ?? .ok
        return OperationsCondition(rule, state, value: value, sinceMilliseconds: breach?.unixMilliseconds)
    }
}

extension OperationsCondition {
    fileprivate init(_ rule: WatchedRule, _ state: State, value: Double?, sinceMilliseconds: Int64? = nil) {
        self.init(
            name: rule.name, severity: rule.severity, state: state, meaning: rule.meaning, value: value, limit: rule.limit, unit: rule.unit,
            holdSeconds: rule.holdSeconds, sinceMilliseconds: sinceMilliseconds)
    }
}
