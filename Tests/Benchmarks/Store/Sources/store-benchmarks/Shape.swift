/// What the generated store holds. The same arguments make the same store.
struct Shape {
    let conversations: Int
    let messages: Int
    /// Users share the conversations; each takes part in some dozens.
    var users: Int { max(10, conversations / 20) }

    init(_ arguments: Arguments) {
        conversations = max(1, arguments.number("conversations", or: 100_000))
        messages = arguments.number("messages", or: 5_000_000)
    }

    /// The participants of a conversation, three to seven: consecutive ones of a shuffled row of users.
    func participants(of conversation: Int) -> [Int] {
        (0..<3 + conversation % 5).map { (conversation * 7_919 + $0 * 104_729) % users }
    }

    /// A conversation for the next event. A few have most of the traffic: the density falls with the square root of the number.
    func conversation(_ random: inout SplitMix) -> Int {
        let unit = random.unit()
        return min(conversations - 1, Int(unit * unit * Double(conversations)))
    }

    static func id(ofConversation number: Int) -> String { "room-\(number)" }
    static func id(ofUser number: Int) -> String { "user-\(number)" }
}
