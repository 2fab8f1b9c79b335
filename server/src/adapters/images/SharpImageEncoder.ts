import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { EncodedImage, ImageEncoder } from '../../ports/ImageStore.ts'
import { ImageRefusedError } from '../../ports/ImageStore.ts'
import type { EncodeAnswer } from './encodeWorker.ts'

/** A picture that takes longer is given up. */
const MAX_ENCODE_MS = 30_000
/** After so long without work the process is let go, and its memory with it. */
const IDLE_MS = 30_000

const WORKER = fileURLToPath(new URL('./encodeWorker.js', import.meta.url))

/** Encodes pictures with sharp, one at a time, in a process of its own that is started when it is needed (IMG4). */
export function createSharpImageEncoder(maxEncodeMs = MAX_ENCODE_MS): ImageEncoder {
	let worker: ChildProcess | null = null
	let idle: ReturnType<typeof setTimeout> | null = null
	let last: Promise<unknown> = Promise.resolve()
	let isClosed = false

	function end(): void {
		if (idle) clearTimeout(idle)
		idle = null
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

	async function encode(bytes: Uint8Array): Promise<EncodedImage> {
		if (isClosed) throw new ImageRefusedError('damaged_picture')
		if (idle) clearTimeout(idle)
		worker ??= start()
		const overdue = setTimeout(end, maxEncodeMs)
		try {
			const answer = await ask(worker, bytes)
			if ('refusal' in answer) throw new ImageRefusedError(answer.refusal)
			return answer.image
		} finally {
			clearTimeout(overdue)
			idle = setTimeout(end, IDLE_MS).unref()
		}
	}

	return {
		encode(bytes) {
			const turn = last.then(() => encode(bytes))
			last = turn.catch(() => {})
			return turn
		},
		async close() {
			isClosed = true
			end()
			await last
			end()
		},
	}
}

/** Sends a picture to the process and waits for its answer. A picture that brings the process down was damaged. */
function ask(worker: ChildProcess, bytes: Uint8Array): Promise<EncodeAnswer> {
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
					code === null ? new ImageRefusedError('damaged_picture') : new Error('the picture reader does not start'),
				),
			)
		worker.on('message', onAnswer)
		worker.on('exit', onExit)
		worker.on('error', onError)
		worker.send(bytes)
	})
}
