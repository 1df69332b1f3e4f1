/// A client frame that is refused: what its `error` frame says.
public struct FrameError: Error, Sendable, Equatable {
    /// `bad_frame` or `unknown_type`.
    public var code: ErrorCode
    /// One sentence for the client's developer.
    public var message: String
    /// The frame's `id`, when it could be read.
    public var id: String?
    /// The frame's type when the socket serves it, else ``otherType``: a value for the label `type`.
    public var type: String

    /// The type label of frames that the socket does not know.
    public static let otherType = "other"

    /// A refusal.
    public init(code: ErrorCode, message: String, id: String?, type: String) {
        self.code = code
        self.message = message
        self.id = id
        self.type = type
    }

    /// The refusal of a text that is not one JSON object.
    init(_ error: JSONError) {
        self.init(code: .badFrame, message: Self.message(for: error), id: nil, type: Self.otherType)
    }

    private static func message(for error: JSONError) -> String {
        switch error.code {
        case .wrongType: "A frame must be one JSON object."
        case .duplicateMember: "A field comes twice, before byte \(error.offset)."
        case .tooDeep: "The JSON nests deeper than \(JSONReader.maximumDepth)."
        default: "Malformed JSON at byte \(error.offset)."
        }
    }
}
