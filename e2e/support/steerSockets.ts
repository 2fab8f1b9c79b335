import type { Page, WebSocketRoute } from '@playwright/test'

/** What a newer or troubled server would say, put between a page and the server that runs. */
export interface Steering {
	/** Closes the board's socket with this code now, and again each time one comes with this epoch. */
	closeBoard(code: number, epoch: string): void
	/** Nothing that is edited reaches the server any more. */
	dropEdits(): void
	/** Sends this frame to the board's socket. */
	sayToBoard(frame: Buffer): void
	/** From now on the workshop's state says that each board's document is this one. */
	setEpoch(epoch: number): void
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

function readState(frame: Buffer): unknown {
	let at = 1
	while ((frame[at] ?? 0) > 127) at++
	return JSON.parse(frame.subarray(at + 1).toString())
}

interface State {
	sessions: { boards: { epoch?: number }[] }[]
}

/** Puts itself between the page and its sockets; to be called before the page is opened. */
export async function steerSockets(page: Page): Promise<Steering> {
	let epoch = 1
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
	await page.routeWebSocket(/\/sync\/workshop/, (socket) => {
		const server = socket.connectToServer()
		server.onMessage((frame) => {
			if (typeof frame === 'string' || frame[0] !== STATE || epoch === 1) return socket.send(frame)
			const state = readState(frame) as State
			for (const session of state.sessions) for (const one of session.boards) one.epoch = epoch
			socket.send(stateFrame(state))
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
		setEpoch(now) {
			epoch = now
			isDropping = false
		},
	}
}
