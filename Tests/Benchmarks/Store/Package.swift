// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

func product(_ name: String) -> Target.Dependency { .product(name: name, package: "telltale") }

let package = Package(
    name: "store-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "telltale", path: "../../..")],
    targets: [
        .executableTarget(
            name: "store-benchmarks", dependencies: [product("Chat"), product("Storage"), product("Telemetry"), product("Wire")],
            swiftSettings: settings)
    ]
)
