// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "telemetry-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "telltale", path: "../../.."),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.13.0"),
    ],
    targets: [
        .target(name: "CAllocations"),
        .executableTarget(
            name: "telemetry-benchmarks",
            dependencies: [
                "CAllocations",
                .product(name: "PrometheusExporter", package: "telltale"),
                .product(name: "Telemetry", package: "telltale"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
            ],
            swiftSettings: settings),
    ]
)
