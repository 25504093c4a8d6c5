/// A text as it is compared when somebody looks for a word: without case, and without the marks on letters, since a name is
/// often looked for on a keyboard that has none of them.
package func folded(_ text: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
        if scalar.isASCII {
            folded.append(scalar)
        } else if let letters = plain[scalar] {
            folded.append(contentsOf: letters.unicodeScalars)
        } else if scalar.properties.generalCategory != .nonspacingMark {
            folded.append(scalar)
        }
    }
    return String(folded)
}

/// By what each of the others is found: letters of Latin and Greek, as Europe writes them.
private let plain: [Unicode.Scalar: String] = {
    let alike = [
        ("a", "àáâãäåāăąǎ"), ("ae", "æ"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģǧ"), ("h", "ĥħ"),
        ("i", "ìíîïĩīĭįı"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņňŋ"), ("o", "òóôõöøōŏő"), ("oe", "œ"),
        ("r", "ŕŗř"), ("s", "śŝşšș"), ("ss", "ß"), ("t", "ţťŧț"), ("th", "þ"), ("u", "ùúûüũūŭůűų"), ("w", "ŵẁẃẅ"),
        ("y", "ýÿŷỳ"), ("z", "źżž"), ("α", "ά"), ("ε", "έ"), ("η", "ή"), ("ι", "ίϊΐ"), ("ο", "ό"), ("σ", "ς"),
        ("υ", "ύϋΰ"), ("ω", "ώ"),
    ]
    let pairs = alike.flatMap { plain, marked in marked.unicodeScalars.map { ($0, plain) } }
    return Dictionary(pairs) { first, _ in first }
}()
