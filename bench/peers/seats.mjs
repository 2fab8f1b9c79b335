/** Returns a function that creates seats at a server without identities: rooms by name. */
export function anonymousSeats({ port, dialect }) {
	return async (rooms, people) =>
		Array.from({ length: rooms }, (_, room) => {
			const name = `room-${room}`
			const seat = { url: `ws://127.0.0.1:${port}/${name}`, protocols: [], dialect, name }
			return Array.from({ length: people }, () => ({ ...seat }))
		})
}
