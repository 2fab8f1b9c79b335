import type { WorkshopId } from '@charrette/shared'
import { openTranslationCache } from '../connection/translationCache.ts'
import { createDeviceSource } from './createDeviceSource.ts'
import { type DeviceTranslator, openDeviceTranslator } from './DeviceTranslator.ts'
import type { AskServer, ReadingSource } from './ReadingSource.ts'

export interface DeviceOptions {
	/** Whose copies have the translations; `practices` for a reader without a workshop. */
	workshop: WorkshopId | 'practices'
	/** The language into which texts are translated, a tag. */
	to: string
	/** Whether the server may translate what the browser cannot (READ3). */
	canAsk: boolean
	/** Called when a language was downloaded. */
	onReady: () => void
}

/** The browser's own translator for a workshop and a language (READ8). */
export interface Device {
	translator: DeviceTranslator
	/** Returns the source of a board, whose texts the server also knows. */
	sourceFor(ask: AskServer): ReadingSource
	close(): void
}

/** Opens the browser's own translator, with the translations that it has made before. */
export async function openDevice({ workshop, to, canAsk, onReady }: DeviceOptions): Promise<Device> {
	const cache = await openTranslationCache(workshop)
	const translator = openDeviceTranslator(to, onReady)
	return {
		translator,
		sourceFor: (ask) => createDeviceSource(to, { device: translator, cache, ask, canAsk }),
		close() {
			translator.close()
			cache.close()
		},
	}
}
