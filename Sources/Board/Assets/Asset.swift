/// The files that a page loads, as they are served.
package struct Asset: Sendable {
    package let bytes: [UInt8]
    package let mediaType: String

    package static func of(_ name: Route.Asset) -> Asset {
        switch name {
        case .style: Asset(bytes: PackageResources.board_css, mediaType: "text/css; charset=utf-8")
        case .script: Asset(bytes: PackageResources.board_js, mediaType: "text/javascript; charset=utf-8")
        case .icon: Asset(bytes: PackageResources.icon_svg, mediaType: "image/svg+xml")
        }
    }
}

extension Asset {
    /// By which a browser knows whether what it has is still the same (RFC 9110, 8.8.3): FNV-1a, 64 bits.
    package var tag: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return "\"\(String(hash, radix: 16))\""
    }
}
