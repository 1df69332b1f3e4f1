import Foundation
import Testing

@testable import telltale

/// Taking the data folder.
struct DataFolderTests {
    @Test("a folder is made with its parents, for its owner only")
    func make() throws {
        let folder = try TemporaryFolder()
        let data = try DataFolder(path: folder.path + "/a/b")
        let mode = try FileManager.default.attributesOfItem(atPath: data.path)[.posixPermissions] as? Int
        #expect(mode == 0o700)
    }

    @Test("a folder that another holds is refused, and is free again when the other is gone")
    func lock() throws {
        let folder = try TemporaryFolder()
        var first: DataFolder? = try DataFolder(path: folder.path)
        let refusal = failure { () throws(CommandFailure) in _ = try DataFolder(path: folder.path) }
        #expect(
            refusal
                == CommandFailure(
                    .temporaryFailure,
                    "another telltale (process \(getpid())) holds the data folder \(folder.path); stop it or choose another with --data"
                )
        )
        #expect(first?.path == folder.path)
        first = nil
        #expect(throws: Never.self) { try DataFolder(path: folder.path) }
    }

    @Test("a folder that cannot be made is refused")
    func unwritable() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("", to: "file")
        let refusal = failure { () throws(CommandFailure) in _ = try DataFolder(path: file + "/data") }
        #expect(
            refusal
                == CommandFailure(
                    .cannotCreate,
                    "cannot write to the data folder \(file)/data: not a directory; choose another with --data"
                )
        )
    }

    @Test("a file is no folder")
    func file() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("", to: "file")
        let refusal = failure { () throws(CommandFailure) in _ = try DataFolder(path: file) }
        #expect(refusal?.message == "cannot write to the data folder \(file): not a directory; choose another with --data")
    }

    @Test("paths of every form are made", arguments: ["x", "x/", "x//y", "./x/./y"])
    func paths(suffix: String) throws {
        let folder = try TemporaryFolder()
        #expect(throws: Never.self) { try DataFolder(path: folder.path + "/" + suffix) }
        #expect(FileManager.default.fileExists(atPath: folder.path + "/" + suffix + "/lock"))
    }
}
