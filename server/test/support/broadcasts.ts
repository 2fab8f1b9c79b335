import type { Broadcast } from '../../dist/ports/Broadcast.js'

export const textBytes = (text: string) => new TextEncoder().encode(text)

/** Listens on a channel, and collects the messages and gaps that it receives. */
export async function listenOn(broadcast: Broadcast, channel: string) {
	const heard = {
		messages: [] as Uint8Array[],
		nodes: [] as string[],
		gaps: 0,
		get texts() {
			return heard.messages.map((message) => new TextDecoder().decode(message))
		},
		end: () => {},
	}
	heard.end = await broadcast.subscribe(channel, {
		receive(message, node) {
			heard.messages.push(message)
			heard.nodes.push(node)
		},
		gap() {
			heard.gaps++
		},
	})
	return heard
}
