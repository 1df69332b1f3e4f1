// The peer of the comparison: a broadcast server on the `ws` library, which relays bytes, checks no token and stores nothing.
// Usage: node node-peer.js PORT   (Debian: apt-get install nodejs node-ws; elsewhere: npm install ws)
"use strict";

function library() {
  for (const path of ["ws", "/usr/share/nodejs/ws"]) {
    try {
      return require(path);
    } catch (error) {
      if (error.code !== "MODULE_NOT_FOUND") throw error;
    }
  }
  console.error("node-peer: the ws library is missing (apt-get install node-ws)");
  process.exit(2);
}

const { WebSocketServer, WebSocket } = library();
const port = Number(process.argv[2]);
const server = new WebSocketServer({ host: "127.0.0.1", port, backlog: 4096, perMessageDeflate: false });

server.on("connection", (socket) => {
  socket.on("error", () => {});
  socket.on("message", (data, isBinary) => {
    for (const client of server.clients) {
      if (client.readyState === WebSocket.OPEN) client.send(data, { binary: isBinary });
    }
  });
});
server.on("listening", () => console.log(`node-peer listening on http://127.0.0.1:${port}`));
