import Chat
import Testing

@testable import telltale

/// Within which bounds files are taken.
struct UploadSettingsTests {
    @Test("files of 25 MiB of the usual types are taken by default")
    func byDefault() throws {
        let uploads = try settings().uploads
        #expect(uploads.takesFiles && uploads.maximumBytes == 25 << 20 && uploads.bytesPerUser == 1 << 30)
        #expect(uploads.atOnce == 4 && uploads.loosePerUser == 100 && uploads.looseLifetimeSeconds == 86_400)
        #expect(uploads.mediaTypes == .standard)
    }

    @Test("with no bytes no files are taken, whatever else is set")
    func off() throws {
        #expect(try !settings(["upload-bytes": "0", "uploads-at-once": "2"]).uploads.takesFiles)
    }

    @Test("types are names and families")
    func types() throws {
        let uploads = try settings(["upload-types": "image/*, text/csv"]).uploads
        #expect(uploads.mediaTypes != .standard)
        #expect(try settings(["upload-types": "usual"]).uploads.mediaTypes == .standard)
    }

    @Test("a file waits for a message for as long as is said")
    func lifetime() throws {
        #expect(try settings(["loose-upload-time": "1500ms"]).uploads.looseLifetimeSeconds == 1.5)
        #expect(try settings(["loose-upload-time": "0"]).uploads.looseLifetimeSeconds == 0)
    }
}
