/**
 * The thread that reads the files that people bring.
 *
 *     in:   { bytes, name }        out: { file } or { refusal }
 */
import { parentPort } from 'node:worker_threads'
import type { ImportRefusal } from './ImportRefusedError.ts'
import { ImportRefusedError } from './ImportRefusedError.ts'
import { readFile } from './readFile.ts'
import type { SettledFile } from './settleDraft.ts'
import { settleDraft } from './settleDraft.ts'

/** What this thread answers. */
export type ReadAnswer = { file: SettledFile } | { refusal: ImportRefusal }

parentPort?.on('message', (file: { bytes: Uint8Array; name: string }) => parentPort?.postMessage(answerTo(file)))

function answerTo({ bytes, name }: { bytes: Uint8Array; name: string }): ReadAnswer {
	try {
		const { source, boards, skipped } = readFile(bytes, name)
		const settled = boards.map(settleDraft)
		const told = [...skipped, ...settled.flatMap((one) => one.skipped)]
		return { file: { source, boards: settled.map(({ board }) => board), skipped: told } }
	} catch (cause) {
		if (cause instanceof ImportRefusedError) return { refusal: cause.reason }
		throw cause
	}
}
