/// The bytes of a shared secret, which no log and no output shows.
struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The bytes as they go into the key; not to be printed.
    let bytes: [UInt8]

    /// A secret from its bytes.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The secret in a file: all its bytes but one line end at its end.
    /// - Throws: ``CommandFailure`` when it cannot be read.
    init(file path: String, purpose: String = "the secret file") throws(CommandFailure) {
        var bytes = try FileReading.bytes(of: path, purpose: purpose)
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        self.bytes = bytes
    }

    /// `set`, whatever the secret is.
    var description: String { "set" }
    /// `set`, whatever the secret is.
    var debugDescription: String { "set" }
    /// No children: `dump` shows nothing either.
    var customMirror: Mirror { Mirror(self, children: []) }

    /// Fails when it is shorter than the algorithm's hash (RFC 7518 section 3.2).
    /// - Parameter origin: Where it stands, for the error's line: `--secret-file key.txt`.
    func check(for algorithm: SecretAlgorithm, origin: String) throws(CommandFailure) {
        guard bytes.count >= algorithm.hashBytes else {
            throw CommandFailure(
                .configuration,
                "\(origin): the secret has \(bytes.count) bytes; \(algorithm.rawValue) needs \(algorithm.hashBytes) at least"
            )
        }
    }
}
