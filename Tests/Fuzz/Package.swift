// swift-tools-version: 6.1
import PackageDescription

// Fuzzers, in a package of their own so that the product knows nothing of them. The rooms that they try are links to
// the product's: built again here, with counters at every branch (libFuzzer) and guards around all memory
// (AddressSanitizer), and open for tests.
let package = Package(
    name: "outreachd-fuzz",
    targets: [
        .target(name: "Events"),
        .target(name: "DeepStack"),
        .target(name: "RuleLanguage", dependencies: ["Events", "DeepStack"]),
        .target(name: "CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "CLinux"),
        .target(name: "CloudEvents", dependencies: ["Events", "CSimdjson", "CLinux"]),
        .systemLibrary(name: "LibFuzzer"),
        .target(name: "Demands"),

        .executableTarget(name: "FuzzEvents", dependencies: ["Events", "CloudEvents", "Demands", "LibFuzzer"]),
        .executableTarget(
            name: "FuzzCollisions", dependencies: ["Events", "CloudEvents", "Demands", "LibFuzzer"]),
        .executableTarget(name: "FuzzRules", dependencies: ["Events", "RuleLanguage", "Demands", "LibFuzzer"]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

let swiftFlags: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .unsafeFlags(["-sanitize=fuzzer,address", "-enable-testing"]),
]

for target in package.targets {
    switch target.name {
    case "LibFuzzer": break
    case "CSimdjson", "CLinux":
        target.cSettings = [.unsafeFlags(["-fsanitize=fuzzer-no-link,address"])]
        target.cxxSettings = [.unsafeFlags(["-fsanitize=fuzzer-no-link,address"])]
    default: target.swiftSettings = swiftFlags
    }
    // gold, the linker that is taken if nothing is said, ends with an internal error here.
    if target.type == .executable {
        target.linkerSettings = [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]
    }
}
