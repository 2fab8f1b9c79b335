/** Returns a function that creates endpoints at a server without identities: rooms by name. */
export function anonymousEndpoints({ port, syncProtocol }) {
	return async (rooms, people) =>
		Array.from({ length: rooms }, (_, room) => {
			const name = `room-${room}`
			const endpoint = { url: `ws://127.0.0.1:${port}/${name}`, protocols: [], syncProtocol, name }
			return Array.from({ length: people }, () => ({ ...endpoint }))
		})
}
