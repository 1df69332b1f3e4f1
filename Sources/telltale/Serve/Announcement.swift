import Foundation

/// What the program says once it accepts: the first lines of standard output.
struct Announcement: Sendable {
    var host: String
    /// The port that was asked for; 0 is a free one.
    var port: Int
    /// `http`, `https` or `ws`.
    var scheme: String
    /// More to say, in development.
    var welcome: Welcome?

    /// - Parameter port: the one that was bound.
    func print(port: Int) {
        let authority = (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
        var text = "Telltale listening on \(scheme)://\(authority)\n"
        if let welcome { text += welcome.text(authority: authority, now: Int64(Date().timeIntervalSince1970)) }
        FileHandle.standardOutput.write(Data(text.utf8))
    }
}
