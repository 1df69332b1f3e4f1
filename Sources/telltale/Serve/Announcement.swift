import Foundation

/// What the program says once it accepts: the first lines of standard output.
struct Announcement: Sendable {
    var host: String
    /// `http`, `https` or `ws`.
    var scheme: String
    /// Where the metrics are when they have a port of their own.
    var metricsHost = ""
    /// More to say, in development.
    var welcome: Welcome?

    /// - Parameters:
    ///   - port: the one that was bound.
    ///   - metricsPort: the one that was bound for the metrics; nil when they are on the same.
    func print(port: Int, metricsPort: Int?) {
        let address = "\(scheme)://\(Self.authority(host, port))"
        let metrics = metricsPort.map { "http://\(Self.authority(metricsHost, $0))" }
        var text = "Telltale listening on \(address)\n"
        if let metrics { text += "Metrics on \(metrics)/metrics\n" }
        if let welcome {
            text += welcome.text(
                authority: Self.authority(host, port), metrics: metrics ?? address, now: Int64(Date().timeIntervalSince1970))
        }
        // Where nobody can be told, the server serves nevertheless.
        StandardStream.output.write(text.utf8)
    }

    private static func authority(_ host: String, _ port: Int) -> String {
        (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
    }
}
