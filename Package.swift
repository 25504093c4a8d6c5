// swift-tools-version: 6.1
import PackageDescription

// The rooms of the house. A room is a target when it may touch something that no other may;
// every arrow between rooms is a dependency named here.
let package = Package(
    name: "outreachd",
    products: [
        .executable(name: "outreachd", targets: ["outreachd"]),
        .executable(name: "outreachd-board", targets: ["outreachd-board"]),
        // For other programs: `make library`.
        .library(name: "outreach_engine", type: .dynamic, targets: ["EngineC"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        // Its server over NIO, without what its traits would bring along.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    ],
    targets: [
        // Pure: values in, values out. No file, no clock, no Foundation.
        .target(name: "Events"),
        .target(name: "RuleLanguage", dependencies: ["Events", "DeepStack"]),
        .target(name: "Engine", dependencies: ["Events", "RuleLanguage"]),

        // The system has a module named Dispatch.
        .target(
            name: "TaskDispatch", dependencies: ["Events", "RuleLanguage", "Engine"], path: "Sources/Dispatch"),

        // What tasks would have caught, counted.
        .target(name: "Backtest", dependencies: ["Events", "RuleLanguage", "Engine", "TaskDispatch"]),

        // HTML that is escaped by its types.
        .target(name: "HTML"),

        .target(name: "Report", dependencies: ["Events", "RuleLanguage", "TaskDispatch", "Backtest", "HTML"]),

        // The pages of the board. Its style sheet and script are part of the program.
        .target(
            name: "Board", dependencies: ["Events", "HTML"],
            resources: [
                .embedInCode("Assets/board.css"), .embedInCode("Assets/board.js"), .embedInCode("Assets/icon.svg"),
            ]),

        // A stack for what walks through trees; all that it touches is a thread of its own.
        .target(name: "DeepStack"),

        // C and C++ that Swift cannot say itself.
        .target(name: "CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "CLinux"),
        .target(name: "CPageSums", linkerSettings: [.linkedLibrary("sqlite3")]),
        .systemLibrary(name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),

        // Each touches one thing of the outside.
        .target(name: "ZoneFiles", dependencies: ["Events"]),
        .target(name: "CloudEvents", dependencies: ["Events", "CSimdjson", "CLinux"]),
        .target(name: "Spool", dependencies: ["Events", "CLinux"]),
        .target(
            name: "Store",
            dependencies: [
                "Events", "RuleLanguage", "Engine", "TaskDispatch", "CPageSums",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .target(
            name: "TaskFiles", dependencies: ["Events", "RuleLanguage", "Engine", "TaskDispatch", "CLinux"]),

        // Rules, Engine and Dispatch for programs in other languages; the header is written by hand.
        .target(name: "COutreachEngine"),
        .target(
            name: "EngineC",
            dependencies: [
                "Events", "RuleLanguage", "Engine", "TaskDispatch", "CloudEvents", "TaskFiles", "ZoneFiles",
                "DeepStack",
                "COutreachEngine",
            ],
            exclude: ["library.map"]),
        .target(name: "Systemd", dependencies: ["CSystemd", .product(name: "Logging", package: "swift-log")]),
        .target(name: "Control", dependencies: ["Events"]),
        .target(
            name: "Daemon",
            dependencies: [
                "Events", "RuleLanguage", "Engine", "TaskDispatch", "Report", "CloudEvents", "Spool", "Store",
                "TaskFiles", "Systemd", "Control",
                "ZoneFiles", "CLinux",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        .executableTarget(
            name: "outreachd",
            dependencies: [
                "Events", "RuleLanguage", "Engine", "TaskDispatch", "Backtest", "Report", "CloudEvents", "Spool",
                "TaskFiles",
                "Control", "Daemon",
                "ZoneFiles",
                "CLinux",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        .target(
            name: "BoardServer",
            dependencies: [
                "Events", "HTML", "Board", "Engine", "TaskFiles", "Spool", "Control", "Systemd", "ZoneFiles",
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOExtras", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        .executableTarget(
            name: "outreachd-board",
            dependencies: [
                "Board", "BoardServer", "Systemd",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // What the tests of several rooms need; it knows none of them.
        .target(name: "TestSupport", dependencies: ["CLinux"], path: "Tests/TestSupport", exclude: ["Earlier"]),
        .testTarget(name: "EventsTests", dependencies: ["Events", "TestSupport"]),
        .testTarget(
            name: "RuleLanguageTests", dependencies: ["Events", "RuleLanguage", "DeepStack", "TestSupport"],
            exclude: ["Wrong", "Described", "Canonical"]),
        .testTarget(name: "EngineTests", dependencies: ["Events", "RuleLanguage", "Engine", "TestSupport"]),
        .testTarget(
            name: "TaskDispatchTests",
            dependencies: ["Events", "RuleLanguage", "Engine", "TaskDispatch", "TestSupport"],
            path: "Tests/DispatchTests", exclude: ["Explained"]),
        .testTarget(
            name: "BacktestTests",
            dependencies: ["Events", "RuleLanguage", "Engine", "TaskDispatch", "Backtest", "TestSupport"]),
        .testTarget(name: "HTMLTests", dependencies: ["HTML", "TestSupport"]),
        .testTarget(
            name: "ReportTests",
            dependencies: ["Events", "RuleLanguage", "TaskDispatch", "Backtest", "HTML", "Report", "TestSupport"]),
        .testTarget(name: "BoardTests", dependencies: ["Events", "HTML", "Board", "TestSupport"]),
        .testTarget(
            name: "BoardServerTests",
            dependencies: [
                "outreachd", "Events", "Board", "BoardServer", "TaskFiles", "Control", "TestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .testTarget(name: "CloudEventsTests", dependencies: ["Events", "CloudEvents", "TestSupport"]),
        .testTarget(name: "SpoolTests", dependencies: ["Events", "Spool", "TestSupport"]),
        .testTarget(
            name: "StoreTests",
            dependencies: [
                "Events", "RuleLanguage", "Engine", "TaskDispatch", "Store", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .testTarget(
            name: "TaskFilesTests",
            dependencies: ["Events", "RuleLanguage", "Engine", "TaskDispatch", "TaskFiles", "TestSupport"]),
        .testTarget(name: "ZoneFilesTests", dependencies: ["Events", "ZoneFiles", "TestSupport"]),
        .testTarget(
            name: "EngineCTests",
            dependencies: [
                "Events", "RuleLanguage", "Engine", "TaskDispatch", "CloudEvents", "TaskFiles", "EngineC",
                "TestSupport",
            ]),
        .testTarget(name: "ControlTests", dependencies: ["Control", "TestSupport"]),
        .testTarget(
            name: "SystemdTests",
            dependencies: ["Systemd", "TestSupport", .product(name: "Logging", package: "swift-log")]),
        .testTarget(
            name: "DaemonTests",
            dependencies: [
                "Events", "RuleLanguage", "Engine", "TaskDispatch", "CloudEvents", "Spool", "Store", "TaskFiles",
                "Systemd", "Control",
                "Daemon", "ZoneFiles", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        // The built program itself, as people and shells run it.
        .testTarget(name: "CommandTests", dependencies: ["outreachd", "TestSupport"], exclude: ["Said"]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

// One loop for the settings of all targets.
for target in package.targets where [.regular, .executable, .test].contains(target.type) {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
        ]
}
