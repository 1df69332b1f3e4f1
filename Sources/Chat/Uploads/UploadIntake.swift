import Wire

/// One file on its way to the disk: finds its type, holds it to the limit and hands it over in pieces.
///
/// No file is begun before the type is known and taken. Used by one task; ends with ``finish()`` or ``discard()``.
struct UploadIntake {
    /// What a complete file is.
    struct Content {
        let type: String
        let size: Int64
        let sha256: String
    }

    /// How many bytes are handed to the disk at a time: enough to be worth a change of threads.
    static let pieceBytes = 128 * 1024

    private enum State {
        /// The first bytes are gathered. Exits: writing (there are enough, or all), over.
        case sniffing
        /// Exits: over.
        case writing(any UploadWriter, ContentType)
        case over
    }

    private let id: String
    private let files: any UploadStore
    private let configuration: UploadConfiguration
    private var state = State.sniffing
    private var pending: [UInt8] = []
    /// Bytes taken so far.
    private(set) var size: Int64 = 0

    init(id: String, files: any UploadStore, configuration: UploadConfiguration) {
        self.id = id
        self.files = files
        self.configuration = configuration
    }

    /// Takes the next bytes.
    ///
    /// - Throws: ``UploadError`` for a file that is too large or of a type that is not taken, or when the disk fails.
    mutating func take(_ bytes: [UInt8]) async throws(UploadError) {
        size += Int64(bytes.count)
        guard size <= configuration.fileLimit else { throw .tooLarge(configuration) }
        pending.append(contentsOf: bytes)
        if case .sniffing = state, pending.count >= ContentType.headerBytes { try await begin() }
        if case .writing(let writer, _) = state, pending.count >= Self.pieceBytes { try await hand(to: writer) }
    }

    /// The file is whole: makes it durable.
    mutating func finish() async throws(UploadError) -> Content {
        if case .sniffing = state { try await begin() }
        guard case .writing(let writer, let type) = state else { throw .ended }
        try await hand(to: writer)
        do {
            return Content(type: type.field, size: size, sha256: try await writer.finish())
        } catch {
            throw UploadError(error)
        }
    }

    /// Leaves nothing behind, wherever it stands.
    mutating func discard() async {
        if case .writing(let writer, _) = state { await writer.discard() }
        state = .over
        pending = []
    }

    private mutating func begin() async throws(UploadError) {
        let header = Array(pending.prefix(ContentType.headerBytes))
        let type = ContentType(of: header, isCut: pending.count > header.count)
        guard configuration.mediaTypes.allows(type) else { throw .mediaType(type.name) }
        do {
            state = .writing(try await files.create(id), type)
        } catch {
            throw UploadError(error)
        }
    }

    private mutating func hand(to writer: any UploadWriter) async throws(UploadError) {
        guard !pending.isEmpty else { return }
        do {
            try await writer.write(pending)
        } catch {
            throw UploadError(error)
        }
        pending.removeAll(keepingCapacity: true)
    }
}

extension UploadError {
    /// The file is larger than the configuration allows.
    static func tooLarge(_ configuration: UploadConfiguration) -> UploadError {
        .tooLarge("the file is larger than \(configuration.maximumBytes) bytes")
    }

    /// Something was asked of an upload that is over: a fault of the server.
    fileprivate static let ended = UploadError(ChatError(code: .internal, message: "internal error", detail: "the upload is over"))
}
