import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import pLimit from 'p-limit'
import type { EncodedImage, ImageEncoder } from '../../ports/ImageStore.ts'
import { ImageRefusedError } from '../../ports/ImageStore.ts'
import type { EncodeAnswer } from './encodeWorker.ts'

/** An image that takes longer is refused. */
const MAX_ENCODE_MS = 30_000
/** The process ends after this time without work, and frees its memory. */
const IDLE_MS = 30_000

const WORKER = fileURLToPath(new URL('./encodeWorker.js', import.meta.url))

/**
 * Encodes images with sharp, one at a time, in a child process that starts with the first image
 * (IMG4). It is a process, not a thread of a worker pool, because native code decodes the files: a
 * crash, or memory that is not JavaScript's, stays there.
 */
export function createSharpImageEncoder(maxEncodeMs = MAX_ENCODE_MS): ImageEncoder {
	const limit = pLimit(1)
	let worker: ChildProcess | null = null
	let idle: ReturnType<typeof setTimeout> | undefined
	let isClosed = false

	function end(): void {
		clearTimeout(idle)
		worker?.kill('SIGKILL')
		worker = null
	}

	function start(): ChildProcess {
		const started = fork(WORKER, {
			serialization: 'advanced',
			execArgv: [],
			env: {},
			stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
		})
		started.once('exit', () => {
			if (worker === started) worker = null
		})
		return started
	}

	async function encodeNow(source: Uint8Array | string): Promise<EncodedImage> {
		if (isClosed) throw new ImageRefusedError('damaged_picture')
		clearTimeout(idle)
		worker ??= start()
		const timeout = setTimeout(end, maxEncodeMs)
		try {
			const answer = await request(worker, source)
			if ('refusal' in answer) throw new ImageRefusedError(answer.refusal)
			return answer.image
		} finally {
			clearTimeout(timeout)
			idle = setTimeout(end, IDLE_MS).unref()
		}
	}

	return {
		encode: (source) => limit(encodeNow, source),
		async close() {
			isClosed = true
			end()
			await limit(() => {})
			end()
		},
	}
}

/**
 * Sends an image to the process and resolves with its answer. An image that crashes the process
 * counts as damaged.
 */
function request(worker: ChildProcess, source: Uint8Array | string): Promise<EncodeAnswer> {
	return new Promise((resolve, reject) => {
		const settle = (finish: () => void) => {
			worker.off('message', onAnswer)
			worker.off('exit', onExit)
			worker.off('error', onError)
			finish()
		}
		const onAnswer = (answer: EncodeAnswer) => settle(() => resolve(answer))
		const onError = (cause: Error) => settle(() => reject(cause))
		const onExit = (code: number | null) =>
			settle(() =>
				reject(
					code === null ? new ImageRefusedError('damaged_picture') : new Error('the image encoder does not start'),
				),
			)
		worker.on('message', onAnswer)
		worker.on('exit', onExit)
		worker.on('error', onError)
		worker.send(source)
	})
}
