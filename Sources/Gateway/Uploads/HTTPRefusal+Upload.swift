import Chat
import Hummingbird

extension HTTPRefusal {
    /// A refusal of an upload, with the status that HTTP has for its reason (RFC 9110, section 15.5.16; RFC 4918, section 11.5).
    init(_ error: UploadError) {
        self.init(error.error)
        switch error.reason {
        case .mediaType: status = .unsupportedMediaType
        case .outOfSpace: status = .init(code: 507, reasonPhrase: "Insufficient Storage")
        case .other: break
        }
    }
}
