import Wire

/// One tick of one interval and who gets it.
struct FeedDelivery {
    /// A subscriber and the tick's number in its subscription.
    struct Recipient {
        let subscriber: any FeedSubscriber
        let seq: Int64
    }

    let timestampMilliseconds: Int64
    let intervalMilliseconds: Int
    let entry: StatsEntry
    let recipients: [Recipient]

    /// Encodes the tick once and sends it to all who can take it.
    ///
    /// - Returns: whether there was anybody.
    func send(node: String) -> Bool {
        let ready = recipients.filter { !$0.subscriber.isCongested }
        guard !ready.isEmpty else { return false }
        let tick = StatsTick(
            timestampMilliseconds: timestampMilliseconds, intervalMilliseconds: intervalMilliseconds, cluster: entry,
            nodes: [(node, entry)])
        for recipient in ready {
            recipient.subscriber.send(tick.frame(seq: recipient.seq))
        }
        return true
    }
}
