import Foundation

/// Where the sources of the project are that is under test.
enum Project {
    /// Its top folder.
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
}
