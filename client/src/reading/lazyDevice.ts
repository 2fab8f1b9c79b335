import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import type { Device, DeviceOptions } from './openDevice.ts'
import { type AskServer, createServerSource, type ReadingSource } from './ReadingSource.ts'

/** Returns whether this browser has a translator of its own (READ8). */
export const hasOwnTranslator = () => globalThis.isSecureContext && 'Translator' in globalThis

/** The browser's own translator, which is fetched when it is first needed. */
export interface LazyDevice {
	/** Null if it could not be fetched. */
	open(): Promise<Device | null>
	close(): void
}

/** Creates the translator of a workshop and a language. The caller closes it. */
export function createLazyDevice(options: DeviceOptions): LazyDevice {
	let opened: Promise<Device | null> | undefined
	return {
		open() {
			opened ??= fetchChunkOnce(() => import('./openDevice.ts'))
				.then(({ openDevice }) => openDevice(options))
				.catch(() => null)
			return opened
		},
		close: () => void opened?.then((device) => device?.close()),
	}
}

/** Creates the source of a board: the browser's own translator, or else the server. */
export function createSource(to: string | null, ask: AskServer, device: LazyDevice | null): ReadingSource {
	const onServer = createServerSource(to, ask)
	if (!device) return onServer
	return async function* (wanted, signal) {
		const opened = await device.open()
		yield* (opened?.sourceFor(ask) ?? onServer)(wanted, signal)
	}
}
