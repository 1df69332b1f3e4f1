import HTTPTypes
import Hummingbird

/// Which methods which paths have. A value.
struct RouteTable: Sendable {
    /// A path and what it can be asked with.
    struct Entry: Sendable {
        let path: RouterPath
        fileprivate(set) var methods: [HTTPRequest.Method]

        /// The template, as `/api/conversations/{id}`.
        var template: String { path.description }

        /// The field `Allow` (RFC 9110, section 10.2.1).
        var allow: String { methods.map(\.rawValue).joined(separator: ", ") }

        fileprivate func matches(_ segments: [Substring]) -> Bool {
            path.count == segments.count && zip(path, segments).allSatisfy { $0 ~= $1 }
        }
    }

    private(set) var entries: [Entry] = []

    mutating func add(_ method: HTTPRequest.Method, _ path: RouterPath) {
        if let index = entries.firstIndex(where: { $0.template == path.description }) {
            entries[index].methods.append(method)
        } else {
            entries.append(Entry(path: path, methods: [method]))
        }
    }

    /// The entry that a path belongs to, as the router takes paths: empty segments do not count.
    func entry(for path: String) -> Entry? {
        let segments = path.split(separator: "/")
        return entries.first { $0.matches(segments) }
    }
}
