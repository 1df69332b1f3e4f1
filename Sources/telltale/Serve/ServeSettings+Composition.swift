import Gateway
import NIOCore
import NIOSSL
import Sockets

extension ServeSettings {
    /// Which origins may open sockets.
    var originPolicy: OriginPolicy {
        allowedOrigins.map(OriginPolicy.init(allowing:)) ?? .off
    }

    /// How many frames a connection may send, and the chat connections of a user together: read it once.
    var chatFrameRate: FrameRate {
        FrameRate(
            perSecond: messageRate, burst: messageBurst, maximumRefusals: maxRefusals, userPerSecond: userMessageRate,
            userBurst: userMessageBurst)
    }

    /// How many frames a connection of another kind may send.
    var otherFrameRate: FrameRate {
        FrameRate(perSecond: messageRate, burst: messageBurst, maximumRefusals: maxRefusals)
    }
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int {
        Int(components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000)
    }

    /// The same for NIO; nil for zero, which is off.
    var timeAmount: TimeAmount? {
        self == .zero ? nil : TimeAmount(self)
    }
}

extension TLSFiles {
    /// The same for connections that speak TLS first.
    ///
    /// - Throws: ``CommandFailure`` when a file holds no certificate or key.
    func before(_ setUp: @escaping Listener.SetUp) throws -> Listener.SetUp {
        let context = try NIOSSLContext(configuration: configuration())
        return { channel in
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
            try setUp(channel)
        }
    }

    /// What NIO needs to speak TLS.
    ///
    /// - Throws: ``CommandFailure`` when a file holds no certificate or key.
    func configuration() throws(CommandFailure) -> TLSConfiguration {
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(certificate).map { NIOSSLCertificateSource.certificate($0) }
            let privateKey = try NIOSSLPrivateKey(file: key, format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(privateKey))
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["http/1.1"]
            return configuration
        } catch {
            throw CommandFailure(.configuration, "TLS cannot use \(certificate) and \(key): \(error)")
        }
    }
}
