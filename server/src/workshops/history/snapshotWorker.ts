/**
 * The thread that looks at boards of the past: a large one takes a tenth of a second, and no edit is to wait for that.
 *
 *     in:   { id, question }        out: { id, answer }, or { id, error } where it could not be read
 */
import { parentPort } from 'node:worker_threads'
import type { BoardContent } from '@charrette/shared'
import type { SnapshotDescription } from './snapshotDocument.ts'
import { describeSnapshot, openSnapshot, readSnapshot, snapshotToShow } from './snapshotDocument.ts'

/** What is asked of a state, V2. */
export type Question =
	| { ask: 'describe'; state: Uint8Array }
	| { ask: 'read'; state: Uint8Array; names: readonly [string, string][] }
	| { ask: 'show'; state: Uint8Array; withAuthors: boolean }

/** What each question is answered with. */
export interface Answers {
	describe: SnapshotDescription
	read: BoardContent
	show: Uint8Array
}

export interface QuestionMessage {
	id: number
	question: Question
}
export type AnswerMessage = { id: number; answer: Answers[keyof Answers] } | { id: number; error: string }

parentPort?.on('message', ({ id, question }: QuestionMessage) => {
	try {
		parentPort?.postMessage({ id, answer: answerTo(question) } satisfies AnswerMessage)
	} catch (cause) {
		parentPort?.postMessage({ id, error: String(cause) } satisfies AnswerMessage)
	}
})

function answerTo(question: Question): Answers[keyof Answers] {
	const past = openSnapshot(question.state)
	try {
		if (question.ask === 'describe') return describeSnapshot(past)
		return question.ask === 'read' ? readSnapshot(past, question.names) : snapshotToShow(past, question)
	} finally {
		past.destroy()
	}
}
