/// The two PEM files that make the port speak TLS.
struct TLSFiles: Sendable, Equatable {
    /// Path of the certificate and its chain.
    let certificate: String
    /// Path of its private key.
    let key: String
}

extension TLSFiles {
    /// The files that the settings name; `nil` when they name none.
    /// - Throws: ``CommandFailure`` when only one is named, or one cannot be read.
    static func named(in reader: SettingsReader) throws(CommandFailure) -> TLSFiles? {
        switch (try reader.value(Settings.tlsCertificate), try reader.value(Settings.tlsKey)) {
        case (nil, nil):
            return nil
        case (let certificate?, let key?):
            try FileReading.check(certificate, purpose: "the certificate")
            try FileReading.check(key, purpose: "the private key")
            return TLSFiles(certificate: certificate, key: key)
        case (let certificate, _):
            let missing = certificate == nil ? Settings.tlsCertificate.row : Settings.tlsKey.row
            throw CommandFailure(.configuration, "TLS needs both tls-certificate and tls-key; \(missing.flag) is missing")
        }
    }
}
