// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// A room of the house: see Sources/telltale/telltale.docc/Architecture.md for what each holds and may import.
func room(_ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil) -> Target {
    .target(name: name, dependencies: dependencies, path: path, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

func nio(_ name: String) -> Target.Dependency { .product(name: name, package: "swift-nio") }

/// `TELLTALE_TELEMETRY=off swift build` leaves the counting out, to measure what it costs; see Tests/Benchmarks.
let telemetry: [SwiftSetting] =
    Context.environment["TELLTALE_TELEMETRY"] == "off" ? settings + [.define("TELLTALE_TELEMETRY_OFF")] : settings

let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")

let package = Package(
    name: "telltale",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "telltale", targets: ["telltale"]),
        .library(name: "Telemetry", targets: ["Telemetry"]),
        .library(name: "PrometheusExporter", targets: ["PrometheusExporter"]),
        .library(name: "OpenTelemetryExporter", targets: ["OpenTelemetryExporter"]),
        // For the benchmarks, which are packages of their own.
        .library(name: "Chat", targets: ["Chat"]),
        .library(name: "Storage", targets: ["Storage"]),
        .library(name: "Wire", targets: ["Wire"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-configuration.git", from: "1.4.0", traits: ["JSON", "YAML"]),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.14.0"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.10.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.34.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift.git", from: "0.2.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.0"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CProtobufC", pkgConfig: "libprotobuf-c", providers: [.apt(["libprotobuf-c-dev"])]),
        .systemLibrary(name: "CZlib", path: "Sources/Compression/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        // The manifest alone knows which commit is built.
        .target(
            name: "CBuildInfo",
            cSettings: [.define("TELLTALE_REVISION", to: "\"\(Context.gitInformation?.currentCommit.prefix(12) ?? "unknown")\"")]),

        .target(name: "CThreadLane"),
        .target(
            name: "Telemetry", dependencies: ["CThreadLane", .product(name: "CoreMetrics", package: "swift-metrics")],
            swiftSettings: telemetry),
        room("HostMetrics", ["Telemetry"]),
        .target(name: "Compression", dependencies: ["CZlib"], exclude: ["CZlib"], swiftSettings: settings),
        room("Identity", ["COpenSSL"]),
        room("Essentials", [log]),
        room("Wire"),
        room(
            "Sockets",
            [
                "COpenSSL", "Telemetry", "Wire", log, httpTypes, nio("NIOCore"), nio("NIOHTTP1"), nio("NIOPosix"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
            ]),
        room("ChannelLayer", ["Telemetry"]),
        room("HTTPClients", ["Telemetry"]),
        room(
            "LanguageModels",
            [
                "HTTPClients", "Telemetry", "Wire", log, nio("NIOCore"), nio("NIOHTTP1"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        room("Chat", ["ChannelLayer", "Essentials", "LanguageModels", "Telemetry", "Wire", log]),
        room(
            "Agents",
            ["ChannelLayer", "Essentials", "LanguageModels", "Telemetry", "Wire", log, .product(name: "Yams", package: "Yams")]),
        room(
            "Storage",
            ["Agents", "COpenSSL", "Chat", "Essentials", "Telemetry", "Wire", log, .product(name: "GRDB", package: "GRDB.swift")]),
        .target(name: "CPrometheusModel", dependencies: ["CProtobufC"], path: "Exporters/Prometheus/CModel", exclude: ["metrics.proto"]),
        .target(
            name: "PrometheusExporter", dependencies: ["Compression", "CPrometheusModel", "CProtobufC", "Telemetry"],
            path: "Exporters/Prometheus", exclude: ["CModel"], swiftSettings: settings),
        .target(
            name: "COpenTelemetryModel", dependencies: ["CProtobufC"], path: "Exporters/OpenTelemetry/CModel",
            exclude: ["otlp_metrics.proto"]),
        .target(
            name: "OpenTelemetryExporter",
            dependencies: [
                "Compression", "COpenTelemetryModel", "CProtobufC", "HTTPClients", "Telemetry", log, nio("NIOCore"), nio("NIOHTTP1"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            path: "Exporters/OpenTelemetry", exclude: ["CModel"], swiftSettings: settings),
        room("LiveFeed", ["Telemetry", "Wire"], path: "Exporters/LiveFeed"),
        room(
            "Gateway",
            [
                "Agents", "ChannelLayer", "Chat", "Essentials", "Identity", "LiveFeed", "PrometheusExporter", "Sockets", "Telemetry",
                "Wire", hummingbird, log, httpTypes, nio("NIOCore"), nio("NIOHTTP1"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
            ]),
        .systemLibrary(name: "CLinux", path: "Sources/LoadGenerator/CLinux"),
        .target(
            name: "LoadGenerator", dependencies: ["CLinux", .product(name: "Histogram", package: "hdrhistogram-swift")],
            exclude: ["CLinux"], swiftSettings: settings),
        .executableTarget(
            name: "telltale",
            dependencies: [
                "Agents", "CBuildInfo", "ChannelLayer", "Chat", "Essentials", "Gateway", "HostMetrics", "Identity", "LanguageModels",
                "LiveFeed", "LoadGenerator", "OpenTelemetryExporter", "PrometheusExporter", "Sockets", "Storage", "Telemetry", "Wire",
                hummingbird, log, httpTypes, nio("NIOCore"),
                nio("NIOPosix"), nio("NIOHTTP1"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: settings),

        room(
            "ChatTestSupport", ["ChannelLayer", "Chat", "Essentials", "LanguageModels", "Telemetry", "Wire"],
            path: "Tests/ChatTestSupport"),
        room(
            "AgentsTestSupport", ["Agents", "ChannelLayer", "ChatTestSupport", "Essentials", "LanguageModels", "Telemetry", "Wire"],
            path: "Tests/AgentsTestSupport"),
        tests("EssentialsTests", ["Essentials", "ChatTestSupport"]),
        tests("TelemetryTests", ["Telemetry", .product(name: "CoreMetrics", package: "swift-metrics")]),
        tests("CompressionTests", ["Compression", "CZlib"]),
        tests("HostMetricsTests", ["HostMetrics", "Telemetry"]),
        tests("IdentityTests", ["Identity", "COpenSSL"], exclude: ["Fixtures"]),
        tests("WireTests", ["Wire"]),
        tests(
            "SocketsTests",
            [
                "Sockets", "Telemetry", "Wire", log, httpTypes, nio("NIOCore"), nio("NIOPosix"), nio("NIOHTTP1"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
            ]),
        tests(
            "GatewayTests",
            [
                "Agents", "AgentsTestSupport", "ChannelLayer", "Chat", "ChatTestSupport", "Essentials", "Gateway", "Identity",
                "LanguageModels", "LiveFeed", "PrometheusExporter", "Sockets", "Telemetry", "Wire", hummingbird, httpTypes, log,
                nio("NIOCore"), nio("NIOEmbedded"), nio("NIOPosix"),
            ]),
        tests("ChannelLayerTests", ["ChannelLayer", "Telemetry"]),
        tests("HTTPClientsTests", ["HTTPClients"]),
        tests(
            "LanguageModelsTests",
            [
                "HTTPClients", "LanguageModels", "Telemetry", "Wire", log, nio("NIOCore"), nio("NIOEmbedded"), nio("NIOHTTP1"),
                nio("NIOPosix"),
            ]),
        tests("ChatTests", ["Chat", "ChatTestSupport", "ChannelLayer", "Essentials", "LanguageModels", "Telemetry", "Wire", log]),
        tests(
            "AgentsTests",
            ["Agents", "AgentsTestSupport", "ChannelLayer", "ChatTestSupport", "Essentials", "LanguageModels", "Telemetry", "Wire", log]),
        tests("StorageTests", ["Agents", "AgentsTestSupport", "Storage", "Chat", "ChatTestSupport", "Essentials", "Telemetry", "Wire"]),
        tests(
            "PrometheusExporterTests",
            [
                "PrometheusExporter", "CPrometheusModel", "CProtobufC", "Compression", "Telemetry",
                .product(name: "CoreMetrics", package: "swift-metrics"),
            ]),
        tests(
            "OpenTelemetryExporterTests",
            ["OpenTelemetryExporter", "COpenTelemetryModel", "CProtobufC", "HTTPClients", "Telemetry", log]),
        tests("LiveFeedTests", ["LiveFeed", "Telemetry", "Wire"]),
        tests("LoadGeneratorTests", ["LoadGenerator"]),
        tests(
            "TelltaleTests",
            [
                "telltale", "Agents", "Chat", "Essentials", "Gateway", "Identity", "LanguageModels", "LiveFeed", "Telemetry", "Wire",
                nio("NIOPosix"), .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
    ]
)
