import Glibc

/// The key that development servers sign and check tokens with: the file `signing-key` in the data folder.
///
/// It holds 64 hexadecimal digits of 256 random bits and a line end; the digits, as text, are the secret, so
/// that it can be handed to any other program that takes a secret.
enum SigningKey {
    /// Its path in a data folder.
    static func path(in folder: String) -> String {
        folder + "/signing-key"
    }

    /// The key of a data folder.
    /// - Throws: ``CommandFailure`` when it is missing, unreadable or too short.
    static func read(in folder: String) throws(CommandFailure) -> Secret {
        let path = path(in: folder)
        let secret = try Secret(file: path, purpose: "the signing key")
        try secret.check(for: .hs256, origin: path)
        return secret
    }

    /// The key of a data folder, made with mode 0600 when there is none.
    ///
    /// Two processes at once end with the same key: the file appears whole or not at all.
    /// - Throws: ``CommandFailure`` when it cannot be read or made.
    static func readOrMake(in folder: String) throws(CommandFailure) -> Secret {
        if access(path(in: folder), F_OK) != 0, errno == ENOENT {
            try make(in: folder)
        }
        return try read(in: folder)
    }

    private static func make(in folder: String) throws(CommandFailure) {
        let text = Array((try randomHexadecimal(in: folder) + "\n").utf8)
        let draft = path(in: folder) + ".\(getpid())"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(folder, errno) }
        defer { unlink(draft) }
        let isWritten = write(descriptor, text, text.count) == text.count && fsync(descriptor) == 0
        let code = errno
        close(descriptor)
        guard isWritten else { throw failure(folder, code) }
        // `link` does not replace: whoever was first made the key.
        guard link(draft, path(in: folder)) == 0 || errno == EEXIST else { throw failure(folder, errno) }
    }

    private static func randomHexadecimal(in folder: String) throws(CommandFailure) -> String {
        var bytes = [UInt8](repeating: 0, count: 32)
        // Up to 256 bytes come whole, from the kernel, once it has gathered enough (getentropy(3)).
        guard getentropy(&bytes, bytes.count) == 0 else { throw failure(folder, errno) }
        return bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    private static func failure(_ folder: String, _ code: Int32) -> CommandFailure {
        CommandFailure(.cannotCreate, "cannot make a signing key in \(folder): \(FileReading.systemMessage(code))")
    }
}
