/// Contents of messages: words of a made-up language, a few of them in most messages and most in few.
struct Words {
    private let words: [String]

    init() {
        let syllables = ["ka", "lo", "mi", "ren", "tas", "vo", "shi", "dun", "pel", "or", "zan", "ek", "fu", "bri", "nos", "wai"]
        words = (0..<16_384).map { number in
            let beginning = syllables[number & 15] + syllables[number >> 4 & 15] + syllables[number >> 8 & 15]
            return number >> 12 > 0 ? beginning + syllables[number >> 12] : beginning
        }
    }

    /// Three to thirty words.
    func content(_ random: inout SplitMix) -> String {
        (0..<3 + random.below(28)).map { _ in word(&random) }.joined(separator: " ")
    }

    func word(_ random: inout SplitMix) -> String {
        let unit = random.unit()
        return words[Int(unit * unit * unit * Double(words.count))]
    }
}
