/// The SHA-256 of a text, as 64 hexadecimal digits.
package func sha256(of text: String) -> String {
    var hash = SHA256()
    hash.update(text.utf8)
    return hash.digestBytes().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
