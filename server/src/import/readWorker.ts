/**
 * The thread that reads the files that people bring.
 *
 *     in:   { bytes, name, choice }        out: { file } or { refusal }
 */
import { parentPort } from 'node:worker_threads'
import type { TableChoice } from '@charrette/shared'
import type { ImportRefusal } from './ImportRefusedError.ts'
import { ImportRefusedError } from './ImportRefusedError.ts'
import { readFile } from './readFile.ts'
import type { SettledFile } from './settleDraft.ts'
import { settleDraft } from './settleDraft.ts'

/** What this thread is asked: a file, its name, and what was chosen of the columns if it is a table. */
export interface FileToRead {
	bytes: Uint8Array
	name: string
	choice: TableChoice
}
/** What this thread answers. */
export type ReadAnswer = { file: SettledFile } | { refusal: ImportRefusal }

parentPort?.on('message', (file: FileToRead) => parentPort?.postMessage(answerTo(file)))

function answerTo({ bytes, name, choice }: FileToRead): ReadAnswer {
	try {
		const { boards, skipped, ...file } = readFile(bytes, name, choice)
		const settled = boards.map(settleDraft)
		const told = [...skipped, ...settled.flatMap((one) => one.skipped)]
		return { file: { ...file, boards: settled.map(({ board }) => board), skipped: told } }
	} catch (cause) {
		if (cause instanceof ImportRefusedError) return { refusal: cause.reason }
		throw cause
	}
}
