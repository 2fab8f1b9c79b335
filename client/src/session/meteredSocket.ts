import { FRAME, SYNC } from '@charrette/shared'

export interface SocketMeter {
	/** The socket was made, has opened, or a frame came. */
	heard(): void
	/** A payload frame went out: a step 2, or an update (ACK1). */
	sent(isStep2: boolean): void
}

/** A WebSocket that tells what goes over it. */
export function meteredSocket({ heard, sent }: SocketMeter): typeof WebSocket {
	return class extends WebSocket {
		constructor(url: string | URL, protocols?: string | string[]) {
			super(url, protocols)
			heard()
			this.addEventListener('open', heard)
			this.addEventListener('message', heard)
		}

		override send(data: Uint8Array<ArrayBuffer>): void {
			super.send(data)
			if (data[0] === FRAME.sync && data[1] !== SYNC.step1) sent(data[1] === SYNC.step2)
		}
	} as typeof WebSocket
}
