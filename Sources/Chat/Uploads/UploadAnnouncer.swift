import ChannelLayer
import Essentials
import Wire

/// Tells a room how far an upload has come: at its beginning, at most ten times a second, and at its end.
struct UploadAnnouncer {
    /// The shortest time between two frames of an upload under way, nanoseconds.
    static let interval: Int64 = 100_000_000

    private let chat: ChatService
    private let group: String
    private var progress: UploadProgress
    private var toldAt: Int64

    init(_ chat: ChatService, conversationID: String, uploadID: String, fileName: String, length: Int64?, longest: Int64?) {
        self.chat = chat
        group = ChatService.group(of: conversationID)
        progress = UploadProgress(
            uploadID: uploadID, fileName: fileName, receivedBytes: 0, totalBytes: length, longestBytes: longest, status: .receiving)
        toldAt = chat.clock.monotonicNanoseconds()
        tell()
    }

    /// So many bytes of the file have come in all.
    mutating func received(_ bytes: Int64) {
        progress.receivedBytes = bytes
        let now = chat.clock.monotonicNanoseconds()
        guard now - toldAt >= Self.interval else { return }
        toldAt = now
        tell()
    }

    /// The upload is over.
    mutating func ended(_ status: UploadProgress.Status) {
        progress.status = status
        // What was not announced is known now.
        if status == .complete { progress.totalBytes = progress.receivedBytes }
        tell()
    }

    private func tell() {
        chat.layer.publish(LayerEvent(group: group, payload: ChatFrames.uploadProgress(progress)))
        chat.layer.flush()
    }
}
