import type { Page, WebSocketRoute } from '@playwright/test'

/** Controls of the board's sockets, between a page and the server. */
export interface SocketControl {
	/** Closes the socket with a code, now and whenever the page connects with this epoch. */
	closeBoard(code: number, epoch: string): void
	/** Drops edits of the page on their way to the server. */
	dropEdits(): void
	/** Lets edits pass again. */
	passEdits(): void
	/** Sends a frame to the page. */
	sendToPage(frame: Buffer): void
	/** The URLs of all sockets so far. */
	boardUrls: string[]
}

const STATE = 122

/** Encodes a frame of type 122 (state): a varuint length, then JSON. */
export function stateFrame(state: unknown): Buffer {
	const text = Buffer.from(JSON.stringify(state))
	const length: number[] = []
	let rest = text.length
	for (; rest > 127; rest >>>= 7) length.push((rest & 127) | 128)
	return Buffer.from([STATE, ...length, rest, ...text])
}

/** Intercepts the board's sockets of a page. Must be called before the page is opened. */
export async function interceptSockets(page: Page): Promise<SocketControl> {
	let isDropping = false
	let board: WebSocketRoute | null = null
	const closeCodes = new Map<string, number>()
	const boardUrls: string[] = []
	const epochOf = (url: string) => new URL(url).searchParams.get('epoch') ?? ''

	await page.routeWebSocket(/\/sync\/board/, (socket) => {
		boardUrls.push(socket.url())
		const code = closeCodes.get(epochOf(socket.url()))
		if (code) {
			void socket.close({ code })
			return
		}
		board = socket
		const server = socket.connectToServer()
		socket.onMessage((frame) => {
			const isEdit = typeof frame !== 'string' && frame[0] === 0 && frame[1] !== 0
			if (!(isDropping && isEdit)) server.send(frame)
		})
	})
	return {
		boardUrls,
		closeBoard(code, epoch) {
			closeCodes.set(epoch, code)
			void board?.close({ code })
		},
		dropEdits() {
			isDropping = true
		},
		sendToPage: (frame) => board?.send(frame),
		passEdits() {
			isDropping = false
		},
	}
}
