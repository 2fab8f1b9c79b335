import { createObservable, type Observable } from '../connection/observable.ts'
import { onNextFrame } from '../sync/recordEvents.ts'
import type { Reading, ReadingSource } from './ReadingSource.ts'

/** Cards that are mounted together are asked for together. */
const BATCH_MS = 100
/** Pause in typing after which the text of a card is translated anew. */
const REST_MS = 1500
/** Texts whose views are rendered again in one frame; panning would stop for more of them. */
const MOST_PER_FRAME = 4
/** The pause between counts of what arrives: each is work for those who read many texts. */
const COUNT_MS = 250
/** The pauses before texts are asked for again. */
const PAUSES = { ready: BATCH_MS, pending: 2500, failed: 15_000 }

/**
 * The languages and translations of a board's texts, for one reader (READ4). The texts stay in the
 * document; this is laid over them. A text is named by its id (`textId`).
 */
export interface BoardReading {
	/** The language into which texts are translated, a tag; null if only languages are read. */
	to: string | null
	/** Counts the answers, those of a quarter second as one, and the switches to an original. */
	version: Observable<number>
	of(id: string): Reading | null
	subscribe(id: string, listener: () => void): () => void
	/** Says that this text is shown, until the returned function is called. */
	show(id: string, text: string): () => void
	/** Sets whether a text is shown as it was written, with those that are switched together. */
	showOriginal(id: string, isShown: boolean): void
	isOriginalShown(id: string): boolean
	/** Asks anew for the translations of the texts that have none: the source can do more now. */
	askAgain(): void
	/** Says that another translation of a text has changed. */
	touch(id: string): void
	close(): void
}

interface BoardReadingDeps {
	to: string | null
	source: ReadingSource
	/** Returns what texts have in common that are switched together; without it, each is. */
	switchOf?: (id: string) => string
}

interface ShownText {
	id: string
	text: string
}

/** Creates the reading of a board. The caller closes it. */
export function createBoardReading({ to, source, switchOf = (id) => id }: BoardReadingDeps): BoardReading {
	const shown = new Set<ShownText>()
	/** From when on the last text of each id may be asked for (ms). */
	const dates = new Map<string, { text: string; dueAt: number }>()
	const known = new Map<string, Reading>()
	const originals = new Set<string>()
	const listeners = new Map<string, Set<() => void>>()
	const version = createObservable(0)
	/** The texts that have arrived and whose views still show the original. */
	const arrived = new Set<string>()
	let cancelFrame: (() => void) | null = null
	let counting: ReturnType<typeof setTimeout> | undefined
	let timer: ReturnType<typeof setTimeout> | undefined
	let nextAt = Number.POSITIVE_INFINITY
	let isAsking = false
	const ending = new AbortController()

	const isMissing = ({ id, text }: ShownText) => text.trim() !== '' && known.get(id)?.original !== text
	const dueAt = ({ id }: ShownText) => dates.get(id)?.dueAt ?? 0
	const notify = (id: string) => {
		for (const listener of listeners.get(id) ?? []) listener()
	}
	const countChange = () => version.set(version.get() + 1)
	const touch = (id: string) => {
		notify(id)
		countChange()
	}

	/** Notifies the views of some of these texts, once a frame. Texts without views cost no time. */
	function draw(): void {
		cancelFrame = null
		let drawn = 0
		for (const id of arrived) {
			if (drawn === MOST_PER_FRAME) break
			arrived.delete(id)
			if (!listeners.has(id)) continue
			notify(id)
			drawn++
		}
		if (arrived.size > 0) cancelFrame = onNextFrame(draw)
	}

	function onArrived(ids: Iterable<string>): void {
		for (const id of ids) arrived.add(id)
		if (arrived.size > 0) cancelFrame ??= onNextFrame(draw)
		counting ??= setTimeout(() => {
			counting = undefined
			countChange()
		}, COUNT_MS)
	}

	/** Plans a request, unless an earlier one is planned. */
	function plan(at: number): void {
		if (ending.signal.aborted || isAsking || at >= nextAt) return
		clearTimeout(timer)
		nextAt = at
		timer = setTimeout(() => void request(), Math.max(0, at - Date.now()))
	}

	async function request(): Promise<void> {
		nextAt = Number.POSITIVE_INFINITY
		// Texts that are due soon are asked for, too.
		const latest = Date.now() + BATCH_MS
		const wanted = [...shown].filter((one) => dueAt(one) <= latest && isMissing(one))
		if (wanted.length > 0) {
			isAsking = true
			const pause = await ask(new Map(wanted.map(({ id, text }) => [id, text])))
			isAsking = false
			for (const { id, text } of wanted)
				if (dates.get(id)?.text === text) dates.set(id, { text, dueAt: Date.now() + pause })
		}
		const missing = [...shown].filter(isMissing)
		if (missing.length > 0) plan(Math.min(...missing.map(dueAt)))
	}

	/** Asks for texts, and returns the pause before those that are missing are asked for again. */
	async function ask(wanted: ReadonlyMap<string, string>): Promise<number> {
		let pause = PAUSES.ready
		try {
			for await (const { readings, state } of source(wanted, ending.signal)) {
				for (const [id, reading] of readings) known.set(id, reading)
				onArrived(readings.keys())
				pause = Math.max(pause, PAUSES[state])
			}
			return pause
		} catch {
			// The originals stay; it is tried again.
			return PAUSES.failed
		}
	}

	return {
		to,
		version,
		of: (id) => known.get(id) ?? null,
		subscribe(id, listener) {
			const all = listeners.get(id) ?? new Set()
			all.add(listener)
			listeners.set(id, all)
			return () => {
				all.delete(listener)
				if (all.size === 0) listeners.delete(id)
			}
		},
		show(id, text) {
			const one = { id, text }
			shown.add(one)
			if (dates.get(id)?.text !== text)
				dates.set(id, { text, dueAt: Date.now() + (known.has(id) ? REST_MS : BATCH_MS) })
			if (isMissing(one)) plan(dueAt(one))
			return () => void shown.delete(one)
		},
		showOriginal(id, isShown) {
			const key = switchOf(id)
			if (isShown) originals.add(key)
			else originals.delete(key)
			for (const one of listeners.keys()) if (switchOf(one) === key) notify(one)
			countChange()
		},
		isOriginalShown: (id) => originals.has(switchOf(id)),
		askAgain() {
			for (const [id, { text, from }] of known) if (text === null && from !== '') known.delete(id)
			plan(Date.now() + BATCH_MS)
		},
		touch,
		close() {
			ending.abort()
			clearTimeout(timer)
			clearTimeout(counting)
			cancelFrame?.()
		},
	}
}
