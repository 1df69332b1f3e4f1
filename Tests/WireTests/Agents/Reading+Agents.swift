import Wire

func decodeAgent(_ json: String) throws -> AgentRequest {
    try Array(json.utf8).withUnsafeBytes { try AgentRequest.decode($0) }
}
