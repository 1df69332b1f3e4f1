import Chat
import Foundation
import Logging
import Storage

/// A folder for one test, and stores of uploads in it. Removed at the end.
final class UploadFiles: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "/uploads-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func open() throws -> FileUploadStore {
        try FileUploadStore(folder: path, lanes: 2, logger: Logger(label: "uploads") { _ in SwiftLogNoOpLogHandler() })
    }

    /// The paths of all files, relative to the folder, ascending.
    var names: [String] {
        let all = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return all.filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder) && !isFolder.boolValue
        }.sorted()
    }

    func content(_ name: String) -> [UInt8]? {
        FileManager.default.contents(atPath: "\(path)/\(name)").map(Array.init)
    }

    /// Puts a file there, as a process before may have left it.
    func put(_ name: String, _ content: [UInt8] = [1]) throws {
        let file = "\(path)/\(name)"
        try FileManager.default.createDirectory(
            atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(content).write(to: URL(fileURLWithPath: file))
        let before = Date(timeIntervalSinceNow: -3_600)
        try FileManager.default.setAttributes([.modificationDate: before], ofItemAtPath: file)
    }

    /// Whether it comes true within five seconds.
    func eventually(_ condition: () -> Bool) async -> Bool {
        for _ in 0..<5_000 {
            if condition() { return true }
            try? await Task.sleep(for: .milliseconds(1))
        }
        return condition()
    }
}
