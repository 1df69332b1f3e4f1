import Chat
import LanguageModels

extension SettingKind where Value == String {
    /// The base URL of an OpenAI-compatible endpoint. Its query, which may be a secret, is not shown.
    static let endpoint = Self(
        valueName: "url",
        parse: { text throws(BadValue) in
            do {
                _ = try OpenAIEndpoint(base: text)
                return text
            } catch {
                throw BadValue("an http or https URL without a user, such as https://api.openai.com/v1")
            }
        },
        format: { ShownURL.text($0) }
    )

    /// The value of a label: short, in lower case.
    static let label = Self(
        valueName: "name",
        parse: { text throws(BadValue) in
            let isLabel = text.utf8.allSatisfy { byte in
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "._-".utf8.contains(byte)
            }
            guard (1...64).contains(text.utf8.count), isLabel else { throw BadValue("1 to 64 characters of a-z 0-9 . _ -") }
            return text
        },
        format: { $0 }
    )
}

extension SettingKind where Value == [String: ModelPrices] {
    /// Prices by model, `MODEL=INPUT/OUTPUT` with commas between them; `none` is none.
    static let prices = Self(
        valueName: "model=input/output,…",
        parse: { text throws(BadValue) in
            guard text != "none" else { return [:] }
            do {
                return try ModelPrices.parse(text)
            } catch {
                throw BadValue("a list of prices such as gpt-4o-mini=0.15/0.60,llama3=0/0")
            }
        },
        format: { prices in
            let entries = prices.sorted { $0.key < $1.key }.map { model, price in
                let sides = [price.inputPerMillion, price.outputPerMillion].map(SettingKind<Double>.shown)
                return "\(model)=\(sides.joined(separator: "/"))"
            }
            return entries.isEmpty ? "none" : entries.joined(separator: ",")
        }
    )
}

extension SettingKind where Value == [String] {
    /// Media types and families of them: `application/pdf`, `image/*`, `*/*`.
    static let mediaTypes = list("type") { text throws(BadValue) in
        guard MediaTypeList(text) != nil else { throw BadValue("a list of media types such as image/*,application/pdf") }
    }
}
