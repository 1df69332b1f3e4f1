import AsyncHTTPClient
import HTTPClients
import NIOCore
import NIOSSL

extension HTTPClient.Configuration {
    /// How connections to a provider are made and kept.
    ///
    /// - Throws: ``OpenAIConfigurationError`` for certificates that cannot be read.
    init(_ configuration: OpenAIConfiguration) throws(OpenAIConfigurationError) {
        self.init(redirectConfiguration: .disallow)
        httpVersion = configuration.usesHTTP2 ? .automatic : .http1Only
        timeout.connect = .nanoseconds(configuration.connectTimeout.wholeNanoseconds)
        connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(1, configuration.connectionLimit)
        // A failure is ours to count, and to try again.
        connectionPool.retryConnectionEstablishment = false
        // Shorter than most servers keep what is idle: nothing is sent on a connection that is about to be closed.
        connectionPool.idleTimeout = .seconds(30)
        if let file = configuration.trustedCertificates {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .certificates(try Self.certificates(file))
            tlsConfiguration = tls
        }
    }

    private static func certificates(_ file: String) throws(OpenAIConfigurationError) -> [NIOSSLCertificate] {
        let certificates: [NIOSSLCertificate]
        do {
            certificates = try NIOSSLCertificate.fromPEMFile(file)
        } catch {
            throw OpenAIConfigurationError(.certificates(PlainText.line(String(describing: error))))
        }
        guard !certificates.isEmpty else { throw OpenAIConfigurationError(.certificates("there is no certificate in it")) }
        return certificates
    }
}
