import { z } from 'zod'
import type { PracticeId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { line, text } from './fields.ts'

/** `POST /api/practices/:id/questions` (ASK1) */
export const cityQuestionBody = z.object({
	/** The city of those who ask. */
	city: line(LIMITS.maxTitleLength),
	/** The person or office that asks; may be empty. */
	name: text().trim().max(LIMITS.maxTitleLength).default(''),
	text: line(LIMITS.maxCityQuestionLength),
})
export type CityQuestionBody = z.input<typeof cityQuestionBody>
export type CityQuestion = z.output<typeof cityQuestionBody>

/** `POST /api/practices/:id/questions/:question/answer` */
export const cityAnswerBody = z.object({ text: line(LIMITS.maxAnswerLength) })
export type CityAnswerBody = z.input<typeof cityAnswerBody>

/**
 * A question below a practice. `open`: it waits for the practice's city; `closed`: the city does
 * not answer it; `refused`: too many others waited there (ASK5). These are shown only to those who
 * asked, and open ones to those who answer (ASK2).
 */
export interface ShownCityQuestion extends CityQuestion {
	/** The id for requests. */
	id: string
	/** In ms, as is `answeredAt`. */
	at: number
	state: 'open' | 'answered' | 'closed' | 'refused'
	/** Empty unless it was answered. */
	answer: string
	answeredAt: number | null
	/** The address of the server on which it was asked, or its key; absent for this one. */
	server?: string
	/** Whether it is from the reader's workshop. */
	isOwn: boolean
}

/** `GET /api/host/questions`: the newest questions and answers that this server has (ASK4). */
export interface HostQuestions {
	questions: (Omit<ShownCityQuestion, 'isOwn' | 'state'> & { practice: PracticeId; title: string })[]
}
