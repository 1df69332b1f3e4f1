import LanguageModels

extension OpenAIConfiguration {
    /// The endpoint that the settings name; `nil` when they name none.
    /// - Throws: ``CommandFailure`` when something of it is missing, given twice, or cannot be used.
    static func named(in reader: SettingsReader) throws(CommandFailure) -> OpenAIConfiguration? {
        let key = try ModelKeySource(reader)
        let model = try reader.value(Settings.model)
        let prices = try reader.value(Settings.modelPrices)
        // Read whether they count or not: a mistake in them is one.
        let details = try EndpointDetails(reader)
        guard let url = try reader.value(Settings.modelURL) else {
            let orphan = key?.row ?? (model == nil ? nil : Settings.model.row) ?? (prices.isEmpty ? nil : Settings.modelPrices.row)
            guard let orphan else { return nil }
            let place = reader.origin(of: orphan).description(of: orphan)
            throw CommandFailure(.configuration, "\(orphan.key) (\(place)) is for the endpoint of model-url, which is not given")
        }
        guard let model else {
            throw CommandFailure(.configuration, "model-url needs the name of a model too: give it with \(Settings.model.row.flag)")
        }
        do {
            var configuration = try OpenAIConfiguration(baseURL: url, key: key?.text, model: model)
            configuration.prices = prices
            details.apply(to: &configuration)
            return configuration
        } catch {
            throw CommandFailure(.configuration, "the endpoint of model-url cannot be used: \(error)")
        }
    }
}

/// What is set of an endpoint besides where it is.
private struct EndpointDetails {
    let provider: String?
    let temperature: Double?
    let maximumTokens: Int?
    let connectTimeout: Duration
    let firstDeltaTimeout: Duration
    let silenceTimeout: Duration
    let retries: Int
    let usesHTTP2: Bool
    let trustedCertificates: String?

    init(_ reader: SettingsReader) throws(CommandFailure) {
        provider = try reader.value(Settings.modelProvider)
        temperature = try reader.value(Settings.modelTemperature)
        maximumTokens = try reader.value(Settings.modelMaxTokens)
        connectTimeout = try reader.value(Settings.modelConnectTimeout)
        firstDeltaTimeout = try reader.value(Settings.modelFirstChunkTimeout)
        silenceTimeout = try reader.value(Settings.modelSilenceTimeout)
        retries = try reader.value(Settings.modelRetries)
        usesHTTP2 = try reader.value(Settings.modelHTTP2)
        trustedCertificates = try reader.value(Settings.modelCAFile)
    }

    func apply(to configuration: inout OpenAIConfiguration) {
        if let provider { configuration.provider = provider }
        configuration.temperature = temperature
        configuration.maximumTokens = maximumTokens
        configuration.connectTimeout = connectTimeout
        configuration.firstDeltaTimeout = firstDeltaTimeout
        configuration.silenceTimeout = silenceTimeout
        configuration.retries = retries
        configuration.usesHTTP2 = usesHTTP2
        configuration.trustedCertificates = trustedCertificates
    }
}
