import type { Page, WebSocketRoute } from '@playwright/test'

/** What a newer or troubled server would say, put between a page and the server that runs. */
export interface Steering {
	/** Closes the board's socket with this code now, and again each time one comes with this epoch. */
	closeBoard(code: number, epoch: string): void
	/** Nothing that is edited reaches the server any more. */
	dropEdits(): void
	/** What is edited from now on reaches it again. */
	passEdits(): void
	/** Sends this frame to the board's socket. */
	sayToBoard(frame: Buffer): void
	/** The addresses of the board's sockets so far. */
	boardUrls: string[]
}

const STATE = 122

/** A frame of type 122, as the protocol writes it: a varuint length, then the text. */
export function stateFrame(state: unknown): Buffer {
	const text = Buffer.from(JSON.stringify(state))
	const length: number[] = []
	let rest = text.length
	for (; rest > 127; rest >>>= 7) length.push((rest & 127) | 128)
	return Buffer.from([STATE, ...length, rest, ...text])
}

/** Puts itself between the page and its sockets; to be called before the page is opened. */
export async function steerSockets(page: Page): Promise<Steering> {
	let isDropping = false
	let board: WebSocketRoute | null = null
	const refused = new Map<string, number>()
	const boardUrls: string[] = []
	const epochIn = (url: string) => new URL(url).searchParams.get('epoch') ?? ''

	await page.routeWebSocket(/\/sync\/board/, (socket) => {
		boardUrls.push(socket.url())
		const code = refused.get(epochIn(socket.url()))
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
		closeBoard(code, of) {
			refused.set(of, code)
			void board?.close({ code })
		},
		dropEdits() {
			isDropping = true
		},
		sayToBoard: (frame) => board?.send(frame),
		passEdits() {
			isDropping = false
		},
	}
}
