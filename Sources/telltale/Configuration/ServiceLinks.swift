/// The variables that Kubernetes puts into the environment of each container for each Service of its namespace, which begin
/// like ours where a Service is called `telltale` or `telltale-…`
/// (<https://kubernetes.io/docs/tutorials/services/connect-applications-service/#environment-variables>).
enum ServiceLinks {
    /// The names among them, sorted.
    static func names(in environment: [String: String]) -> [String] {
        environment.filter { isLink($0.key, $0.value) }.keys.sorted()
    }

    /// Whether a variable has the form of a service link: `…_SERVICE_HOST`, `…_SERVICE_PORT`, `…_SERVICE_PORT_<name>`,
    /// `…_PORT_<number>_<protocol>` with nothing, `_ADDR`, `_PORT` or `_PROTO` behind it, and `…_PORT` with a URL for its value.
    static func isLink(_ name: String, _ value: String) -> Bool {
        guard name.hasPrefix(SettingRow.environmentPrefix) else { return false }
        let words = name.split(separator: "_", omittingEmptySubsequences: false).dropFirst()
        if words.suffix(2).elementsEqual(["SERVICE", "HOST"]) { return true }
        if let service = words.firstIndex(of: "SERVICE"), words[service...].dropFirst().first == "PORT" { return true }
        if words.last == "PORT", schemes.contains(where: value.hasPrefix) { return true }
        var rest = words
        if let last = rest.last, ["ADDR", "PORT", "PROTO"].contains(last) { rest = rest.dropLast() }
        let end = Array(rest.suffix(3))
        return end.count == 3 && end[0] == "PORT" && UInt16(end[1]) != nil && ["TCP", "UDP", "SCTP"].contains(end[2])
    }

    private static let schemes = ["tcp://", "udp://", "sctp://"]
}
