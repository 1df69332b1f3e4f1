/// Why a load run could not be started or carried out. Failures of single connections are figures of the report, not errors.
public struct LoadError: Error, Sendable, Equatable, CustomStringConvertible {
    enum Code: Sendable, Equatable {
        case badTarget, remoteTarget, badPlan, resources, system, server
    }

    let code: Code
    /// One line for a person.
    public let description: String

    static func badTarget(_ text: String) -> LoadError { LoadError(code: .badTarget, description: text) }
    static func remoteTarget(_ text: String) -> LoadError { LoadError(code: .remoteTarget, description: text) }
    static func badPlan(_ text: String) -> LoadError { LoadError(code: .badPlan, description: text) }
    static func resources(_ text: String) -> LoadError { LoadError(code: .resources, description: text) }
    static func server(_ text: String) -> LoadError { LoadError(code: .server, description: text) }

    /// The failure of a system call, with the meaning of `errno`.
    static func system(_ call: String, _ number: Int32) -> LoadError {
        LoadError(code: .system, description: "\(call): \(SystemErrorText.text(number))")
    }
}
