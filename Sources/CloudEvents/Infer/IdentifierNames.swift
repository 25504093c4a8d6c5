import Events

/// Names of what tells one thing from another, and that nobody counts with: ids and numbers of orders, phones, places.
enum IdentifierNames {
    private static let words: Set<String> = [
        "id", "uid", "uuid", "guid", "number", "no", "nr", "num", "ref", "reference", "phone", "telephone", "tel",
        "mobile",
        "fax", "msisdn", "digits", "zip", "zipcode", "postcode", "plz", "sku", "ean", "gtin", "isbn", "iban", "barcode",
    ]

    /// Whether its last word is one of these: `order_id`, `orderNumber`, `zip`, `postal_code`.
    static func has(_ name: Text) -> Bool {
        let parts = nameWords(name)
        guard let last = parts.last else { return false }
        return words.contains(last) || (last == "code" && ["postal", "zip", "post"].contains(parts.dropLast().last))
    }
}

/// The words of a name in lower case: `order`, `id` of `orderID`, `order_id` and `Order-Id`.
func nameWords(_ name: Text) -> [String] {
    var words: [String] = []
    var word = ""
    var wasSmall = false
    for scalar in name.string.unicodeScalars {
        let isLetter = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        let isCapital = scalar.properties.isUppercase
        if !isLetter || isCapital && wasSmall {
            if !word.isEmpty { words.append(word) }
            word = ""
        }
        if isLetter { word += scalar.properties.lowercaseMapping }
        wasSmall = isLetter && !isCapital
    }
    if !word.isEmpty { words.append(word) }
    return words
}
