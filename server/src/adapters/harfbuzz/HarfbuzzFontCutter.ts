import { Worker } from 'node:worker_threads'
import type { CutFonts, FontWish } from '@charrette/shared'
import type { FontCutter } from '../../ports/FontCutter.ts'
import type { CutAnswer } from './cutWorker.ts'
import { keepRecent } from './keepRecent.ts'

/** After so long without work the thread is let go, and the fonts in its memory with it. */
const IDLE_MS = 60_000
/** What was cut is kept for those who take the same board home next. */
const MAX_KEPT_BYTES = 8 * 1024 * 1024

/** Cuts typefaces with harfbuzz, one wish at a time, in a thread of its own that is started when it is needed. */
export function createHarfbuzzFontCutter(): FontCutter {
	const kept = keepRecent<CutFonts>(MAX_KEPT_BYTES)
	let worker: Worker | null = null
	let idle: ReturnType<typeof setTimeout> | null = null
	let last: Promise<unknown> = Promise.resolve()
	let isClosed = false

	async function end(): Promise<void> {
		if (idle) clearTimeout(idle)
		idle = null
		const ended = worker
		worker = null
		await ended?.terminate()
	}

	function start(): Worker {
		const started = new Worker(new URL('./cutWorker.js', import.meta.url))
		started.unref()
		started.once('exit', () => {
			if (worker === started) worker = null
		})
		return started
	}

	async function cut(wish: FontWish): Promise<CutFonts> {
		const key = keyOf(wish)
		const known = kept.get(key)
		if (known) return known
		if (isClosed) throw new Error('no typefaces are cut any more')
		if (idle) clearTimeout(idle)
		worker ??= start()
		try {
			const answer = await ask(worker, wish)
			if ('failure' in answer) throw new Error(answer.failure)
			kept.set(key, answer.cut, bytesOf(key, answer.cut))
			return answer.cut
		} finally {
			idle = setTimeout(() => void end(), IDLE_MS).unref()
		}
	}

	return {
		cut(wish) {
			const turn = last.then(() => cut(wish))
			last = turn.catch(() => {})
			return turn
		},
		async close() {
			isClosed = true
			await end()
			await last
			await end()
		},
	}
}

/** The same characters in another order are the same wish. */
function keyOf({ characters, weight, format }: FontWish): string {
	return `${weight} ${format} ${[...new Set(characters)].sort().join('')}`
}

function bytesOf(key: string, { fonts }: CutFonts): number {
	return fonts.reduce((sum, { base64 }) => sum + base64.length, key.length * 2)
}

function ask(worker: Worker, wish: FontWish): Promise<CutAnswer> {
	return new Promise((resolve, reject) => {
		const settle = (finish: () => void) => {
			worker.off('message', onAnswer)
			worker.off('error', onError)
			worker.off('exit', onExit)
			finish()
		}
		const onAnswer = (answer: CutAnswer) => settle(() => resolve(answer))
		const onError = (cause: Error) => settle(() => reject(cause))
		const onExit = () => settle(() => reject(new Error('the thread that cuts typefaces has ended')))
		worker.on('message', onAnswer).on('error', onError).on('exit', onExit)
		worker.postMessage(wish)
	})
}
