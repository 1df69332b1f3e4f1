import Foundation
import Testing

@testable import telltale

/// The signing key of development.
struct SigningKeyTests {
    @Test("a key of 64 hexadecimal digits is made once, for its owner only, and read after")
    func makeOnce() throws {
        let folder = try TemporaryFolder()
        let first = try SigningKey.readOrMake(in: folder.path)
        let second = try SigningKey.readOrMake(in: folder.path)
        #expect(first == second)
        #expect(first.bytes.count == 64)
        #expect(first.bytes.allSatisfy { "0123456789abcdef".utf8.contains($0) })
        let path = SigningKey.path(in: folder.path)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["signing-key"])
    }

    @Test("two folders have two keys")
    func random() throws {
        let folders = try (TemporaryFolder(), TemporaryFolder())
        #expect(try SigningKey.readOrMake(in: folders.0.path) != SigningKey.readOrMake(in: folders.1.path))
    }

    @Test("a key that was cut short is refused")
    func short() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("abc\n", to: "signing-key")
        let refusal = failure { () throws(CommandFailure) in _ = try SigningKey.readOrMake(in: folder.path) }
        #expect(refusal?.message == "\(path): the secret has 3 bytes; HS256 needs 32 at least")
    }
}
