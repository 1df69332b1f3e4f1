import NIOCore
import NIOPosix
import Testing

@testable import LanguageModels

@Suite("Connections to a provider")
struct OpenAITransportTests {
    /// Application-layer protocol names as TLS writes them: a length before each.
    private static let http2 = [UInt8(2)] + Array("h2".utf8)
    private static let http1 = [UInt8(8)] + Array("http/1.1".utf8)

    @Test("over TLS both HTTP/2 and HTTP/1.1 are offered")
    func automatic() async throws {
        let hello = try await greeting { _ in }
        #expect(contains(hello, Self.http2))
        #expect(contains(hello, Self.http1))
    }

    @Test("without HTTP/2 it is not offered")
    func onlyHTTP1() async throws {
        let hello = try await greeting { $0.usesHTTP2 = false }
        #expect(!contains(hello, Self.http2))
        #expect(!hello.isEmpty)
    }

    @Test("a provider that accepts connections and never speaks TLS is given up in time")
    func connectTimeout() async throws {
        let listener = try await silentListener { _ in }
        let asked = try AskedModel.make("https://127.0.0.1:\(listener.localAddress?.port ?? 0)") {
            $0.connectTimeout = .milliseconds(60)
            $0.retries = 0
        }
        #expect(await asked.ask().error?.code == .timeout)
        try await listener.close().get()
    }

    @Test("a file without certificates is refused before anything is asked", arguments: ["/nowhere/ca.pem", "/dev/null"])
    func certificates(_ file: String) {
        let error = #expect(throws: OpenAIConfigurationError.self) {
            try AskedModel.make("https://localhost") { $0.trustedCertificates = file }
        }
        #expect(error?.description.hasPrefix("the file of trusted certificates cannot be used: ") == true)
    }

    /// What the client says first.
    private func greeting(_ change: (inout OpenAIConfiguration) -> Void) async throws -> [UInt8] {
        let (greetings, greeted) = AsyncStream.makeStream(of: [UInt8].self)
        let listener = try await silentListener { greeted.yield($0) }
        let asked = try AskedModel.make("https://localhost:\(listener.localAddress?.port ?? 0)") {
            $0.retries = 0
            $0.connectTimeout = .seconds(1)
            change(&$0)
        }
        let task = Task { await asked.askOnly() }
        let hello = await greetings.first { _ in true }
        task.cancel()
        _ = await task.value
        await asked.model.close()
        try await listener.close().get()
        return try #require(hello)
    }

    private func silentListener(_ heard: @escaping @Sendable ([UInt8]) -> Void) async throws -> any Channel {
        try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Ear(heard)) }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    private func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        bytes.indices.contains { bytes[$0...].starts(with: part) }
    }
}

private final class Ear: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let heard: @Sendable ([UInt8]) -> Void

    init(_ heard: @escaping @Sendable ([UInt8]) -> Void) {
        self.heard = heard
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        heard(Array(unwrapInboundIn(data).readableBytesView))
    }
}
