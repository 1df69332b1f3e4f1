import Synchronization
import Wire

/// Whether this node should get traffic: every component's word, and whether it is draining. Any thread.
public final class Readiness: Sendable {
    /// One part that the node cannot serve without.
    public struct Component: Sendable {
        let name: String
        let problem: @Sendable () -> String?

        /// - Parameter problem: what is wrong, in words fit for strangers; nil when all is well. Must not block.
        public init(_ name: String, problem: @escaping @Sendable () -> String?) {
            self.name = name
            self.problem = problem
        }
    }

    private let components: [Component]
    private let draining = Atomic(false)

    public init(_ components: [Component]) {
        self.components = components
    }

    /// From now on the node asks for no more traffic.
    public func drain() {
        draining.store(true, ordering: .relaxed)
    }

    /// What is wrong now, `component: problem` each; empty when all is well.
    public var problems: [String] {
        components.compactMap { component in component.problem().map { "\(component.name): \($0)" } }
    }

    /// `{status: ready|draining|broken, components: {name: "ok"|problem}}` and whether traffic is wanted.
    func report() -> (isReady: Bool, body: [UInt8]) {
        let problems = components.map { ($0.name, $0.problem()) }
        let isBroken = problems.contains { $0.1 != nil }
        let isDraining = draining.load(ordering: .relaxed)
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("status", isDraining ? "draining" : isBroken ? "broken" : "ready")
        writer.name("components")
        writer.beginObject()
        for (name, problem) in problems {
            writer.name(escaping: name)
            writer.value(problem ?? "ok")
        }
        writer.endObject()
        writer.endObject()
        return (!isDraining && !isBroken, writer.bytes)
    }
}
