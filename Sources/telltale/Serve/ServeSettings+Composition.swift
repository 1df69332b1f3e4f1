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
    /// - Throws: ``CommandFailure`` when a file holds no certificate or key, or one does not belong to the other.
    func before(_ setUp: @escaping Listener.SetUp) throws(CommandFailure) -> Listener.SetUp {
        let context = try context()
        return { channel in
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
            try setUp(channel)
        }
    }

    /// What NIO speaks TLS with.
    ///
    /// - Throws: ``CommandFailure`` as ``before(_:)``.
    func context() throws(CommandFailure) -> NIOSSLContext {
        guard let chain = try? NIOSSLCertificate.fromPEMFile(certificate), !chain.isEmpty else {
            throw CommandFailure(.configuration, "TLS cannot use the certificate \(certificate): there is none in PEM in it")
        }
        guard let privateKey = try? NIOSSLPrivateKey(file: key, format: .pem) else {
            throw CommandFailure(.configuration, "TLS cannot use the private key \(key): there is none in PEM, without a passphrase, in it")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(privateKey))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            // Both could be read: what is left to go wrong is that one is not the other's.
            throw CommandFailure(
                .configuration, "TLS cannot use the private key \(key): it does not belong to the certificate \(certificate)")
        }
    }
}
